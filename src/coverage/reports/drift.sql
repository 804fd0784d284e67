-- Findings over time, the gravest first; open and resolved ones, or those of one state, detector or severity; acknowledged or not.
select
  finding.drift_id::text as drift_id, finding.detector_code, finding.event_type, finding.severity, finding.state, finding.axis_code,
  finding.object_type, finding.object_ref, finding.value_code, finding.detail, finding.first_seen, finding.last_seen, finding.scan_count,
  case
    when acknowledged.state = 'in_force'
      then jsonb_build_object('until', acknowledged.until_day, 'reason', acknowledged.reason, 'by', acknowledged.created_by)
  end as acknowledged,
  nullif(acknowledged.state, 'in_force') as acknowledgement_lapsed,
  count(*) over () as total_count
from v_ui_detector_findings as finding
left join axis_internal.finding_acknowledgement as acknowledged on acknowledged.drift_id = finding.drift_id
where :'state' in ('', finding.state)
  and :'detector' in ('', finding.detector_code)
  and :'severity' in ('', finding.severity)
  and :'acknowledged' in ('', case when acknowledged.state = 'in_force' then 'yes' else 'no' end)
order by
  finding.state,
  case finding.severity when 'critical' then 1 when 'warning' then 2 else 3 end,
  finding.detector_code, finding.axis_code, finding.object_type, finding.object_ref, finding.value_code
limit :'limit'::integer offset :'offset'::integer;
