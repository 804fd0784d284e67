-- A repair that was made, and the one that took it back.
select
  run.id, run.result -> 'touched' as touched, (run.result ->> 'made')::integer as made, run.result ->> 'kind' as kind,
  (
    select undo.id from axis_rollout_run as undo
    where undo.action = 'repair' and undo.status = 'passed' and undo.request ->> 'undo' = run.id::text
    limit 1
  ) as undone_by
from axis_rollout_run as run
where run.id::text = :'id' and run.action = 'repair' and run.status = 'passed' and run.request ->> 'undo' is null;
