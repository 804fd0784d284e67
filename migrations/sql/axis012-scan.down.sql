-- Drops the scan and its events. Never cascades.
drop function fn_governance_scan(text, text);
drop function axis_internal.keep_gap_spans(bigint, boolean, jsonb);
drop view v_drift_issue_payload;
drop view v_axis_issue_payload;
