-- Detectors: each says what it found now. v_drift_finding is their union; fn_governance_scan keeps its history.
-- Detectors look at active axes and values only.

create view v_projection_lag_timing as
with newest_label as (
  select
    rule.condition ->> 'collection' as collection,
    -- assigned_at has no time zone and means UTC.
    max(label.assigned_at) at time zone 'UTC' as projected_at
  from axis_internal.base_label_rule as rule
  left join lateral (
    select entity.assigned_at from axis_internal.base_entity_label as entity where entity.rule_id = rule.id order by entity.assigned_at desc limit 1
  ) as label on true
  where rule.rule_type = 'collection' and rule.status = 'active'
  group by rule.condition ->> 'collection'
),
timed as (
  select
    assignment.object_type,
    assignment.object_ref,
    assignment.value_code as topic_value,
    assignment.assigned_at,
    newest_label.projected_at,
    floor(extract(epoch from assignment.assigned_at - newest_label.projected_at) / 86400)::integer as lag_days
  from axis_assignment as assignment
  join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
  join axis_value as value
    on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
  join newest_label on newest_label.collection = assignment.object_ref
  where assignment.axis_code = 'topic'
    and assignment.object_type = 'collection'
    and assignment.status = 'active'
    and not exists (
      select from topic_label_reconcile_decision as decision
      where decision.object_ref = assignment.object_ref
        and decision.topic_value = assignment.value_code
        and decision.decision_kind in ('accept_projection_pending', 'accept_quarantine_hold')
    )
)
select
  object_type,
  object_ref,
  topic_value,
  assigned_at,
  projected_at,
  case when projected_at is null then null else greatest(lag_days, 0) end as lag_days,
  case when projected_at is null then 'never_projected' when lag_days >= 1 then 'lagging' else 'fresh' end as timing
from timed;

comment on view v_projection_lag_timing is 'How far labels lag behind topics. Grain: one active topic assignment of a collection with an active collection rule; pending and hold decisions excluded. lag_days: whole days from the newest projected label to the assignment; timing: never_projected, lagging (1 day or more), fresh.';
comment on column v_projection_lag_timing.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_projection_lag_timing.object_ref is 'Name of the object within its type.';
comment on column v_projection_lag_timing.topic_value is 'Topic, a value of the topic axis.';
comment on column v_projection_lag_timing.assigned_at is 'When it was assigned.';
comment on column v_projection_lag_timing.projected_at is 'When the newest label was projected; null where none was.';
comment on column v_projection_lag_timing.lag_days is 'Days from the newest projected label to the assignment; null where there is none.';
comment on column v_projection_lag_timing.timing is 'never_projected, lagging or fresh.';

create view v_drift_stale_candidate_value as
select value.axis_code, value.value_code, value.created_at, floor(extract(epoch from now() - value.created_at) / 86400)::integer as age_days
from axis_value as value
join axis_registry as axis on axis.axis_code = value.axis_code and axis.status = 'active'
where value.status = 'candidate' and value.created_at < now() - interval '30 days';

comment on view v_drift_stale_candidate_value is 'Values that have been candidates for over 30 days. Grain: one value. age_days: whole days.';
comment on column v_drift_stale_candidate_value.axis_code is 'Axis, as in axis_registry.';
comment on column v_drift_stale_candidate_value.value_code is 'Value of that axis, as in axis_value.';
comment on column v_drift_stale_candidate_value.created_at is 'When the row was made.';
comment on column v_drift_stale_candidate_value.age_days is 'Days since the value was made, whole ones.';

create view v_drift_unregistered_axis as
with used as (
  select axis_code, 'axis_value' as used_in from axis_value where status = 'active'
  union
  select axis_code, 'axis_assignment' from axis_assignment where status = 'active'
  union
  select axis_code, 'coverage_rule' from coverage_rule where status = 'active'
  union
  select axis_code, 'axis_object_ownership' from axis_object_ownership where lifecycle_status = 'active'
)
select used.axis_code, axis.status as axis_status, array_agg(used.used_in order by used.used_in) as used_in
from used
left join axis_registry as axis on axis.axis_code = used.axis_code
where axis.axis_code is null or axis.status <> 'active'
group by used.axis_code, axis.status;

comment on view v_drift_unregistered_axis is 'Axis codes that active rows use although the axis is not active or not registered. Grain: one axis code. axis_status: null when it is not registered.';
comment on column v_drift_unregistered_axis.axis_code is 'Axis, as in axis_registry.';
comment on column v_drift_unregistered_axis.axis_status is 'Status of the axis; null where it is not registered.';
comment on column v_drift_unregistered_axis.used_in is 'Where it is used, sorted.';

create view v_drift_ui_visible_unapproved as
select assignment.object_type, assignment.object_ref, assignment.axis_code, assignment.value_code, assignment.zone, assignment.assigned_at
from axis_assignment as assignment
join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
where assignment.axis_code = 'topic'
  and assignment.status = 'active'
  and assignment.zone <> 'approved'
  and (
    assignment.zone = 'quarantine'
    or not exists (
      select from v_axis_effective_owner as owner
      where owner.axis_code = assignment.axis_code
        and owner.value_code = assignment.value_code
        and owner.object_type = assignment.object_type
        and owner.object_ref = assignment.object_ref
    )
  );

