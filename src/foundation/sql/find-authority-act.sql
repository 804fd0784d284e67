-- An act on an authority that passed: the row before and after it, whether it is taken back, and whether a later act on the authority stands.
select
  run.result -> 'row_before' as row_before,
  run.result -> 'row_after' as row_after,
  exists (
    select from axis_rollout_run as later
    where later.action = 'foundation' and later.status = 'passed' and later.request ->> 'undo' = run.id::text
  ) as undone,
  exists (
    select from axis_rollout_run as later
    where later.action = 'foundation' and later.status = 'passed' and later.run_no > run.run_no
      and later.request #>> '{authority_change,owner_gov_code}' = run.result #>> '{row_after,code}'
      and later.result -> 'row_before' <> later.result -> 'row_after'
      and not exists (
        select from axis_rollout_run as undo
        where undo.action = 'foundation' and undo.status = 'passed' and undo.request ->> 'undo' = later.id::text
      )
  ) as built_upon
from axis_rollout_run as run
where run.id = :'id'::uuid
  and run.action = 'foundation'
  and run.status = 'passed'
  and (jsonb_exists(run.request, 'authority') or jsonb_exists(run.request, 'authority_change'));
