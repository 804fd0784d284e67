-- What somebody dropped is no obstacle: the rest goes all the same.
-- Links are of authorities that go.
alter table axis_internal.authority_link drop constraint if exists authority_link_authority_code_fkey;
delete from axis_internal.authority_link;
drop table if exists governance_ratification;
drop table if exists governance_object_rule;
drop table if exists governance_object_ownership;
drop table if exists governance_responsibility_scope;
drop table if exists governance_registry;
