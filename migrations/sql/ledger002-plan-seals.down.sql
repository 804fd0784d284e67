-- Drops the seals. Only the uninstaller does this, never a rollback.
drop table axis_internal.plan_seal;
