-- The views of axis007 again, and the queries of the further detectors away.

create or replace view v_drift_finding as
select
  'label_orphan' as detector_code, 'warning' as severity, 'topic' as axis_code,
  null::text as object_type, null::text as object_ref, label_code as value_code,
  jsonb_build_object('used_in', used_in) as detail
from v_reconcile_label_orphan
where exists (select from axis_registry where axis_code = 'topic' and status = 'active')
union all
select
  'topic_without_label', 'info', axis_code, null, null, value_code,
  jsonb_build_object('parent_value_code', parent_value_code)
from v_reconcile_topic_without_label
union all
select
  'projection_lag', case when flag = 'divergent' then 'warning' else 'info' end, 'topic', object_type, object_ref, topic_value,
  jsonb_build_object('flag', flag, 'topic_labels', topic_labels, 'rule_labels', rule_labels)
from v_reconcile_collection_topic_vs_label
where flag in ('divergent', 'no_label_rule')
union all
select
  'low_confidence_assignment', 'warning', quality.axis_code, quality.object_type, quality.object_ref, quality.value_code,
  jsonb_build_object('confidence', quality.confidence, 'confidence_threshold', quality.confidence_threshold)
from v_axis_assignment_quality as quality
join axis_registry as axis on axis.axis_code = quality.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = quality.axis_code and value.value_code = quality.value_code and value.status = 'active'
where quality.quality_flag = 'low_confidence'
union all
select
  'stale_candidate', 'info', quality.axis_code, quality.object_type, quality.object_ref, quality.value_code,
  jsonb_build_object('assigned_at', quality.assigned_at, 'staleness_days', quality.staleness_days)
from v_axis_assignment_quality as quality
join axis_registry as axis on axis.axis_code = quality.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = quality.axis_code and value.value_code = quality.value_code and value.status = 'active'
where quality.quality_flag = 'stale'
union all
select 'stale_candidate', 'info', axis_code, null, null, value_code, jsonb_build_object('age_days', age_days)
from v_drift_stale_candidate_value
union all
select
  'conflicting_parentage', 'critical', axis_code, object_type, object_ref, null,
  jsonb_build_object('root_values', root_values)
from v_axis_topic_parentage_conflict
union all
select
  'unregistered_axis', 'warning', axis_code, null, null, null,
  jsonb_build_object('axis_status', axis_status, 'used_in', used_in)
from v_drift_unregistered_axis
union all
select 'axis_assignment_missing', 'info', axis_code, object_type, object_ref, null, null
from v_axis_missing_assignment
union all
select
  'ui_visible_unapproved', 'warning', axis_code, object_type, object_ref, value_code,
  jsonb_build_object('zone', zone)
from v_drift_ui_visible_unapproved
union all
select 'coverage_rule_missing', 'info', axis_code, null, null, null, jsonb_build_object('axis_name', axis_name)
from v_drift_coverage_rule_missing
union all
select
  'projection_lag_timing',
  case when timing = 'never_projected' or lag_days > 30 then 'warning' else 'info' end,
  'topic', object_type, object_ref, topic_value,
  jsonb_build_object('timing', timing, 'lag_days', lag_days)
from v_projection_lag_timing
where timing <> 'fresh';

comment on view v_drift_finding is
  'What the 11 detectors find now. Grain: one finding by detector, axis, object and value. detail: facts as JSON.';

create or replace view v_drift_event_map as
select detector_code, 'governance' as event_domain, event_type
from (
  values
    ('label_orphan', 'coverage.scan_completed'),
    ('topic_without_label', 'coverage.scan_completed'),
    ('projection_lag', 'coverage.scan_completed'),
    ('low_confidence_assignment', 'input.untrusted_source'),
    ('stale_candidate', 'candidate.scan_completed'),
    ('conflicting_parentage', 'coverage.scan_completed'),
    ('unregistered_axis', 'handoff.object_born'),
    ('axis_assignment_missing', 'coverage.scan_completed'),
    ('ui_visible_unapproved', 'input.untrusted_source'),
    ('coverage_rule_missing', 'coverage.scan_completed'),
    ('projection_lag_timing', 'coverage.scan_completed')
) as map (detector_code, event_type);

comment on view v_drift_event_map is 'Which event a detector''s finding would be. Grain: one of the 11 detectors.';

drop view axis_internal.value_circle;
drop view axis_internal.scope_drift;
drop view axis_internal.stale_owner;
drop view axis_internal.stale_reference;
drop view axis_internal.containment_moved;
