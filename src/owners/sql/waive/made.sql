-- The waivers of the asked cells.
select
  waiver.id, waiver.axis_code, waiver.object_type, waiver.object_ref, waiver.value_code, waiver.reason, waiver.approved_by, waiver.expires_at,
  waiver.created_by, waiver.created_at, waiver.ended_by, waiver.ended_at, waiver.state, count(*) over () as total_count
from waiver
join pg_temp.axis_asked as asked
  on asked.object_type = waiver.object_type and asked.object_ref = waiver.object_ref and asked.value_code = waiver.value_code
where waiver.axis_code = :'axis_code' and waiver.state = 'active'
order by waiver.object_type, waiver.object_ref, waiver.value_code
limit :'limit'::integer;
