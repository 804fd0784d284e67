-- What screens read: one view per screen, shaped so that a screen shows rows as they are. They leave out objects that are neither in the inventory
-- nor a group; topics in a circle are shown, under a sign.

create view v_ui_topic_tree as
with recursive circle as materialized (
  select value_code from axis_internal.value_circle where axis_code = 'topic'
),
there as (
  select object_type, object_ref from v_governance_object_inventory
  union
  select parent_type, parent_ref from v_object_containment
),
assigned as (
  select assignment.value_code, count(*) as objects
  from axis_assignment as assignment
  join there on there.object_type = assignment.object_type and there.object_ref = assignment.object_ref
  where assignment.axis_code = 'topic' and assignment.status = 'active'
  group by assignment.value_code
),
tree as (
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    0 as depth, array[value.value_code] as path
  from axis_value as value
  where value.axis_code = 'topic' and value.parent_value_code is null
  union all
  -- No root leads to a circle: each of its values hangs under a sign instead of its parent.
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    1, array['↻', value.value_code]
  from axis_value as value
  join circle on circle.value_code = value.value_code
  where value.axis_code = 'topic'
  union all
  select
    child.value_code, child.value_name, child.parent_value_code, child.status, child.provenance,
    tree.depth + 1, tree.path || child.value_code
  from tree
  join axis_value as child on child.axis_code = 'topic' and child.parent_value_code = tree.value_code
  where not exists (select from circle where circle.value_code = child.value_code)
)
select
  tree.value_code,
  tree.value_name,
  tree.parent_value_code,
  tree.status,
  tree.depth,
  tree.path,
  tree.provenance,
  coalesce(assigned.objects, 0) as assigned_objects,
  array(
    select map.label_code from topic_taxonomy_map as map where map.value_code = tree.value_code order by map.label_code
  ) as label_codes
from tree
left join assigned on assigned.value_code = tree.value_code;

comment on view v_ui_topic_tree is 'Topics as a tree, of whatever status. Grain: one topic value. depth: 0 for a root; path: from the root to the value, for a value in a circle from ↻; assigned_objects: active assignments of objects that are there, to the value itself.';
comment on column v_ui_topic_tree.value_code is 'Value of that axis, as in axis_value.';
comment on column v_ui_topic_tree.value_name is 'Name of the value on screen.';
comment on column v_ui_topic_tree.parent_value_code is 'Broader value of the same axis, null for a root.';
comment on column v_ui_topic_tree.status is 'candidate, active, deprecated or retired.';
comment on column v_ui_topic_tree.depth is 'Steps below the root of its tree, 0 = the root.';
comment on column v_ui_topic_tree.path is 'Value codes from the root to this one.';
comment on column v_ui_topic_tree.provenance is 'Where the value came from, as JSON.';
comment on column v_ui_topic_tree.assigned_objects is 'Objects with an active assignment to the value.';
comment on column v_ui_topic_tree.label_codes is 'Labels that the topic is mapped to, sorted.';

create view v_ui_lane as
select
  assignment.id as assignment_id,
  assignment.object_type,
  assignment.object_ref,
  assignment.axis_code,
  assignment.value_code,
  assignment.zone,
  owner.owner_gov_code,
  case
    when assignment.zone = 'quarantine' then 'candidate'
    when assignment.zone = 'approved' or owner.owner_gov_code is not null then 'official'
    else 'candidate'
  end as lane
from axis_assignment as assignment
join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
left join (
  select object_type, object_ref, axis_code, value_code, min(owner_gov_code) as owner_gov_code
  from v_axis_effective_owner
  group by object_type, object_ref, axis_code, value_code
) as owner
  on owner.axis_code = assignment.axis_code
  and owner.value_code = assignment.value_code
  and owner.object_type = assignment.object_type
  and owner.object_ref = assignment.object_ref
where assignment.status = 'active'
  and exists (
    select from (
      select object_type, object_ref from v_governance_object_inventory
      union
      select parent_type, parent_ref from v_object_containment
    ) as there
    where there.object_type = assignment.object_type and there.object_ref = assignment.object_ref
  );

comment on view v_ui_lane is 'Which lane an assignment is in. Grain: one active assignment of an active axis and value, of an object that is there. lane: official (approved or owned) or candidate (needs review); quarantine is never official.';
comment on column v_ui_lane.assignment_id is 'The assignment, as in axis_assignment.id.';
comment on column v_ui_lane.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_ui_lane.object_ref is 'Name of the object within its type.';
comment on column v_ui_lane.axis_code is 'Axis, as in axis_registry.';
comment on column v_ui_lane.value_code is 'Value of that axis, as in axis_value.';
comment on column v_ui_lane.zone is 'approved, candidate or quarantine.';
comment on column v_ui_lane.owner_gov_code is 'Authority of governance_registry that answers; null where nobody does.';
comment on column v_ui_lane.lane is 'official (approved or owned) or candidate (needs review).';

