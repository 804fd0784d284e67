-- As try-locks.sql, beside others that share them.
select
  case
    when pg_try_advisory_xact_lock_shared(:'namespace'::integer, :'lock'::integer)
      then pg_try_advisory_xact_lock_shared(:'namespace'::integer, :'second'::integer)
    else false
  end as locked;
