-- What one scan found.
select
  scan_id::text as scan_id,
  found,
  new,
  resolved,
  (summary ->> 'open_drift')::integer as open,
  (summary ->> 'critical_drift')::integer as critical
from governance_scan_run
where scan_id = :'scan_id'::bigint;
