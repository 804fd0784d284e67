-- What the fingerprint before the first tier of the last rollout was made of; null where that rollout recorded its hash alone.
select result -> 'entry_parts' as entry_parts
from axis_rollout_run
where action = 'apply' and status = 'passed' and jsonb_exists(result, 'entry_fingerprint')
order by run_no desc
limit 1;
