-- The numbers that the rollout under way goes by.
select result -> 'expected' as expected
from axis_rollout_run
where action = 'apply' and status = 'passed' and jsonb_exists(result, 'expected')
order by run_no desc
limit 1;
