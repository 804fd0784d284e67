-- Ends the rows before their successors are made: a cell has one active accountable owner at most. A row of a parallel axis that begins later keeps its
-- effective_to, which may not be earlier than effective_from.
with ended as (
  update governance_object_ownership as owner
  set lifecycle_status = :'status', effective_to = least(owner.effective_to, now()), updated_at = now(), updated_by = :'actor'
  from pg_temp.axis_ending as ending
  where ending.relation = 'governance_object_ownership' and owner.id = ending.row_key::bigint
  returning owner.id, owner.object_type, owner.object_ref, owner.scope, ending.row_before, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'governance_object_ownership', id::text, object_type, object_ref, scope, :'change', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended
order by object_type, object_ref, scope;

with ended as (
  update axis_object_ownership as owner
  set
    lifecycle_status = :'status',
    effective_to = case when owner.effective_from >= now() then owner.effective_to else least(owner.effective_to, now()) end
  from pg_temp.axis_ending as ending
  where ending.relation = 'axis_object_ownership' and owner.id = ending.row_key::uuid
  returning owner.id, owner.object_type, owner.object_ref, owner.value_code, ending.row_before, to_jsonb(owner) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'axis_object_ownership', id::text, object_type, object_ref, value_code, :'change', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended
order by object_type, object_ref, value_code;