create view v_ui_object_topic as
select
  lane.object_type,
  lane.object_ref,
  lane.value_code as topic_value,
  value.value_name as topic_name,
  lane.zone,
  quality.confidence,
  quality.quality_flag,
  quality.assigned_at,
  lane.owner_gov_code,
  lane.lane,
  compared.flag as label_flag
from v_ui_lane as lane
join axis_value as value on value.axis_code = lane.axis_code and value.value_code = lane.value_code
join v_axis_assignment_quality as quality on quality.assignment_id = lane.assignment_id
left join v_reconcile_collection_topic_vs_label as compared
  on compared.object_type = lane.object_type
  and compared.object_ref = lane.object_ref
  and compared.topic_value = lane.value_code
where lane.axis_code = 'topic';

comment on view v_ui_object_topic is 'Topics of objects with all that is known of them. Grain: one active topic assignment. confidence: 0..1; label_flag: see v_reconcile_collection_topic_vs_label, null for objects that are no collection.';
comment on column v_ui_object_topic.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_ui_object_topic.object_ref is 'Name of the object within its type.';
comment on column v_ui_object_topic.topic_value is 'Topic, a value of the topic axis.';
comment on column v_ui_object_topic.topic_name is 'Name of the topic on screen.';
comment on column v_ui_object_topic.zone is 'approved, candidate or quarantine.';
comment on column v_ui_object_topic.confidence is 'How sure the assigner is, 0..1; null where it does not say.';
comment on column v_ui_object_topic.quality_flag is 'The first that holds of quarantine, missing_provenance, low_confidence, stale, ok.';
comment on column v_ui_object_topic.assigned_at is 'When it was assigned.';
comment on column v_ui_object_topic.owner_gov_code is 'Authority of governance_registry that answers; null where nobody does.';
comment on column v_ui_object_topic.lane is 'official (approved or owned) or candidate (needs review).';
comment on column v_ui_object_topic.label_flag is 'How topic and labels agree, see v_reconcile_collection_topic_vs_label.';

create view v_ui_axis_browser as
select
  registered.axis_code,
  registered.axis_name,
  registered.axis_family,
  registered.axis_kind,
  registered.ownership_source,
  registered.status,
  registered.lifecycle_status,
  registered.values_active,
  registered.rules_active,
  registered.assignments_active,
  registered.owners_active,
  coalesce(summary.required, 0) as required_cells,
  coalesce(summary.gap, 0) as gap_cells,
  coalesce(summary.waived, 0) as waived_cells
from v_axis_registry_coverage as registered
left join v_axis_coverage_summary as summary on summary.axis_code = registered.axis_code;

comment on view v_ui_axis_browser is 'Axes to browse, of whatever status. Grain: one axis. Cells are 0 for axes that are not active.';
comment on column v_ui_axis_browser.axis_code is 'Axis, as in axis_registry.';
comment on column v_ui_axis_browser.axis_name is 'Name of the axis on screen.';
comment on column v_ui_axis_browser.axis_family is 'structural, label, semantic, pivot or system.';
comment on column v_ui_axis_browser.axis_kind is 'deterministic, uncertain or system.';
comment on column v_ui_axis_browser.ownership_source is 'canonical: owners are read from v_object_effective_owner; parallel: from axis_object_ownership.';
comment on column v_ui_axis_browser.status is 'candidate, active, deprecated or retired.';
comment on column v_ui_axis_browser.lifecycle_status is 'birth, register, active, deprecate or retire.';
comment on column v_ui_axis_browser.values_active is 'Active values.';
comment on column v_ui_axis_browser.rules_active is 'Active rules.';
comment on column v_ui_axis_browser.assignments_active is 'Active assignments.';
comment on column v_ui_axis_browser.owners_active is 'Active owners.';
comment on column v_ui_axis_browser.required_cells is 'Cells that active rules demand.';
comment on column v_ui_axis_browser.gap_cells is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_ui_axis_browser.waived_cells is 'Required cells without an owner whose waiver is in force.';

create view v_ui_detector_findings as
select
  drift.id as drift_id,
  drift.detector_code,
  map.event_type,
  drift.severity,
  drift.state,
  drift.axis_code,
  drift.object_type,
  drift.object_ref,
  drift.value_code,
  drift.detail,
  drift.first_seen,
  drift.last_seen,
  drift.scan_count
from governance_drift_state as drift
left join v_drift_event_map as map on map.detector_code = drift.detector_code;

