-- What screens read: one view per screen, shaped so that a screen shows rows as they are.

create view v_ui_topic_tree as
with recursive tree as (
  select
    value.value_code, value.value_name, value.parent_value_code, value.status, value.provenance,
    0 as depth, array[value.value_code] as path
  from axis_value as value
  where value.axis_code = 'topic' and value.parent_value_code is null
  union all
  select
    child.value_code, child.value_name, child.parent_value_code, child.status, child.provenance,
    tree.depth + 1, tree.path || child.value_code
  from tree
  join axis_value as child on child.axis_code = 'topic' and child.parent_value_code = tree.value_code
)
select
  tree.value_code,
  tree.value_name,
  tree.parent_value_code,
  tree.status,
  tree.depth,
  tree.path,
  tree.provenance,
  (
    select count(*) from axis_assignment as assignment
    where assignment.axis_code = 'topic' and assignment.value_code = tree.value_code and assignment.status = 'active'
  ) as assigned_objects,
  array(
    select map.label_code from topic_taxonomy_map as map where map.value_code = tree.value_code order by map.label_code
  ) as label_codes
from tree;

comment on view v_ui_topic_tree is
  'Topics as a tree, of whatever status. Grain: one topic value. depth: 0 for a root; path: from the root to the value; assigned_objects: active assignments to the value itself.';

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
where assignment.status = 'active';

comment on view v_ui_lane is
  'Which lane an assignment is in. Grain: one active assignment of an active axis and value. lane: official (approved or owned) or candidate (needs review); quarantine is never official.';

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

comment on view v_ui_object_topic is
  'Topics of objects with all that is known of them. Grain: one active topic assignment. confidence: 0..1; label_flag: see v_reconcile_collection_topic_vs_label, null for objects that are no collection.';

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
  coalesce(summary.gap, 0) as gap_cells
from v_axis_registry_coverage as registered
left join v_axis_coverage_summary as summary on summary.axis_code = registered.axis_code;

comment on view v_ui_axis_browser is 'Axes to browse, of whatever status. Grain: one axis. Cells are 0 for axes that are not active.';

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

comment on view v_ui_review_queue is
  'Assignments that a person should look at: in the candidate lane, or of doubtful quality. Grain: one active assignment. confidence: 0..1.';

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
  (select max(finished_at) from governance_scan_run) as last_scan_at
from (
  select
    count(*) as active_axes,
    coalesce(sum(required), 0)::bigint as required_cells,
    coalesce(sum(gap), 0)::bigint as gap_cells,
    coalesce(sum(direct), 0)::bigint as direct_cells,
    coalesce(sum(inherited), 0)::bigint as inherited_cells
  from v_axis_coverage_summary
) as coverage
cross join (
  select
    count(*) as open_findings,
    count(*) filter (where severity = 'critical') as critical_findings
  from governance_drift_state
  where state = 'open'
) as drift;

comment on view v_ui_coverage_dashboard is
  'Everything at a glance. Grain: one row. Cells over all active axes; findings as of the last scan; last_scan_at: null before the first one.';
