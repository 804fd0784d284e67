--! tier: 4
--! id: containment
--! role: axis
--! name: containment
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +expected_containment_groups
--! delta: coverage_rule +1
--! delta: axis_assignment +expected_containment
--! delta: axis_object_ownership +expected_containment_owners
--! observe: v_axis_coverage_gap
-- Every governed object sits in exactly one group, and the authority of that group, or of the nearest one above it, owns the cell.
-- Derived from v_object_containment of the target; groups in groups are no objects. What has no owner is told, unless the profile demands to close it. Lock: row locks on new rows only. Rolls back by deleting the rows that carry its tag.

--! applied
select 'axis' as object from axis_registry where tag = :'containment_tag'
union all select 'value' from axis_value where tag = :'containment_tag'
union all select 'rule' from coverage_rule where tag = :'containment_tag'
union all select 'assignment' from axis_assignment where tag = :'containment_tag'
union all select 'owner' from axis_object_ownership where tag = :'containment_tag';

--! precondition
--! check: gap_closed
--! after: ownership
--! remedy: Apply tier 3, or give the objects of v_object_owner_gap an owner.
select 'the responsibility gap is not closed' as violation, 0 as expected, count(*) as actual
from v_object_owner_gap
where :'containment_close'::boolean
having count(*) > 0;

--! check: one_group_each
--! remedy: Leave the object in one group.
select 'an object is contained in several groups' as violation, object_type, object_ref, count(*) as groups
from v_object_containment
where parent_type = 'group' and object_type <> 'group'
group by object_type, object_ref
having count(*) > 1
order by object_type, object_ref;

--! check: objects_contained
--! remedy: Put the object into a group.
select 'a governed object is in no group' as violation, object.object_type, object.object_ref
from v_governance_object_inventory as object
where :'containment_close'::boolean
  and object.requires_owner
  and object.born
  and not exists (
    select from v_object_containment as containment
    where containment.parent_type = 'group'
      and containment.object_type = object.object_type
      and containment.object_ref = object.object_ref
  )
order by object.object_type, object.object_ref;

--! check: objects_as_expected
--! remedy: Objects came into groups or went. Review v_object_containment, then state their number in the profile.
select 'the number of contained objects differs from the profile' as violation, (:'stated'::jsonb ->> 'containment')::bigint as expected,
  count(*) as actual
from v_object_containment
where parent_type = 'group' and object_type <> 'group'
having count(*) <> (:'stated'::jsonb ->> 'containment')::bigint;

--! check: groups_registered
--! blocker: groups_complete
--! remedy: Name its owner in ownership.groups of the profile.
with recursive owned as (
  select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  union
  select below.object_ref
  from owned
  join v_object_containment as below on below.parent_type = 'group' and below.parent_ref = owned.group_ref and below.object_type = 'group'
)
select 'a group has no owner in the profile' as violation, containment.parent_ref as object, count(*) as objects
from v_object_containment as containment
where :'containment_close'::boolean
  and containment.parent_type = 'group'
  and containment.object_type <> 'group'
  and not exists (select from owned where owned.group_ref = containment.parent_ref)
group by containment.parent_ref
order by containment.parent_ref;

--! check: codes_free
--! after: structure
--! remedy: Rename or retire them, or name other codes in the profile.
select 'AXIS_FOREIGN_OBJECTS' as code, 'an axis or rule of this code exists' as violation, object
from (
  select axis_code as object from axis_registry where axis_code = :'containment_axis_code'
  union all
  select rule_code from coverage_rule where rule_code = :'containment_rule_code'
) as taken
order by object;

--! change
insert into axis_registry (
  axis_code, axis_name, axis_family, axis_kind, value_domain, ownership_source, status, lifecycle_status, tag, created_by
)
values (
  :'containment_axis_code', :'containment_axis_name', 'structural', 'deterministic', 'groups of v_object_containment',
  'parallel', 'active', 'active', :'containment_tag', :'actor'
);

insert into axis_value (axis_code, value_code, status, provenance, tag, created_by)
select
  :'containment_axis_code', named.group_ref, 'active', jsonb_build_object('source', 'v_object_containment'), :'containment_tag', :'actor'
from (
  select group_ref from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  union
  select parent_ref from v_object_containment where parent_type = 'group' and object_type <> 'group'
) as named
order by named.group_ref;

insert into coverage_rule (
  rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days, status, tag, created_by
)
values (
  :'containment_rule_code', :'containment_axis_code', '*', 'per_assignment', :'containment_confidence_threshold'::numeric,
  :'containment_staleness_days'::integer, 'active', :'containment_tag', :'actor'
);

