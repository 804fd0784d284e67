-- What is in force first, the next to expire at the top; then the others, the latest first.
select
  id, axis_code, object_type, object_ref, value_code, reason, approved_by, expires_at, created_by, created_at, ended_by, ended_at, state,
  count(*) over () as total_count
from waiver
where :'state' in ('', state)
  and :'axis_code' in ('', axis_code)
  and :'object_type' in ('', object_type)
  and :'object_ref' in ('', object_ref)
  and :'value_code' in ('', value_code)
order by
  state <> 'active', case when state = 'active' then expires_at end, created_at desc, axis_code, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
