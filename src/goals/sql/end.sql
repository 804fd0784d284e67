-- Ends the goal as a row of the batch.
with standing as (
  select id, to_jsonb(goal) as row_before from axis_internal.goal as goal where id::text = :'goal' and ended_at is null
),
ended as (
  update axis_internal.goal as goal
  set ended_at = clock_timestamp(), ended_by = :'actor'
  from standing
  where goal.id = standing.id
  returning goal.id, goal.group_ref, goal.value_code, standing.row_before, to_jsonb(goal) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select
  :'batch'::uuid, 'axis_internal.goal', id::text, case when group_ref is not null then 'group' end, group_ref, value_code, :'change', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended;
