-- Drops the run ledger with its history. Only the uninstaller does this, never a rollback.
drop table axis_rollout_run;
drop function axis_internal.keep_ledger_append_only();
drop function axis_internal.refuse_foreign_ledger_write();
