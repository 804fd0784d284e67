drop view v_object_containment;
drop view v_governance_object_inventory;
drop function axis_internal.foundation_containment();
drop function axis_internal.foundation_inventory();
drop function axis_internal.own_relations();
