-- The ledger records changes of the model too: a new action, and what was asked where the numbers of tiers do not say it.
-- Hashes of runs without a request are what they were, so the chain goes on.
-- Lock: AccessExclusive on axis_rollout_run to the end of the transaction; nothing is rewritten.

alter table axis_rollout_run
  add column request jsonb,
  drop constraint axis_rollout_run_action_check,
  add constraint axis_rollout_run_action_check check (action in ('apply', 'rollback', 'rehearse', 'lifecycle'));

comment on column axis_rollout_run.action is 'apply, rollback, rehearse, or lifecycle: a change of axes, values and rules.';
comment on column axis_rollout_run.request is 'What was asked, reason included; null where the numbers of tiers say it.';
comment on column axis_rollout_run.result is 'What the run did: deltas, checks and duration per tier; of a lifecycle run its numbers, and each row before and after.';

create index axis_rollout_run_lifecycle_idx on axis_rollout_run (run_no) where action = 'lifecycle';

create or replace function axis_internal.hash_run_start(run axis_rollout_run) returns text
language sql stable set search_path from current
as $function$
  select encode(sha256(convert_to((jsonb_build_object(
    'previous_hash', run.previous_hash,
    'run_no', run.run_no,
    'id', run.id,
    'part_of', run.part_of,
    'action', run.action,
    'tiers', run.tiers,
    'requested_by', run.requested_by,
    'started_at', run.started_at at time zone 'UTC',
    'ratified_apr', run.ratified_apr,
    'profile_sha256', run.profile_sha256
  ) || case when run.request is null then '{}'::jsonb else jsonb_build_object('request', run.request) end)::text, 'UTF8')), 'hex')
$function$;
