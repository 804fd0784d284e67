-- Drops the run ledger with its history. Only the uninstaller does this, never a rollback.
drop function axis_internal.hash_run_start(axis_rollout_run);
drop function axis_internal.hash_run_end(axis_rollout_run);
drop table axis_rollout_run;
drop function axis_internal.chain_run();
drop function axis_internal.ledger_head();
drop function axis_internal.keep_ledger_append_only();
drop function axis_internal.refuse_foreign_ledger_write();
