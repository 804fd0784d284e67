-- Drops the record of assignments. Only the uninstaller does this, never a rollback.
drop table axis_internal.assignment_row;
drop table axis_internal.assignment_batch;
