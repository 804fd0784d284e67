-- Detectors of what the world did to the model behind its back: objects that moved or are gone, owners that are gone, scopes that came or went, values in a
-- circle. Their queries stand in axis_internal, which is counted apart; v_drift_finding is their union with the others, as in axis007.
-- A column that a base model may lack is read by name from the row as JSON, so that its absence is null and no error.

create view axis_internal.containment_moved as
select
  assignment.id as assignment_id,
  assignment.object_type,
  assignment.object_ref,
  assignment.axis_code,
  assignment.value_code,
  containment.parent_ref as group_ref
from axis_assignment as assignment
join axis_registry as axis
  on axis.axis_code = assignment.axis_code and axis.status = 'active' and axis.value_domain = 'groups of v_object_containment'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
join v_governance_object_inventory as object
  on object.object_type = assignment.object_type
  and object.object_ref = assignment.object_ref
  and object.requires_owner
  and object.born
left join v_object_containment as containment
  on containment.object_type = assignment.object_type
  and containment.object_ref = assignment.object_ref
  and containment.parent_type = 'group'
left join axis_value as target on target.axis_code = assignment.axis_code and target.value_code = containment.parent_ref
where assignment.status = 'active'
  and assignment.value_code is distinct from containment.parent_ref
  -- A group whose value people took out of use: that its objects are elsewhere was decided.
  and (target.value_code is null or target.status = 'active');

comment on view axis_internal.containment_moved is
  'Governed objects that are assigned to another group than the one that contains them now. Grain: one active assignment of the containment axis. group_ref: the group that contains it; null where none does.';

create view axis_internal.stale_reference as
with there as (
  select object_type, object_ref from v_governance_object_inventory
  union
  select parent_type, parent_ref from v_object_containment
),
referring as (
  select 'axis_assignment' as relation, id, object_type, object_ref, axis_code, value_code, null::text as owner_gov_code
  from axis_assignment
  where status = 'active'
  union all
  select 'axis_object_ownership', id, object_type, object_ref, axis_code, value_code, owner_gov_code
  from axis_object_ownership
  where lifecycle_status = 'active'
  union all
  select 'axis_internal.waiver', id, object_type, object_ref, axis_code, value_code, null
  from axis_internal.waiver
  where ended_at is null and expires_at > now()
)
select
  referring.relation,
  referring.id,
  referring.object_type,
  referring.object_ref,
  referring.axis_code,
  referring.value_code,
  referring.owner_gov_code,
  case
    when there.object_ref is null then 'object'
    when value.value_code is null then 'value'
    else 'owner'
  end as gone
from referring
join axis_registry as axis on axis.axis_code = referring.axis_code and axis.status = 'active'
left join there on there.object_type = referring.object_type and there.object_ref = referring.object_ref
left join axis_value as value on value.axis_code = referring.axis_code and value.value_code = referring.value_code
left join governance_registry as registry on registry.code = referring.owner_gov_code
where there.object_ref is null
  or value.value_code is null
  or (referring.owner_gov_code is not null and registry.code is null);

comment on view axis_internal.stale_reference is
  'Active assignments, owners and waivers whose object, value or owner is gone. Grain: one row of one table. gone: object (neither in the inventory nor a group node), value or owner.';

create view axis_internal.stale_owner as
with gone_authority as (
  select code, to_jsonb(registry) ->> 'status' as authority_status
  from governance_registry as registry
  where to_jsonb(registry) ->> 'status' in ('retired', 'inactive')
),
suspect as materialized (
  select
    owner.object_type, owner.object_ref, owner.scope, owner.owner_gov_code, gone.authority_status,
    (to_jsonb(owner) ->> 'effective_to')::timestamptz as effective_to
  from governance_object_ownership as owner
  left join gone_authority as gone on gone.code = owner.owner_gov_code
  where owner.owner_kind = 'accountable'
    and owner.lifecycle_status = 'active'
    and (gone.code is not null or (to_jsonb(owner) ->> 'effective_to')::timestamptz <= now())
),
counted as (
  select distinct source_anchor_type, source_anchor_ref, scope, owner_gov_code
  from v_object_effective_owner
  -- The base model is asked only where something is suspected.
  where exists (select from suspect)
)
select
  value.axis_code,
  suspect.object_type,
  suspect.object_ref,
  value.value_code,
  suspect.owner_gov_code,
  max(suspect.authority_status) as authority_status,
  max(suspect.effective_to) as effective_to
from suspect
join counted
  on counted.source_anchor_type = suspect.object_type
  and counted.source_anchor_ref = suspect.object_ref
  and counted.scope = suspect.scope
  and counted.owner_gov_code = suspect.owner_gov_code
join axis_value as value on value.value_code = suspect.scope and value.status = 'active'
join axis_registry as axis
  on axis.axis_code = value.axis_code and axis.status = 'active' and axis.ownership_source = 'canonical'
group by value.axis_code, suspect.object_type, suspect.object_ref, value.value_code, suspect.owner_gov_code
union all
select
  owner.axis_code, owner.object_type, owner.object_ref, owner.value_code, owner.owner_gov_code, gone.authority_status, null
