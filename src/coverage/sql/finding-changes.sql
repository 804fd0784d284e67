-- Findings that came and went between two scans, by what their detectors reported in each. Grain: one finding.
with side as (
  select
    detector_code,
    severity,
    payload ->> 'axis_code' as axis_code,
    payload ->> 'object_type' as object_type,
    payload ->> 'object_ref' as object_ref,
    payload ->> 'value_code' as value_code,
    scan_id = :'until'::bigint as is_later
  from governance_event_log
  where scan_id in (:'since'::bigint, :'until'::bigint)
),
changed as (
  select
    case when bool_or(is_later) then 'new' else 'resolved' end as change,
    detector_code, max(severity) as severity, axis_code, object_type, object_ref, value_code
  from side
  group by detector_code, axis_code, object_type, object_ref, value_code
  having bool_or(is_later) <> bool_or(not is_later)
)
select change, detector_code, severity, axis_code, object_type, object_ref, value_code, count(*) over () as total_count
from changed
where :'change'::text in ('', change) and :'axis'::text in ('', axis_code)
order by change, detector_code, axis_code, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
