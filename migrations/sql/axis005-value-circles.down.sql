-- Circles of values are neither refused nor found.
drop trigger axis_value_circle_update on axis_value;
drop trigger axis_value_circle_insert on axis_value;
drop function axis_internal.refuse_reparented_circle();
drop function axis_internal.refuse_value_circle();
drop view axis_internal.value_circle;