from axis_object_ownership as owner
join gone_authority as gone on gone.code = owner.owner_gov_code
join axis_registry as axis
  on axis.axis_code = owner.axis_code and axis.status = 'active' and axis.ownership_source = 'parallel'
join axis_value as value
  on value.axis_code = owner.axis_code and value.value_code = owner.value_code and value.status = 'active'
where owner.owner_kind = 'accountable'
  and owner.lifecycle_status = 'active'
  and (owner.effective_from is null or owner.effective_from <= now())
  and (owner.effective_to is null or now() < owner.effective_to);

comment on view axis_internal.stale_owner is
  'Owners that count although they are gone: the authority is retired or inactive, or the row ended and the base model still counts it. Grain: one owner of one anchor, axis and value.';

create view axis_internal.scope_drift as
select 'retired_scope' as detector_code, value.axis_code, value.value_code
from axis_value as value
join axis_registry as axis
  on axis.axis_code = value.axis_code and axis.status = 'active' and axis.ownership_source = 'canonical'
left join governance_responsibility_scope as scope on scope.scope_code = value.value_code and scope.status = 'active'
where value.status = 'active' and scope.scope_code is null
union all
select 'scope_without_value', axis.axis_code, scope.scope_code
from governance_responsibility_scope as scope
join axis_registry as axis on axis.status = 'active' and axis.ownership_source = 'canonical'
left join axis_value as value on value.axis_code = axis.axis_code and value.value_code = scope.scope_code
where scope.status = 'active' and value.value_code is null;

comment on view axis_internal.scope_drift is
  'Where values of a canonical axis and active scopes differ: retired_scope is an active value without an active scope, scope_without_value an active scope without a value of any status. Grain: one axis and code.';

create view axis_internal.value_circle as
with recursive climb as (
  select axis_code, value_code as start_code, parent_value_code as at_code
  from axis_value
  where parent_value_code is not null
  union
  select climb.axis_code, climb.start_code, value.parent_value_code
  from climb
  join axis_value as value on value.axis_code = climb.axis_code and value.value_code = climb.at_code
  where value.parent_value_code is not null
)
select distinct axis_code, start_code as value_code
from climb
where at_code = start_code;

comment on view axis_internal.value_circle is 'Values that are their own ancestors, of whatever status. Grain: one axis and value.';

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
    ('projection_lag_timing', 'coverage.scan_completed'),
    ('containment_moved', 'coverage.scan_completed'),
    ('stale_reference', 'coverage.scan_completed'),
    ('stale_owner', 'coverage.scan_completed'),
    ('retired_scope', 'coverage.scan_completed'),
    ('scope_without_value', 'coverage.scan_completed'),
    ('value_circle', 'coverage.scan_completed')
) as map (detector_code, event_type);

comment on view v_drift_event_map is 'Which event a detector''s finding would be. Grain: one of the 17 detectors.';

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
  detector_code, case detector_code when 'retired_scope' then 'warning' else 'info' end, axis_code, null, null, value_code,
  jsonb_build_object('scope', value_code)
from axis_internal.scope_drift
union all
select 'value_circle', 'warning', circle.axis_code, null, null, circle.value_code, jsonb_build_object('parent_value_code', value.parent_value_code)
from axis_internal.value_circle as circle
join axis_registry as axis on axis.axis_code = circle.axis_code and axis.status = 'active'
join axis_value as value on value.axis_code = circle.axis_code and value.value_code = circle.value_code;

comment on view v_drift_finding is
  'What the 17 detectors find now. Grain: one finding by detector, axis, object and value. detail: facts as JSON.';

-- What the columns say; one word means one thing in every view.
do $block$
declare
  silent record;
begin
  for silent in
    select attribute.attrelid::regclass as relation, dictionary.name, dictionary.meaning
    from (values
      ('assignment_id', 'The assignment, as in axis_assignment.id.'),
      ('relation', 'Table of the row.'),
      ('id', 'Key of the row in its table.'),
      ('object_type', 'Kind of the object, e.g. collection or group.'),
      ('object_ref', 'Name of the object within its type.'),
      ('axis_code', 'Axis, as in axis_registry.'),
      ('value_code', 'Value of that axis, or the scope that has none.'),
      ('group_ref', 'Group that contains the object now; null where none does.'),
      ('owner_gov_code', 'Authority of governance_registry; null where the row names none.'),
      ('gone', 'object, value or owner.'),
      ('authority_status', 'Status of the authority where it is gone; null where only the row ended.'),
      ('effective_to', 'When the row ended; null where only the authority is gone.'),
      ('detector_code', 'retired_scope or scope_without_value.')
    ) as dictionary (name, meaning)
    join pg_attribute as attribute on attribute.attname = dictionary.name
    where attribute.attrelid in (
      'axis_internal.containment_moved'::regclass, 'axis_internal.stale_reference'::regclass, 'axis_internal.stale_owner'::regclass,
      'axis_internal.scope_drift'::regclass, 'axis_internal.value_circle'::regclass
    )
      and col_description(attribute.attrelid, attribute.attnum) is null
    order by attribute.attrelid::regclass::text, attribute.attnum
  loop
    execute format('comment on column %s.%I is %L', silent.relation, silent.name, silent.meaning);
  end loop;
end
$block$;
