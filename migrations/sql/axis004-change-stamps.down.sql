-- Rows are no longer stamped: triggers first, then what they call.
drop trigger axis_mark_change on axis_internal.axis_semantics;
drop trigger axis_mark_change on topic_label_reconcile_decision;
drop trigger axis_mark_change on topic_taxonomy_map;
drop trigger axis_mark_change on axis_object_ownership;
drop trigger axis_mark_change on coverage_rule;
drop trigger axis_mark_change on axis_assignment;
drop trigger axis_mark_change on axis_value;
drop trigger axis_mark_change on axis_registry;
drop function axis_internal.mark_change();
