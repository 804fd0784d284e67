-- Per active value of the axis, in the order that people gave them, and (none) where that is a gap. Values that no object needs have 0 objects.
select
  value_code,
  count(object_ref) as objects,
  count(*) filter (where state in ('direct', 'inherited')) as covered,
  count(*) filter (where state = 'gap') as gap,
  count(*) filter (where state = 'waived') as waived,
  count(*) over () as total_count
from (
  select value_code, object_ref, state, null::integer as position from axis_internal.cell where axis_code = :'axis_code'
  union all
  select value_code, null, null, position from axis_internal.shown_value where axis_code = :'axis_code'
) as side
group by value_code
order by min(position), value_code
limit :'limit'::integer offset :'offset'::integer;
