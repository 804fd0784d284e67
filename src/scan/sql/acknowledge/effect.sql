-- What became of each: those that change, then those that are kept.
,
written as (
  select
    acknowledgement.detector_code, acknowledgement.axis_code, acknowledgement.object_type, acknowledgement.object_ref, acknowledgement.value_code,
    bool_or(entry.change = 'inserted') as is_made, bool_or(entry.change <> 'inserted') as is_ended
  from axis_internal.assignment_row as entry
  join axis_internal.acknowledgement on acknowledgement.id = entry.row_key::uuid
  where entry.batch_id = :'batch'::uuid
  group by 1, 2, 3, 4, 5
),
acted as (
  select
    asked.id, asked.detector_code, asked.severity, asked.axis_code, asked.object_type, asked.object_ref, asked.value_code,
    case
      when written.is_made is null then 'kept'
      when not written.is_made then 'revoked'
      when written.is_ended then 'renewed'
      else 'acknowledged'
    end as effect
  from asked
  left join written
    on written.detector_code = asked.detector_code
    and coalesce(written.axis_code, '') = coalesce(asked.axis_code, '')
    and coalesce(written.object_type, '') = coalesce(asked.object_type, '')
    and coalesce(written.object_ref, '') = coalesce(asked.object_ref, '')
    and coalesce(written.value_code, '') = coalesce(asked.value_code, '')
)
select
  id::text as drift_id, detector_code, severity, axis_code, object_type, object_ref, value_code, effect,
  count(*) over () as asked, count(*) filter (where effect <> 'kept') over () as changed
from acted
order by effect = 'kept', detector_code, axis_code, object_type, object_ref, value_code
limit :'limit'::integer;
