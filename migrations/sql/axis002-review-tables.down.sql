-- Drops the tables, dependants first. Never cascades.
drop table governance_event_log;
drop table axis_internal.acknowledgement;
drop table governance_drift_state;
drop table axis_internal.gap_span;
drop table governance_scan_run;
drop table topic_label_reconcile_decision;
drop table topic_taxonomy_map;
drop table axis_candidate_finding;
