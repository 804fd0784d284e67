-- Scans, newest first.
select
  scan_id::text as scan_id, actor, mode, started_at, finished_at, found, new, resolved, summary, count(*) over () as total_count
from governance_scan_run
order by governance_scan_run.scan_id desc
limit :'limit'::integer offset :'offset'::integer;
