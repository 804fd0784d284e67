-- Links are of authorities that go.
alter table axis_internal.authority_link drop constraint authority_link_authority_code_fkey;
delete from axis_internal.authority_link;
drop table governance_ratification;
drop table governance_object_rule;
drop table governance_object_ownership;
drop table governance_responsibility_scope;
drop table governance_registry;
