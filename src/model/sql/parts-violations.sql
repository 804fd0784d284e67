-- Why a value cannot be merged or split as asked. No row: it can.
with part as (
  select value_code, objects
  from jsonb_to_recordset(:'parts'::jsonb) as part (value_code text, objects jsonb)
),
named as (
  select part.value_code, object.object_type, object.object_ref
  from part
  cross join lateral jsonb_to_recordset(part.objects) as object (object_type text, object_ref text)
  where part.objects is not null
),
held as (
  select object_type, object_ref, 'assignment' as what
  from axis_assignment
  where axis_code = :'axis_code' and value_code = :'code' and status = 'active'
  union
  select object_type, object_ref, 'owner'
  from axis_object_ownership
  where axis_code = :'axis_code' and value_code = :'code' and lifecycle_status = 'active'
),
found as (
  select
    case when value.id is null then 'there is no such value on the axis' else 'the value may not take it over in its status' end as violation,
    part.value_code as object,
    value.status
  from part
  left join axis_value as value on value.axis_code = :'axis_code' and value.value_code = part.value_code
  where value.id is null
    or value.status <> 'active' and not (:'action' = 'split' and value.status = 'candidate')
  union all
  select 'the object is named for a part, and is not assigned to the value and has no owner for it', concat_ws('/', object_type, object_ref), null
  from named
  where not exists (
    select from held where held.object_type = named.object_type and held.object_ref = named.object_ref
  )
  union all
  select 'the object is assigned to the value and named for no part', concat_ws('/', object_type, object_ref), null
  from held
  where what = 'assignment'
    and not exists (select from part where objects is null)
    and not exists (
      select from named where named.object_type = held.object_type and named.object_ref = held.object_ref
    )
)
select violation, object, status, count(*) over () as total_count
from found
order by violation, object
limit 100;
