-- An act on an authority that passed: the row before and after it, and whether it is taken back.
select
  run.result -> 'row_before' as row_before,
  run.result -> 'row_after' as row_after,
  exists (
    select from axis_rollout_run as later
    where later.action = 'foundation' and later.status = 'passed' and later.request ->> 'undo' = run.id::text
  ) as undone
from axis_rollout_run as run
where run.id = :'id'::uuid
  and run.action = 'foundation'
  and run.status = 'passed'
  and (jsonb_exists(run.request, 'authority') or jsonb_exists(run.request, 'authority_change'));
