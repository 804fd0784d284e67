-- The emergency exit must work where the base model is damaged: what was unknown before says nothing after.
update pg_temp.axis_delta set after = pg_temp.axis_count(object);
update pg_temp.axis_invariant set after = pg_temp.axis_read_number(query);

insert into pg_temp.axis_violation (check_name, facts)
select
  name,
  jsonb_build_object('violation', 'an out-of-scope invariant does not hold', 'expected', required, 'actual', after)
from pg_temp.axis_invariant
cross join lateral (select case when expected ~ '^[0-9]+$' then expected::bigint else before end as required) as judged
where expected <> 'observed' and before is not null and (after is null or after <> required)
order by position;
