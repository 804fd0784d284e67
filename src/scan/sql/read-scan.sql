-- What one scan found, and how much of what is open people acknowledged.
select
  scan_id::text as scan_id,
  found,
  new,
  resolved,
  (summary ->> 'open_drift')::integer as open,
  (summary ->> 'critical_drift')::integer as critical,
  (
    select count(*)::integer
    from axis_internal.finding_acknowledgement as acknowledged
    join governance_drift_state as drift on drift.id = acknowledged.drift_id
    where acknowledged.state = 'in_force' and drift.state = 'open'
  ) as acknowledged
from governance_scan_run
where scan_id = :'scan_id'::bigint;
