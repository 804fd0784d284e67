-- What the database held before the first tier of the last rollout.
select result ->> 'entry_fingerprint' as entry_fingerprint
from axis_rollout_run
where action = 'apply' and status = 'passed' and jsonb_exists(result, 'entry_fingerprint')
order by run_no desc
limit 1;
