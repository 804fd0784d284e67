-- Rows are no longer stamped, and nothing is noted: triggers first, then what they call.
drop trigger axis_note_activation on coverage_rule;
drop trigger axis_note_activation on axis_value;
drop trigger axis_note_activation on axis_registry;
drop function axis_internal.note_activation();
drop table axis_internal.unrecorded_activation;
drop trigger axis_mark_change on axis_internal.axis_semantics;
drop trigger axis_mark_change on topic_label_reconcile_decision;
drop trigger axis_mark_change on topic_taxonomy_map;
drop trigger axis_mark_change on axis_object_ownership;
drop trigger axis_mark_change on coverage_rule;
drop trigger axis_mark_change on axis_assignment;
drop trigger axis_mark_change on axis_value;
drop trigger axis_mark_change on axis_registry;
drop function axis_internal.mark_change();
