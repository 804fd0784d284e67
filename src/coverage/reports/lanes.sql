-- Assignments with their lane: all, of an axis, or of a value.
select
  assignment_id::text as assignment_id, object_type, object_ref, axis_code, value_code, zone, owner_gov_code, lane,
  count(*) over () as total_count
from v_ui_lane
where :'axis' in ('', axis_code) and :'value' in ('', value_code)
order by lane, axis_code, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
