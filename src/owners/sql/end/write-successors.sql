-- A row of the new owner for each that ended, until the same day; in the base model it names the one before it.
with made as (
  insert into governance_object_ownership as owner (
    object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, effective_to, lifecycle_status, rollback_ref, supersedes_id,
    created_by
  )
  select
    object_type, object_ref, value_code, 'accountable', :'to', is_anchor, effective_to, 'active', :'tag', row_key::bigint, :'actor'
  from pg_temp.axis_ending
  where relation = 'governance_object_ownership'
  order by object_type, object_ref, value_code
  returning owner.id, owner.object_type, owner.object_ref, owner.scope, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'governance_object_ownership', id::text, object_type, object_ref, scope, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by object_type, object_ref, scope;

with made as (
  insert into axis_object_ownership as owner (
    object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, effective_to, tag, created_by
  )
  select
    object_type, object_ref, axis_code, value_code, :'to', 'accountable', 'active', effective_to, :'tag', :'actor'
  from pg_temp.axis_ending
  where relation = 'axis_object_ownership'
  order by axis_code, object_type, object_ref, value_code
  returning owner.id, owner.object_type, owner.object_ref, owner.value_code, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'axis_object_ownership', id::text, object_type, object_ref, value_code, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by object_type, object_ref, value_code;
