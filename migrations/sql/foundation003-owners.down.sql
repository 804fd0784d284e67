drop view v_object_owner_conflict;
drop view v_object_owner_gap;
drop view v_object_effective_owner;
