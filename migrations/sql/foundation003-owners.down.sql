drop view if exists v_object_owner_conflict;
drop view if exists v_object_owner_gap;
drop view if exists v_object_effective_owner;
