-- Ends what stands on them, but what says the same.
,
ended as (
  update axis_internal.acknowledgement as acknowledgement
  set ended_at = clock_timestamp(), ended_by = :'actor'
  from (
    select before.id, to_jsonb(before) as row_before
    from asked
    join axis_internal.acknowledgement as before on before.id = asked.acknowledgement_id
    where asked.is_so_already is not true
  ) as standing
  where acknowledgement.id = standing.id
  returning acknowledgement.*, standing.row_before, to_jsonb(acknowledgement) as row_after
)
insert into axis_internal.assignment_row (batch_id, relation, row_key, object_type, object_ref, value_code, change, row_before, row_sha256)
select :'batch'::uuid, 'axis_internal.acknowledgement', id::text, object_type, object_ref, value_code, :'change', row_before,
  encode(sha256(convert_to(row_after::text, 'UTF8')), 'hex')
from ended
order by detector_code, axis_code, object_type, object_ref, value_code;
