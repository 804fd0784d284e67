-- Only the uninstaller does this, never a rollback.
drop function axis_internal.unmanned_authority();
drop function axis_internal.hold_plain_table(regclass, name[]);
drop table axis_internal.authority_link;
