-- Drops the reports of axes. Never cascades.
drop view v_axis_topic_parentage_conflict;
drop view v_axis_missing_assignment;
drop view v_axis_registry_coverage;
