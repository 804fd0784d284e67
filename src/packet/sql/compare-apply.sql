-- What moved, against what the tier's file declares; and what must not have moved.
update pg_temp.axis_delta set after = pg_temp.axis_count(object);
update pg_temp.axis_invariant set after = pg_temp.axis_read_number(query);

insert into pg_temp.axis_violation (check_name, facts)
select
  'delta_' || object,
  jsonb_build_object('violation', 'a count moved otherwise than declared', 'expected', expected, 'actual', after - before)
from pg_temp.axis_delta
where after - before <> expected
order by position;

insert into pg_temp.axis_violation (check_name, facts)
select
  name,
  jsonb_build_object('violation', 'an out-of-scope invariant does not hold', 'expected', required, 'actual', after)
from pg_temp.axis_invariant
cross join lateral (
  select case when expected ~ '^[0-9]+$' then expected::bigint else coalesce(before, after) end as required
) as judged
where expected <> 'observed' and (after is null or after <> required)
order by position;
