-- Without its predicate the gate is shut. Only the uninstaller does this, never a rollback.
drop function axis_internal.read_approvals(jsonb, integer, boolean, boolean, boolean, text, jsonb, boolean);
drop function axis_internal.count_approvals(text, jsonb, integer, boolean, boolean, boolean, text, jsonb, boolean);
drop function axis_internal.wrote(xid);
drop function axis_internal.signer_of(text);
