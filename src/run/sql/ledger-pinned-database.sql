-- The database that the rollout under way was first applied in; no row where none is. A copy of a database brings its ledger along.
select run.result ->> 'database' as database
from axis_rollout_run as run
where run.action = 'apply'
  and run.status = 'passed'
  and jsonb_exists(run.result, 'database')
  and not exists (
    select from axis_rollout_run as later
    where later.run_no > run.run_no and later.action = 'rollback' and later.status = 'passed' and jsonb_exists(later.result, 'fingerprint')
  )
order by run.run_no
limit 1;
