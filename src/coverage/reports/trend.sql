-- Coverage and findings as of each scan, oldest first, of the newest so many.
select scan_id::text as scan_id, finished_at, axes, open_drift, critical_drift, total_count
from (
  select
    scan_id, finished_at, summary -> 'axes' as axes, (summary ->> 'open_drift')::integer as open_drift,
    (summary ->> 'critical_drift')::integer as critical_drift, count(*) over () as total_count
  from governance_scan_run
  where finished_at is not null
  order by scan_id desc
  limit :'limit'::integer offset :'offset'::integer
) as newest
order by newest.scan_id;
