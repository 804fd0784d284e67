-- Four more views of the axis layer: what is registered, what is missing, what contradicts itself, and findings shaped as events.
-- Only active axes, values and rules count.

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

comment on view v_axis_registry_coverage is
  'What is registered for an axis, of whatever status. Grain: one axis. Counts of rows by their status; owners are those of axis_object_ownership.';

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
  );

comment on view v_axis_missing_assignment is
  'Governed objects without any active assignment to an active value. Grain: one object and active axis whose rule is per_assignment.';

create view v_axis_issue_payload as
select
  finding.id as finding_id,
  finding.finding_type,
  finding.object_type,
  finding.object_ref,
  finding.axis_code,
  finding.value_code,
  finding.severity,
  'governance' as event_domain,
  event.event_type,
  registry.event_stream,
  registry.delivery_lane,
  coalesce(registry.active, false) as type_active,
  concat_ws('/', finding.axis_code, finding.object_type, finding.object_ref, finding.value_code) as canonical_address,
  jsonb_build_object(
    'finding_type', finding.finding_type,
    'axis_code', finding.axis_code,
    'object_type', finding.object_type,
    'object_ref', finding.object_ref,
    'value_code', finding.value_code,
    'severity', finding.severity,
    'first_seen', finding.first_seen,
    'last_seen', finding.last_seen,
    'scan_count', finding.scan_count
  ) as payload
from axis_candidate_finding as finding
left join (
  values
    ('missing_owner', 'coverage.scan_completed'),
    ('missing_assignment', 'coverage.scan_completed'),
    ('low_confidence', 'input.untrusted_source'),
    ('quarantine', 'input.untrusted_source'),
    ('stale_topic', 'candidate.scan_completed')
) as event (finding_type, event_type) on event.finding_type = finding.finding_type
left join event_type_registry as registry
  on registry.event_domain = 'governance' and registry.event_type = event.event_type;

comment on view v_axis_issue_payload is
  'Candidate findings as the events that they would be. Grain: one candidate finding. type_active: whether the event type may be emitted; nothing is.';

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

comment on view v_axis_topic_parentage_conflict is
  'Objects whose topics lie under more than one root value. Grain: one object. Topics on a circle of parents have no root and do not count.';
