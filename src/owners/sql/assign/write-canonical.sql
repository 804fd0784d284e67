-- First the owners that give way, then the new ones, each naming the one before it. The base model has no tag: rollback_ref carries it.
with superseded as (
  update governance_object_ownership as owner
  set lifecycle_status = 'superseded', effective_to = least(owner.effective_to, now()), updated_at = now(), updated_by = :'actor'
  from pg_temp.axis_plan as plan
  where plan.action = 'replace' and owner.id = plan.stands_key::bigint
  returning owner.id, owner.object_type, owner.object_ref, owner.scope, plan.row_before, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'governance_object_ownership', id::text, object_type, object_ref, scope, 'superseded', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from superseded
order by object_type, object_ref, scope;

with made as (
  insert into governance_object_ownership as owner (
    object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, lifecycle_status, rollback_ref, supersedes_id, created_by
  )
  select
    object_type, object_ref, value_code, 'accountable', owner_gov_code, is_anchor, 'active', :'tag', stands_key::bigint, :'actor'
  from pg_temp.axis_plan
  where action in ('insert', 'replace')
  order by object_type, object_ref, value_code
  returning owner.id, owner.object_type, owner.object_ref, owner.scope, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'governance_object_ownership', id::text, object_type, object_ref, scope, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by object_type, object_ref, scope;
