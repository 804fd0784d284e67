-- The numbers that people accepted last; no row where nobody did, where the last were taken back, or where a rollback came after them.
select
  run.id,
  run.request ->> 'reason' as reason,
  run.requested_by,
  run.finished_at,
  (run.result -> 'baseline') - 'listed' as numbers
from axis_rollout_run as run
where run.action = 'baseline'
  and run.status = 'passed'
  and run.request ->> 'undo' is null
  and not exists (
    select from axis_rollout_run as later
    where later.run_no > run.run_no
      and later.status = 'passed'
      and ((later.action = 'baseline' and later.request ->> 'undo' = run.id::text) or later.action = 'rollback')
  )
order by run.run_no desc
limit 1;
