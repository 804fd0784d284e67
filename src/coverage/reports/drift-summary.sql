-- What each detector finds now.
select detector_code, findings, info, warning, critical, count(*) over () as total_count
from v_drift_summary
order by detector_code
limit :'limit'::integer offset :'offset'::integer;