comment on view v_drift_ui_visible_unapproved is 'Topic assignments that people see although nobody approved or owns them; quarantine is never official, owned or not. Grain: one assignment.';
comment on column v_drift_ui_visible_unapproved.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_drift_ui_visible_unapproved.object_ref is 'Name of the object within its type.';
comment on column v_drift_ui_visible_unapproved.axis_code is 'Axis, as in axis_registry.';
comment on column v_drift_ui_visible_unapproved.value_code is 'Value of that axis, as in axis_value.';
comment on column v_drift_ui_visible_unapproved.zone is 'approved, candidate or quarantine.';
comment on column v_drift_ui_visible_unapproved.assigned_at is 'When it was assigned.';

create view v_drift_coverage_rule_missing as
select axis.axis_code, axis.axis_name
from axis_registry as axis
where axis.status = 'active'
  and not exists (select from coverage_rule as rule where rule.axis_code = axis.axis_code and rule.status = 'active');

comment on view v_drift_coverage_rule_missing is 'Active axes without an active rule: they demand nothing. Grain: one axis.';
comment on column v_drift_coverage_rule_missing.axis_code is 'Axis, as in axis_registry.';
comment on column v_drift_coverage_rule_missing.axis_name is 'Name of the axis on screen.';

create view v_drift_event_map as
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
    ('projection_lag_timing', 'coverage.scan_completed'),
    ('containment_moved', 'coverage.scan_completed'),
    ('stale_reference', 'coverage.scan_completed'),
    ('stale_owner', 'coverage.scan_completed'),
    ('stranded_anchor', 'coverage.scan_completed'),
    ('retired_scope', 'coverage.scan_completed'),
    ('scope_without_value', 'coverage.scan_completed'),
    ('value_circle', 'coverage.scan_completed'),
    ('several_values', 'coverage.scan_completed'),
    ('activated_past_route', 'coverage.scan_completed')
) as map (detector_code, event_type);

comment on view v_drift_event_map is 'Which event a detector''s finding would be. Grain: one of the 20 detectors.';
comment on column v_drift_event_map.detector_code is 'The detector that reports it.';
comment on column v_drift_event_map.event_domain is 'Domain of the event type, governance.';
comment on column v_drift_event_map.event_type is 'Event type that the finding belongs to.';

create view v_drift_finding as
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
where timing <> 'fresh'
union all
select
  'containment_moved', 'warning', axis_code, object_type, object_ref, value_code,
  jsonb_build_object('assigned_group', value_code, 'contained_in', group_ref)
from axis_internal.containment_moved
union all
select
  'stale_reference', 'warning', axis_code, object_type, object_ref, value_code,
  jsonb_build_object('gone', min(gone), 'rows_in', jsonb_agg(relation order by relation))
from axis_internal.stale_reference
group by axis_code, object_type, object_ref, value_code
union all
select
  'stale_owner', 'warning', axis_code, object_type, object_ref, value_code,
  jsonb_build_object(
    'owners', jsonb_agg(owner_gov_code order by owner_gov_code),
    'authority_status', min(authority_status),
    'effective_to', min(effective_to)
  )
from axis_internal.stale_owner
group by axis_code, object_type, object_ref, value_code
union all
select
  'stranded_anchor', 'warning', axis_code, object_type, object_ref, value_code,
  jsonb_build_object('owners', jsonb_agg(distinct owner_gov_code order by owner_gov_code))
from axis_internal.stranded_anchor
group by axis_code, object_type, object_ref, value_code
union all
select
  detector_code, case detector_code when 'retired_scope' then 'warning' else 'info' end, axis_code, null, null, value_code,
  jsonb_build_object('scope', value_code)
from axis_internal.scope_drift
union all
select 'value_circle', 'warning', circle.axis_code, null, null, circle.value_code, jsonb_build_object('parent_value_code', value.parent_value_code)
from axis_internal.value_circle as circle
join axis_registry as axis on axis.axis_code = circle.axis_code and axis.status = 'active'
join axis_value as value on value.axis_code = circle.axis_code and value.value_code = circle.value_code
union all
select
  'several_values', 'warning', tagged.axis_code, tagged.object_type, tagged.object_ref, null,
  jsonb_build_object('values', jsonb_agg(tagged.value_code order by tagged.value_code), 'inherited', bool_and(tagged.depth > 0))
from axis_internal.axis_semantics as semantics
join axis_registry as axis on axis.axis_code = semantics.axis_code and axis.status = 'active'
join axis_internal.effective_tag as tagged on tagged.axis_code = semantics.axis_code
join axis_value as value
  on value.axis_code = tagged.axis_code and value.value_code = tagged.value_code and value.status = 'active'
