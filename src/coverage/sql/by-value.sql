-- Per active value of the axis. Values that no object needs have 0 objects.
select
  value.value_code,
  count(cell.object_ref) as objects,
  count(cell.object_ref) filter (where cell.state in ('direct', 'inherited')) as covered,
  count(cell.object_ref) filter (where cell.state = 'gap') as gap,
  count(cell.object_ref) filter (where cell.state = 'waived') as waived,
  count(*) over () as total_count
from axis_value as value
left join cell on cell.value_code = value.value_code
where value.axis_code = :'axis_code' and value.status = 'active'
group by value.value_code
order by value.value_code
limit :'limit'::integer offset :'offset'::integer;
