-- The ledger records two more actions: numbers that people accept (baseline), and rows that are brought after the objects (repair).
-- Lock: AccessExclusive on axis_rollout_run to the end of the transaction; nothing is rewritten.

alter table axis_rollout_run
  drop constraint axis_rollout_run_action_check,
  add constraint axis_rollout_run_action_check
    check (action in ('apply', 'rollback', 'rehearse', 'lifecycle', 'baseline', 'repair'));

comment on column axis_rollout_run.action is
  'apply, rollback, rehearse; lifecycle: a change of axes, values and rules; baseline: numbers that people accepted; repair: rows brought after the objects.';

create index axis_rollout_run_accepted_idx on axis_rollout_run (run_no) where action in ('baseline', 'repair');
comment on index axis_rollout_run_accepted_idx is 'What a verification goes by.';
