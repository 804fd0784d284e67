drop view axis_internal.base_event_type;
drop view axis_internal.base_entity_label;
drop view axis_internal.base_label_rule;
drop view axis_internal.base_taxonomy;
drop function axis_internal.bind_ports();
drop function axis_internal.read_ports();
