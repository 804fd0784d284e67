drop table governance_ratification;
drop table governance_object_rule;
drop table governance_object_ownership;
drop table governance_responsibility_scope;
drop table governance_registry;