insert into axis_assignment (
  object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, status, tag, created_by
)
select
  object_type, object_ref, :'containment_axis_code', parent_ref, 'approved', 1.0,
  jsonb_build_object('source', 'v_object_containment'), 'rule', 'active', :'containment_tag', :'actor'
from v_object_containment
where parent_type = 'group' and object_type <> 'group'
order by object_type, object_ref;

-- From each group that has objects up to the nearest one that the profile gives an owner.
with recursive climb as (
  select parent_ref as group_ref, parent_ref as above, 0 as depth
  from v_object_containment
  where parent_type = 'group' and object_type <> 'group'
  group by parent_ref
  union all
  select climb.group_ref, higher.parent_ref, climb.depth + 1
  from climb
  join v_object_containment as higher
    on higher.object_type = 'group' and higher.object_ref = climb.above and higher.parent_type = 'group'
) cycle above set is_circle using way,
owned as (
  select distinct on (climb.group_ref) climb.group_ref, seed.owner_gov_code
  from climb
  join jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text, owner_gov_code text)
    on seed.group_ref = climb.above
  where not climb.is_circle
  order by climb.group_ref, climb.depth
)
insert into axis_object_ownership (
  object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, approval_ref, tag, created_by
)
select
  containment.object_type, containment.object_ref, :'containment_axis_code', containment.parent_ref, owned.owner_gov_code,
  'accountable', 'active', :'ratified_apr', :'containment_tag', :'actor'
from v_object_containment as containment
join owned on owned.group_ref = containment.parent_ref
where containment.parent_type = 'group' and containment.object_type <> 'group'
order by containment.object_type, containment.object_ref;

-- What follows reads the new rows, of which the planner knows nothing yet: at 10,010 objects it would loop for minutes instead of a tenth of a second.
analyze axis_registry, axis_value, coverage_rule, axis_assignment, axis_object_ownership;

--! report
-- What has no owner, or no group: told, not refused, where the profile does not demand to close it.
select 'a group has no owner in the profile' as note, value_code as object, count(*) as gaps
from v_axis_coverage_gap
where axis_code = :'containment_axis_code'
group by value_code
order by value_code
limit 200;

select 'a governed object is in no group' as note, object_type, object_ref
from v_axis_missing_assignment
where axis_code = :'containment_axis_code'
order by object_type, object_ref
limit 200;

--! postcondition
--! check: containment_required
select 'required cells differ from contained objects' as violation, :'expected_containment'::bigint as expected, count(*) as actual
from v_axis_required_cell
where axis_code = :'containment_axis_code'
having count(*) <> :'expected_containment'::bigint;

--! check: containment_gap
select 'a contained object has no owner' as violation, object_type, object_ref, value_code
from v_axis_coverage_gap
where :'containment_close'::boolean and axis_code = :'containment_axis_code'
order by object_type, object_ref;

--! check: nothing_missing
select 'a governed object is in no group' as violation, object_type, object_ref
from v_axis_missing_assignment
where :'containment_close'::boolean and axis_code = :'containment_axis_code'
order by object_type, object_ref;

