-- The scan that was asked for: by number, else the last one that ended until that moment, or came before that scan, else the last one.
select scan_id::text as scan_id, finished_at
from governance_scan_run
where finished_at is not null
  and (:'scan_id'::text = '' or scan_id = nullif(:'scan_id'::text, '')::numeric)
  and (:'at_latest'::text = '' or finished_at <= nullif(:'at_latest'::text, '')::timestamptz)
  and (:'before'::text = '' or scan_id < nullif(:'before'::text, '')::bigint)
order by governance_scan_run.scan_id desc
limit 1;
