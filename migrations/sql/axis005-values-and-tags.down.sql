-- Tags are not inherited, second values not refused, circles of values neither refused nor found.
drop view axis_internal.shown_value;
drop view axis_internal.effective_tag;
drop view axis_internal.inherited_owner;
drop view axis_internal.inherited_tag;
drop function axis_internal.inherited(text, jsonb);
drop function axis_internal.held(text);
drop trigger axis_assignment_single_update on axis_assignment;
drop trigger axis_assignment_single_insert on axis_assignment;
drop function axis_internal.refuse_moved_second_value();
drop function axis_internal.refuse_second_value();
drop trigger axis_value_circle_update on axis_value;
drop trigger axis_value_circle_insert on axis_value;
drop function axis_internal.refuse_reparented_circle();
drop function axis_internal.refuse_value_circle();
drop view axis_internal.value_circle;
