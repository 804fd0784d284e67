-- The ledger is dropped with its history by ledger001; only the uninstaller does that. Runs of the two actions would not fit the older constraint.
drop index axis_rollout_run_accepted_idx;

comment on column axis_rollout_run.action is 'apply, rollback, rehearse, or lifecycle: a change of axes, values and rules.';
