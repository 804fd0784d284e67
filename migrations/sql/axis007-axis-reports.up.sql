-- Axes at large: what is registered for each, which objects have no value yet, and which have topics of more than one root.

create view v_axis_registry_coverage as
with value_count as (
  select
    axis_code,
    count(*) filter (where status = 'candidate') as values_candidate,
    count(*) filter (where status = 'active') as values_active,
    count(*) filter (where status = 'deprecated') as values_deprecated,
    count(*) filter (where status = 'retired') as values_retired
  from axis_value
  group by axis_code
),
rule_count as (
  select
    axis_code,
    count(*) filter (where status = 'candidate') as rules_candidate,
    count(*) filter (where status = 'active') as rules_active,
    count(*) filter (where status in ('deprecated', 'retired')) as rules_inactive
  from coverage_rule
  group by axis_code
),
assignment_count as (
  select
    axis_code,
    count(*) filter (where status = 'active') as assignments_active,
    count(*) filter (where status = 'superseded') as assignments_superseded,
    count(*) filter (where status = 'retired') as assignments_retired
  from axis_assignment
  group by axis_code
),
owner_count as (
  select
    axis_code,
    count(*) filter (where lifecycle_status = 'active') as owners_active,
    count(*) filter (where lifecycle_status = 'superseded') as owners_superseded,
    count(*) filter (where lifecycle_status = 'revoked') as owners_revoked,
    count(*) filter (where lifecycle_status = 'expired') as owners_expired
  from axis_object_ownership
  group by axis_code
)
select
  axis.axis_code,
  axis.axis_name,
  axis.axis_family,
  axis.axis_kind,
  axis.ownership_source,
  axis.status,
  axis.lifecycle_status,
  coalesce(value_count.values_candidate, 0) as values_candidate,
  coalesce(value_count.values_active, 0) as values_active,
  coalesce(value_count.values_deprecated, 0) as values_deprecated,
  coalesce(value_count.values_retired, 0) as values_retired,
  coalesce(rule_count.rules_candidate, 0) as rules_candidate,
  coalesce(rule_count.rules_active, 0) as rules_active,
  coalesce(rule_count.rules_inactive, 0) as rules_inactive,
  coalesce(assignment_count.assignments_active, 0) as assignments_active,
  coalesce(assignment_count.assignments_superseded, 0) as assignments_superseded,
  coalesce(assignment_count.assignments_retired, 0) as assignments_retired,
  coalesce(owner_count.owners_active, 0) as owners_active,
  coalesce(owner_count.owners_superseded, 0) as owners_superseded,
  coalesce(owner_count.owners_revoked, 0) as owners_revoked,
  coalesce(owner_count.owners_expired, 0) as owners_expired
from axis_registry as axis
left join value_count on value_count.axis_code = axis.axis_code
left join rule_count on rule_count.axis_code = axis.axis_code
left join assignment_count on assignment_count.axis_code = axis.axis_code
left join owner_count on owner_count.axis_code = axis.axis_code;

comment on view v_axis_registry_coverage is 'What is registered for an axis, of whatever status. Grain: one axis. Counts of rows by their status; owners are those of axis_object_ownership.';
comment on column v_axis_registry_coverage.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_registry_coverage.axis_name is 'Name of the axis on screen.';
comment on column v_axis_registry_coverage.axis_family is 'structural, label, semantic, pivot or system.';
comment on column v_axis_registry_coverage.axis_kind is 'deterministic, uncertain or system.';
comment on column v_axis_registry_coverage.ownership_source is 'canonical: owners are read from v_object_effective_owner; parallel: from axis_object_ownership.';
comment on column v_axis_registry_coverage.status is 'candidate, active, deprecated or retired.';
comment on column v_axis_registry_coverage.lifecycle_status is 'birth, register, active, deprecate or retire.';
comment on column v_axis_registry_coverage.values_candidate is 'Candidate values.';
comment on column v_axis_registry_coverage.values_active is 'Active values.';
comment on column v_axis_registry_coverage.values_deprecated is 'Deprecated values.';
comment on column v_axis_registry_coverage.values_retired is 'Retired values.';
comment on column v_axis_registry_coverage.rules_candidate is 'Candidate rules.';
comment on column v_axis_registry_coverage.rules_active is 'Active rules.';
comment on column v_axis_registry_coverage.rules_inactive is 'Deprecated and retired rules.';
comment on column v_axis_registry_coverage.assignments_active is 'Active assignments.';
comment on column v_axis_registry_coverage.assignments_superseded is 'Superseded assignments.';
comment on column v_axis_registry_coverage.assignments_retired is 'Retired assignments.';
comment on column v_axis_registry_coverage.owners_active is 'Active owners.';
comment on column v_axis_registry_coverage.owners_superseded is 'Superseded owners.';
comment on column v_axis_registry_coverage.owners_revoked is 'Revoked owners.';
comment on column v_axis_registry_coverage.owners_expired is 'Expired owners.';

create view v_axis_missing_assignment as
select distinct
  rule.axis_code,
  object.object_type,
  object.object_ref
from coverage_rule as rule
join axis_registry as axis on axis.axis_code = rule.axis_code and axis.status = 'active'
join v_governance_object_inventory as object
  on object.requires_owner and object.born and rule.applies_to in ('*', object.object_type)
where rule.status = 'active'
  and rule.coverage_mode = 'per_assignment'
  and not exists (
    select from axis_assignment as assignment
    join axis_value as value
      on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
    where assignment.status = 'active'
      and assignment.axis_code = rule.axis_code
      and assignment.object_type = object.object_type
      and assignment.object_ref = object.object_ref
  )
-- A difference of sets rather than an anti join: the planner knows nothing of what is inherited.
except
select axis_code, object_type, object_ref
from axis_internal.inherited_tag;

comment on view v_axis_missing_assignment is 'Governed objects without any active value, inherited ones included where the axis inherits. Grain: one object and active axis whose rule is per_assignment.';
comment on column v_axis_missing_assignment.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_missing_assignment.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_missing_assignment.object_ref is 'Name of the object within its type.';

create view v_axis_topic_parentage_conflict as
with recursive root as (
  select axis_code, value_code, value_code as root_value
  from axis_value
  where axis_code = 'topic' and parent_value_code is null
  union all
  select child.axis_code, child.value_code, root.root_value
  from root
  join axis_value as child on child.axis_code = root.axis_code and child.parent_value_code = root.value_code
)
select
  assignment.object_type,
  assignment.object_ref,
  assignment.axis_code,
  count(distinct root.root_value) as root_count,
  array_agg(distinct root.root_value order by root.root_value) as root_values
from axis_assignment as assignment
join axis_registry as axis on axis.axis_code = assignment.axis_code and axis.status = 'active'
join axis_value as value
  on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
join root on root.axis_code = assignment.axis_code and root.value_code = assignment.value_code
where assignment.status = 'active'
group by assignment.object_type, assignment.object_ref, assignment.axis_code
having count(distinct root.root_value) > 1;

comment on view v_axis_topic_parentage_conflict is 'Objects whose topics lie under more than one root value. Grain: one object. Topics on a circle of parents have no root and do not count.';
comment on column v_axis_topic_parentage_conflict.object_type is 'Kind of the object, e.g. collection or group.';
comment on column v_axis_topic_parentage_conflict.object_ref is 'Name of the object within its type.';
comment on column v_axis_topic_parentage_conflict.axis_code is 'Axis, as in axis_registry.';
comment on column v_axis_topic_parentage_conflict.root_count is 'Roots above the object, more than one.';
comment on column v_axis_topic_parentage_conflict.root_values is 'The roots, sorted.';
