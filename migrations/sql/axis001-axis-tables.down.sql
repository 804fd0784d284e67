-- Drops the tables, dependants first. Never cascades: what others built on these tables makes it fail.
drop table axis_internal.axis_semantics;
drop table axis_internal.goal;
drop table axis_internal.waiver;
drop table axis_object_ownership;
drop table coverage_rule;
drop table axis_assignment;
drop table axis_value;
drop table axis_registry;
