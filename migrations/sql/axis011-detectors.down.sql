-- Drops the detectors, dependants first. Never cascades.
drop view axis_internal.finding_acknowledgement;
drop function axis_internal.finding_substance(text, jsonb);
drop view v_drift_summary;
drop view v_drift_finding;
drop view v_drift_event_map;
drop view v_drift_coverage_rule_missing;
drop view v_drift_ui_visible_unapproved;
drop view v_drift_unregistered_axis;
drop view v_drift_stale_candidate_value;
drop view v_projection_lag_timing;