where semantics.cardinality = 'one'
group by tagged.axis_code, tagged.object_type, tagged.object_ref
having count(*) > 1
union all
select
  'activated_past_route', 'warning', axis_code, null, null, value_code,
  jsonb_build_object(
    -- The same text in whatever zone somebody scans: a finding that says something else is another one.
    'activated', jsonb_agg(
      jsonb_build_object(
        'kind', kind, 'code', code, 'by', activated_by, 'at', to_char(activated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
      )
      order by kind, code
    )
  )
from axis_internal.activated_past_route
group by axis_code, value_code;

comment on view v_drift_finding is 'What the 20 detectors find now. Grain: one finding by detector, axis, object and value. detail: facts as JSON.';
comment on column v_drift_finding.detector_code is 'The detector that reports it.';
comment on column v_drift_finding.severity is 'info, warning or critical.';
comment on column v_drift_finding.axis_code is 'Axis, as in axis_registry.';
comment on column v_drift_finding.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_drift_finding.object_ref is 'Name of the object within its type.';
comment on column v_drift_finding.value_code is 'Value of that axis, as in axis_value.';
comment on column v_drift_finding.detail is 'Facts of the finding, as JSON.';

create view v_drift_summary as
select
  map.detector_code,
  count(finding.detector_code) as findings,
  count(finding.detector_code) filter (where finding.severity = 'info') as info,
  count(finding.detector_code) filter (where finding.severity = 'warning') as warning,
  count(finding.detector_code) filter (where finding.severity = 'critical') as critical
from v_drift_event_map as map
left join v_drift_finding as finding on finding.detector_code = map.detector_code
group by map.detector_code;

comment on view v_drift_summary is 'Findings now, as counts. Grain: one detector, also those without findings.';
comment on column v_drift_summary.detector_code is 'The detector that reports it.';
comment on column v_drift_summary.findings is 'Findings now.';
comment on column v_drift_summary.info is 'Those that only inform.';
comment on column v_drift_summary.warning is 'Warnings.';
comment on column v_drift_summary.critical is 'Critical ones.';

-- What a finding says, apart from how long it has been so: days that pass change nothing. Times of owners and tags in a detail are in the zone of
-- whoever scanned, and are compared as moments.
create function axis_internal.finding_substance(severity text, detail jsonb) returns text
language sql stable set search_path = pg_catalog, pg_temp
as $function$
  select encode(
    sha256(convert_to(
      jsonb_build_array(
        finding_substance.severity,
        finding_substance.detail - array['age_days', 'lag_days', 'staleness_days', 'assigned_at', 'effective_to'],
        extract(epoch from (finding_substance.detail ->> 'assigned_at')::timestamptz),
        extract(epoch from (finding_substance.detail ->> 'effective_to')::timestamptz)
      )::text,
      'UTF8'
    )),
    'hex'
  )
$function$;

comment on function axis_internal.finding_substance(text, jsonb) is
  'SHA-256, hex, of what a finding says: its severity and detail, without days that only count on. Whoever acknowledges a finding acknowledges this.';

-- Columns of a finding that are null are equal, which an index or a hash takes only as texts: no detector names anything ''.
create view axis_internal.finding_acknowledgement as
select
  drift.id as drift_id,
  acknowledgement.id as acknowledgement_id,
  acknowledgement.until_day,
  acknowledgement.reason,
  acknowledgement.created_by,
  case
    when acknowledgement.until_day < (now() at time zone 'UTC')::date then 'expired'
    when acknowledgement.substance_sha256 <> axis_internal.finding_substance(drift.severity, drift.detail) then 'changed'
    else 'in_force'
  end as state
from axis_internal.acknowledgement as acknowledgement
join governance_drift_state as drift
  on drift.detector_code = acknowledgement.detector_code
  and coalesce(drift.axis_code, '') = coalesce(acknowledgement.axis_code, '')
  and coalesce(drift.object_type, '') = coalesce(acknowledgement.object_type, '')
  and coalesce(drift.object_ref, '') = coalesce(acknowledgement.object_ref, '')
  and coalesce(drift.value_code, '') = coalesce(acknowledgement.value_code, '')
where acknowledgement.ended_at is null;

comment on view axis_internal.finding_acknowledgement is 'Acknowledgements that nobody ended, beside what the last scan knows of their findings. Grain: one finding.';
comment on column axis_internal.finding_acknowledgement.drift_id is 'The finding, as in governance_drift_state.';
comment on column axis_internal.finding_acknowledgement.acknowledgement_id is 'The acknowledgement, as in axis_internal.acknowledgement.';
comment on column axis_internal.finding_acknowledgement.until_day is 'Last day on which it counts; days end in UTC.';
comment on column axis_internal.finding_acknowledgement.reason is 'Why, in the words of who asked.';
comment on column axis_internal.finding_acknowledgement.created_by is 'Who acknowledged it: a Directus user id, the name of a program, else the database role.';
comment on column axis_internal.finding_acknowledgement.state is 'in_force; expired: its day has passed; changed: the finding says something else since. Of these two the finding is back.';
