-- Circles of values are no longer refused.
drop trigger axis_value_circle_update on axis_value;
drop trigger axis_value_circle_insert on axis_value;
drop function axis_internal.refuse_reparented_circle();
drop function axis_internal.refuse_value_circle();
