-- First the owners that give way, then the new ones: a cell has one active accountable owner at most.
with superseded as (
  update axis_object_ownership as owner
  set lifecycle_status = 'superseded'
  from pg_temp.axis_plan as plan
  where plan.action = 'replace' and owner.id = plan.stands_key::uuid
  returning owner.id, owner.object_type, owner.object_ref, owner.value_code, plan.row_before, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'axis_object_ownership', id::text, object_type, object_ref, value_code, 'superseded', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from superseded
order by object_type, object_ref, value_code;

with made as (
  insert into axis_object_ownership as owner (
    object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, tag, created_by
  )
  select object_type, object_ref, :'axis_code', value_code, owner_gov_code, 'accountable', 'active', :'tag', :'actor'
  from pg_temp.axis_plan
  where action in ('insert', 'replace')
  order by object_type, object_ref, value_code
  returning owner.id, owner.object_type, owner.object_ref, owner.value_code, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'axis_object_ownership', id::text, object_type, object_ref, value_code, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by object_type, object_ref, value_code;
