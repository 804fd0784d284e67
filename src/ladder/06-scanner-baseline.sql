--! tier: 6
--! id: scan
--! role: scan
--! name: scanner-baseline
--! reads: substrate
--! delta: governance_scan_run +1
--! observe: governance_drift_state
--! observe: axis_candidate_finding
--! observe: governance_event_log
-- The first scan: what later scans are compared with. Event types stay inactive, and nothing is emitted.
-- Lock: row locks on new rows only. Rolls back by deleting what scans recorded; never by TRUNCATE, which would block readers.

--! applied
select scan_id as object from governance_scan_run where mode = 'baseline';

--! precondition
--! check: no_scan_yet
--! after: structure
--! remedy: Delete what scans recorded before the rollout.
select 'a scan was recorded before the baseline' as violation, scan_id as object, mode
from governance_scan_run
order by scan_id;

--! check: nothing_emitted
--! blocker: governance_emits
--! remedy: The outbox holds governance events. Find out who emits them: the rollout starts from a silent domain.
select 'a governance event was emitted' as violation, outbox.emits as actual, 0 as expected
from (
/* governance-emits.sql */
) as outbox
where outbox.emits > 0;

--! change
select fn_governance_scan(:'actor', 'baseline') as scan_id;

-- The planner must know the new rows: what follows reads them, and autovacuum passes small tables by.
analyze governance_drift_state, axis_candidate_finding, governance_scan_run, governance_event_log;

--! postcondition
--! check: scan_ended
select 'the scan did not end' as violation, scan_id as object
from governance_scan_run
where finished_at is null
order by scan_id;

--! check: nothing_critical
select 'a finding is critical' as violation, detector_code, axis_code, object_type, object_ref, value_code
from governance_drift_state
where state = 'open' and severity = 'critical'
order by detector_code, axis_code, object_type, object_ref, value_code;

--! check: nothing_emittable
select 'an event could be emitted: its type is active' as violation, detector_code, event_type, count(*) as events
from v_drift_issue_payload
where not emit_blocked
group by detector_code, event_type
order by detector_code;

--! check: nothing_emitted
select 'a governance event was emitted' as violation, outbox.emits as actual, 0 as expected
from (
/* governance-emits.sql */
) as outbox
where outbox.emits > 0;

--! verify
--! check: critical_drift
--! remedy: A finding is critical. See v_ui_detector_findings.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from governance_drift_state
where state = 'open' and severity = 'critical';

--! check: open_drift
--! remedy: Open findings differ from what the last scan counted: somebody changed governance_drift_state. Scan again.
select
  (summary ->> 'open_drift')::bigint as expected,
  (select count(*) from governance_drift_state where state = 'open') as actual,
  (summary ->> 'open_drift')::bigint = (select count(*) from governance_drift_state where state = 'open') as ok
from governance_scan_run
where finished_at is not null
order by scan_id desc
limit 1;

--! check: emittable_events
--! remedy: An event type of the governance domain is active, so an open finding could be emitted. Activating event types is a human act: review it.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_drift_issue_payload
where not emit_blocked;

--! rollback
delete from governance_event_log;
delete from governance_drift_state;
delete from axis_candidate_finding;
delete from governance_scan_run;