comment on view v_ui_detector_findings is 'Findings over time, open and resolved. Grain: one finding as of the last scan.';
comment on column v_ui_detector_findings.drift_id is 'The state row, as in governance_drift_state.';
comment on column v_ui_detector_findings.detector_code is 'The detector that reports it.';
comment on column v_ui_detector_findings.event_type is 'Event type that the finding belongs to.';
comment on column v_ui_detector_findings.severity is 'info, warning or critical.';
comment on column v_ui_detector_findings.state is 'open or resolved.';
comment on column v_ui_detector_findings.axis_code is 'Axis, as in axis_registry.';
comment on column v_ui_detector_findings.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_ui_detector_findings.object_ref is 'Name of the object within its type.';
comment on column v_ui_detector_findings.value_code is 'Value of that axis, as in axis_value.';
comment on column v_ui_detector_findings.detail is 'Facts of the finding, as JSON.';
comment on column v_ui_detector_findings.first_seen is 'First scan that saw it.';
comment on column v_ui_detector_findings.last_seen is 'Last scan that saw it.';
comment on column v_ui_detector_findings.scan_count is 'How many scans saw it, from 1.';

create view v_ui_review_queue as
select
  lane.assignment_id,
  lane.object_type,
  lane.object_ref,
  lane.axis_code,
  lane.value_code,
  lane.zone,
  lane.lane,
  lane.owner_gov_code,
  quality.confidence,
  quality.quality_flag,
  quality.assigned_at
from v_ui_lane as lane
join v_axis_assignment_quality as quality on quality.assignment_id = lane.assignment_id
where lane.lane = 'candidate' or quality.quality_flag <> 'ok';

comment on view v_ui_review_queue is 'Assignments that a person should look at: in the candidate lane, or of doubtful quality. Grain: one active assignment. confidence: 0..1.';
comment on column v_ui_review_queue.assignment_id is 'The assignment, as in axis_assignment.id.';
comment on column v_ui_review_queue.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_ui_review_queue.object_ref is 'Name of the object within its type.';
comment on column v_ui_review_queue.axis_code is 'Axis, as in axis_registry.';
comment on column v_ui_review_queue.value_code is 'Value of that axis, as in axis_value.';
comment on column v_ui_review_queue.zone is 'approved, candidate or quarantine.';
comment on column v_ui_review_queue.lane is 'official (approved or owned) or candidate (needs review).';
comment on column v_ui_review_queue.owner_gov_code is 'Authority of governance_registry that answers; null where nobody does.';
comment on column v_ui_review_queue.confidence is 'How sure the assigner is, 0..1; null where it does not say.';
comment on column v_ui_review_queue.quality_flag is 'The first that holds of quarantine, missing_provenance, low_confidence, stale, ok.';
comment on column v_ui_review_queue.assigned_at is 'When it was assigned.';

create view v_ui_coverage_dashboard as
select
  coverage.active_axes,
  coverage.required_cells,
  coverage.gap_cells,
  coverage.direct_cells,
  coverage.inherited_cells,
  (select count(*) from v_ui_lane where lane = 'official') as official_assignments,
  (select count(*) from v_ui_lane where lane = 'candidate') as candidate_assignments,
  (select count(*) from v_ui_review_queue) as to_review,
  drift.open_findings,
  drift.critical_findings,
  (select max(finished_at) from governance_scan_run) as last_scan_at,
  coverage.waived_cells
from (
  select
    count(*) as active_axes,
    coalesce(sum(required), 0)::bigint as required_cells,
    coalesce(sum(gap), 0)::bigint as gap_cells,
    coalesce(sum(direct), 0)::bigint as direct_cells,
    coalesce(sum(inherited), 0)::bigint as inherited_cells,
    coalesce(sum(waived), 0)::bigint as waived_cells
  from v_axis_coverage_summary
) as coverage
cross join (
  select
    count(*) as open_findings,
    count(*) filter (where severity = 'critical') as critical_findings
  from governance_drift_state
  where state = 'open'
) as drift;

comment on view v_ui_coverage_dashboard is 'Everything at a glance. Grain: one row. Cells over all active axes; findings as of the last scan; last_scan_at: null before the first one.';
comment on column v_ui_coverage_dashboard.active_axes is 'Axes that are active.';
comment on column v_ui_coverage_dashboard.required_cells is 'Cells that active rules demand.';
comment on column v_ui_coverage_dashboard.gap_cells is 'Required cells without an effective accountable owner and without a waiver in force.';
comment on column v_ui_coverage_dashboard.direct_cells is 'Required cells whose nearest owner stands on the object itself.';
comment on column v_ui_coverage_dashboard.inherited_cells is 'Required cells whose nearest owner stands above the object.';
comment on column v_ui_coverage_dashboard.official_assignments is 'Active assignments in the official lane.';
comment on column v_ui_coverage_dashboard.candidate_assignments is 'Active assignments in the candidate lane.';
comment on column v_ui_coverage_dashboard.to_review is 'Rows of v_ui_review_queue.';
comment on column v_ui_coverage_dashboard.open_findings is 'Findings that the last scan left open.';
comment on column v_ui_coverage_dashboard.critical_findings is 'Open findings that are critical.';
comment on column v_ui_coverage_dashboard.last_scan_at is 'When the last scan finished; null before the first.';
comment on column v_ui_coverage_dashboard.waived_cells is 'Required cells without an owner whose waiver is in force.';
