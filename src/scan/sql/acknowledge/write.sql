-- Acknowledges those on which none stands, as the last scan tells them.
,
made as (
  insert into axis_internal.acknowledgement as acknowledgement (
    detector_code, axis_code, object_type, object_ref, value_code, substance_sha256, until_day, reason, created_by
  )
  select
    detector_code, axis_code, object_type, object_ref, value_code, axis_internal.finding_substance(severity, detail), :'until'::date, :'reason', :'actor'
  from asked
  where acknowledgement_id is null
  order by detector_code, axis_code, object_type, object_ref, value_code
  returning acknowledgement.*, to_jsonb(acknowledgement) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_sha256)
select :'batch'::uuid, 'axis_internal.acknowledgement', id::text, object_type, object_ref, value_code, 'inserted',
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from made
order by detector_code, axis_code, object_type, object_ref, value_code;
