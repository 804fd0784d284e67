-- Sets the goal as a row of the batch.
with made as (
  insert into axis_internal.goal as goal (axis_code, group_ref, value_code, percent, due_on, reason, created_by)
  values (:'axis_code', :'group_ref', :'value_code', :'percent'::numeric, :'due_on'::date, :'reason', :'actor')
  returning goal.id, goal.group_ref, goal.value_code, to_jsonb(goal) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select
  :'batch'::uuid, 'axis_internal.goal', id::text, case when group_ref is not null then 'group' end, group_ref, value_code, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
returning row_key as id;
