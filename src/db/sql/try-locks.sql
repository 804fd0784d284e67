-- Two locks, the second only after the first. A lock that the session holds is granted again.
select
  case
    when pg_try_advisory_xact_lock(:'namespace'::integer, :'lock'::integer)
      then pg_try_advisory_xact_lock(:'namespace'::integer, :'second'::integer)
    else false
  end as locked;
