-- Rows are compared as text: times in them must not depend on the session.
set local time zone 'UTC';

with standing as (
  select id, to_jsonb(waiver) as row_before from axis_internal.waiver as waiver where id::text = :'waiver'
),
ended as (
  update axis_internal.waiver as waiver
  set ended_at = clock_timestamp(), ended_by = :'actor'
  from standing
  where waiver.id = standing.id
  returning waiver.id, waiver.object_type, waiver.object_ref, waiver.value_code, standing.row_before, to_jsonb(waiver) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'axis_internal.waiver', id::text, object_type, object_ref, value_code, 'ended', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended;
