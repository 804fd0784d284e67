-- Required cells without an effective accountable owner and without a waiver in force; of one group where one is asked for.
select object_type, object_ref, axis_code, value_code, group_ref, count(*) over () as total_count
from axis_internal.cell
where axis_code = :'axis_code'
  and state = 'gap'
  and (:'any_group'::boolean or group_ref is not distinct from nullif(:'group_ref'::text, ''))
order by group_ref nulls last, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
