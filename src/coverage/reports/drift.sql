-- Findings over time, the gravest first; open and resolved ones, or those of one state, detector or severity.
select
  drift_id::text as drift_id, detector_code, event_type, severity, state, axis_code, object_type, object_ref, value_code, detail,
  first_seen, last_seen, scan_count, count(*) over () as total_count
from v_ui_detector_findings
where :'state' in ('', state)
  and :'detector' in ('', detector_code)
  and :'severity' in ('', severity)
order by
  state,
  case severity when 'critical' then 1 when 'warning' then 2 else 3 end,
  detector_code, axis_code, object_type, object_ref, value_code
limit :'limit'::integer offset :'offset'::integer;