--! verify
--! check: containment_model
--! remedy: The axis, a value or the rule of this tier is gone, or not active, and no recorded change says so. Review axis_registry, axis_value and coverage_rule, or change them by POST /axis/model/changes.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from (
  select 'axis_registry' as relation, axis.id, axis.status
  from (values (:'containment_axis_code')) as seed (axis_code)
  left join axis_registry as axis on axis.axis_code = seed.axis_code
  union all
  select 'axis_value', value.id, value.status
  from jsonb_to_recordset(:'profile'::jsonb #> '{ownership,groups}') as seed (group_ref text)
  left join axis_value as value on value.axis_code = :'containment_axis_code' and value.value_code = seed.group_ref
  union all
  select 'coverage_rule', rule.id, rule.status
  from (values (:'containment_rule_code')) as seed (rule_code)
  left join coverage_rule as rule on rule.rule_code = seed.rule_code
) as seeded
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = seeded.relation and act.id = seeded.id::text and act.status = seeded.status
where seeded.status is distinct from 'active' and act.id is null;

--! check: containment_required
--! remedy: Some active assignment of a governed object is not asked for. Review coverage_rule and v_axis_required_cell.
-- No row where the axis or its rule is not active: containment_model judges that.
select assigned.count as expected, required.count as actual, required.count = assigned.count as ok
from (
  select count(*)
  from axis_assignment as assignment
  join axis_value as value
    on value.axis_code = assignment.axis_code and value.value_code = assignment.value_code and value.status = 'active'
  join v_governance_object_inventory as object
    on object.object_type = assignment.object_type
    and object.object_ref = assignment.object_ref
    and object.requires_owner
    and object.born
  where assignment.axis_code = :'containment_axis_code' and assignment.status = 'active'
) as assigned
cross join (select count(*) from v_axis_required_cell where axis_code = :'containment_axis_code') as required
where exists (select from axis_registry where axis_code = :'containment_axis_code' and status = 'active')
  and exists (select from coverage_rule where rule_code = :'containment_rule_code' and status = 'active');

--! check: containment_gap
--! remedy: An object that the rollout put into its group has no owner there any more. See v_axis_coverage_gap.
-- What people assigned since and left without an owner is a gap, not a failure. Judged where the profile demands to close it.
select
  0 as expected,
  count(*) as actual,
  not :'containment_close'::boolean or count(*) = 0 as ok,
  :'containment_close'::boolean as judged
from v_axis_coverage_gap as gap
join axis_assignment as assignment
  on assignment.axis_code = gap.axis_code
  and assignment.value_code = gap.value_code
  and assignment.object_type = gap.object_type
  and assignment.object_ref = gap.object_ref
  and assignment.status = 'active'
  and assignment.tag = :'containment_tag'
where gap.axis_code = :'containment_axis_code';

--! check: containment_moved
--! remedy: Objects were moved, or a group was renamed: the axis still has them in their old group, with its owner. See the findings containment_moved.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from axis_internal.containment_moved
where axis_code = :'containment_axis_code';

--! check: active_axes
--! remedy: An axis of the rollout is not active, and no recorded change says so. Review axis_registry.
-- Of those that the order holds.
select count(*) as expected, count(standing.axis_code) as actual, count(standing.axis_code) = count(*) as ok
from (values (:'responsibility_axis_code'), (:'containment_axis_code')) as declared (axis_code)
left join (
  select axis.axis_code
  from axis_registry as axis
  left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
    on act.relation = 'axis_registry' and act.id = axis.id::text and act.status = axis.status
  where axis.status = 'active' or act.id is not null
) as standing using (axis_code)
where declared.axis_code <> '';

--! dependants
--! check: rows_of_others
--! remedy: A tag assign:… names its batch: POST /axis/owners/:batch/undo. A change of the model is undone from GET /axis/changes. Else delete them; force deletes and records them.
select 'a row that is not of this tier depends on the axis' as violation, object, key, tag
from (
  select 'axis_registry' as object, axis_code as key, tag from axis_registry
  where axis_code = :'containment_axis_code' and tag is distinct from :'containment_tag'
  union all
  select 'axis_value', value_code, tag from axis_value
  where axis_code = :'containment_axis_code' and tag is distinct from :'containment_tag'
  union all
  select 'axis_internal.axis_semantics', axis_code, null from axis_internal.axis_semantics where axis_code = :'containment_axis_code'
  union all
  select 'coverage_rule', rule_code, tag from coverage_rule
  where axis_code = :'containment_axis_code' and tag is distinct from :'containment_tag'
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code, status), tag from axis_assignment
  where axis_code = :'containment_axis_code' and tag is distinct from :'containment_tag'
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code, owner_gov_code), tag from axis_object_ownership
  where axis_code = :'containment_axis_code' and tag is distinct from :'containment_tag'
) as dependant
order by object, key;

--! check: rows_changed
--! remedy: Undo the change that made it (GET /axis/changes); force deletes and records it.
select 'a row of this tier was changed since' as violation, object, key, changed_at
from (
  select 'axis_registry' as object, axis_code as key, changed_at from axis_registry where tag = :'containment_tag'
  union all select 'axis_value', value_code, changed_at from axis_value where tag = :'containment_tag'
  union all select 'coverage_rule', rule_code, changed_at from coverage_rule where tag = :'containment_tag'
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code), changed_at from axis_assignment
  where tag = :'containment_tag'
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code), changed_at from axis_object_ownership
  where tag = :'containment_tag'
) as seeded
where changed_at is not null
order by object, key;

--! force
-- Whole statements on the axis, seeded rows included: rows of people and seeded ones may refer to each other.
delete from axis_object_ownership where axis_code = :'containment_axis_code';
delete from axis_assignment where axis_code = :'containment_axis_code';
delete from coverage_rule where axis_code = :'containment_axis_code';
delete from axis_internal.axis_semantics where axis_code = :'containment_axis_code';
delete from axis_value where axis_code = :'containment_axis_code';
delete from axis_registry where axis_code = :'containment_axis_code';

--! rollback
delete from axis_object_ownership where tag = :'containment_tag';
delete from axis_assignment where tag = :'containment_tag';
delete from coverage_rule where tag = :'containment_tag';
delete from axis_value where tag = :'containment_tag';
delete from axis_registry where tag = :'containment_tag';
