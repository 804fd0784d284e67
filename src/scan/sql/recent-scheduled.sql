-- Whether another instance has made the scheduled scan of this tick already.
select 1 as recent
from governance_scan_run
where mode = 'scheduled' and started_at > clock_timestamp() - make_interval(secs => :'seconds'::double precision)
limit 1;
