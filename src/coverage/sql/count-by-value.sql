-- Per active value of the axis. Values that no object needs have 0 objects; required cells are of active values only.
select
  value_code,
  count(object_ref) as objects,
  count(*) filter (where state in ('direct', 'inherited')) as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) filter (where state = 'waived') as waived,
  count(*) over () as total_count
from (
  select value_code, object_ref, state from axis_internal.cell where axis_code = :'axis_code'
  union all
  select value_code, null, null from axis_value where axis_code = :'axis_code' and status = 'active'
) as side
group by value_code
order by value_code
limit :'limit'::integer offset :'offset'::integer;
