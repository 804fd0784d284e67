-- Expired waivers of the cells give way: a cell has one that nobody ended at most.
with standing as (
  select waiver.id, to_jsonb(waiver) as row_before
  from axis_internal.waiver as waiver
  join pg_temp.axis_asked as asked
    on asked.object_type = waiver.object_type and asked.object_ref = waiver.object_ref and asked.value_code = waiver.value_code
  where waiver.axis_code = :'axis_code' and waiver.ended_at is null
),
ended as (
  update axis_internal.waiver as waiver
  set ended_at = clock_timestamp(), ended_by = :'actor'
  from standing
  where waiver.id = standing.id
  returning waiver.id, waiver.object_type, waiver.object_ref, waiver.value_code, standing.row_before, to_jsonb(waiver) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'axis_internal.waiver', id::text, object_type, object_ref, value_code, 'superseded', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended
order by object_type, object_ref, value_code;

-- Made at the start of the transaction: a waiver that expires while this one waits was still made before.
with made as (
  insert into axis_internal.waiver as waiver (
    object_type, object_ref, axis_code, value_code, reason, approved_by, expires_at, created_by, created_at
  )
  select object_type, object_ref, :'axis_code', value_code, :'reason', :'approved_by', :'expires_at'::timestamptz, :'actor', now()
  from pg_temp.axis_asked
  order by object_type, object_ref, value_code
  returning waiver.id, waiver.object_type, waiver.object_ref, waiver.value_code, to_jsonb(waiver) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'axis_internal.waiver', id::text, object_type, object_ref, value_code, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by object_type, object_ref, value_code;
