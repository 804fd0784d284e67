--! tier: 2
--! id: responsibility
--! role: axis
--! name: responsibility-axis
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +expected_active_scopes
--! delta: coverage_rule +1
--! observe: v_axis_required_cell
--! observe: v_axis_coverage_gap
-- Axis 0: every governed object needs one accountable owner for every responsibility scope.
-- Mirrors the canonical model, so its gap must equal v_object_owner_gap, count and rows (zero drift). That view knows no waiver: waived cells count there.
-- Lock: row locks on new rows only. Rolls back by deleting the rows that carry its tag.

--! applied
select 'axis' as object from axis_registry where tag = :'responsibility_tag'
union all select 'value' from axis_value where tag = :'responsibility_tag'
union all select 'rule' from coverage_rule where tag = :'responsibility_tag';

--! precondition
--! check: inventory_as_expected
--! blocker: inventory_born_requires_owner
--! remedy: Governed objects were added or removed. Review them, then state their number in the profile.
select
  'the number of governed objects differs from the profile' as violation,
  (:'stated'::jsonb ->> 'inventory')::integer as expected,
  count(*) as actual
from v_governance_object_inventory
where requires_owner and born
having count(*) <> (:'stated'::jsonb ->> 'inventory')::integer;

--! check: scopes_as_expected
--! blocker: active_scopes
--! remedy: Responsibility scopes were added or retired. Review them, then state their number in the profile.
select
  'the number of active responsibility scopes differs from the profile' as violation,
  (:'stated'::jsonb ->> 'active_scopes')::integer as expected,
  count(*) as actual
from governance_responsibility_scope
where status = 'active'
having count(*) <> (:'stated'::jsonb ->> 'active_scopes')::integer;

--! check: codes_free
--! after: structure
--! remedy: Rename or retire them, or name other codes in the profile.
select 'AXIS_FOREIGN_OBJECTS' as code, 'an axis or rule of this code exists' as violation, object
from (
  select axis_code as object from axis_registry where axis_code = :'responsibility_axis_code'
  union all
  select rule_code from coverage_rule where rule_code = :'responsibility_rule_code'
) as taken
order by object;

--! change
insert into axis_registry (
  axis_code, axis_name, axis_family, axis_kind, value_domain, owner_scope_ref, ownership_source, status, lifecycle_status, tag, created_by
)
values (
  :'responsibility_axis_code', :'responsibility_axis_name', 'structural', 'deterministic', 'active responsibility scopes',
  'governance_responsibility_scope', 'canonical', 'active', 'active', :'responsibility_tag', :'actor'
);

insert into axis_value (axis_code, value_code, value_name, status, provenance, tag, created_by)
select
  :'responsibility_axis_code',
  scope_code,
  description,
  'active',
  jsonb_build_object('source', 'governance_responsibility_scope'),
  :'responsibility_tag',
  :'actor'
from governance_responsibility_scope
where status = 'active'
order by scope_code;

insert into coverage_rule (rule_code, axis_code, applies_to, coverage_mode, status, tag, created_by)
values (
  :'responsibility_rule_code', :'responsibility_axis_code', '*', 'cross_product', 'active', :'responsibility_tag', :'actor'
);

-- The planner must know the new rows: what follows reads them, and autovacuum passes small tables by.
analyze axis_registry, axis_value, coverage_rule;

--! postcondition
--! check: responsibility_required
select 'required cells differ from objects × scopes' as violation, objects.count * scopes.count as expected, required.count as actual
from (select count(*) from v_governance_object_inventory where requires_owner and born) as objects
cross join (select count(*) from governance_responsibility_scope where status = 'active') as scopes
cross join (select count(*) from v_axis_required_cell where axis_code = :'responsibility_axis_code') as required
where required.count <> objects.count * scopes.count;

--! check: zero_drift
select 'a gap is in the axis model only' as violation, object_type, object_ref, value_code as scope
from (
  select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = :'responsibility_axis_code'
  except
  select object_type, object_ref, scope from v_object_owner_gap
) as extra
union all
select 'a gap is in the canonical model only', object_type, object_ref, scope
from (
  select object_type, object_ref, scope from v_object_owner_gap
  except
  select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = :'responsibility_axis_code'
  except
  select object_type, object_ref, value_code from axis_internal.waiver
  where axis_code = :'responsibility_axis_code' and ended_at is null and expires_at > now()
) as missing
order by object_type, object_ref, scope;

--! verify
--! check: responsibility_model
--! remedy: The axis, a value or the rule of this tier is gone, or not active, and no recorded change says so; or a scope has no value. Review axis_registry, axis_value and coverage_rule, or change them by POST /axis/model/changes.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from (
  select 'axis_registry' as relation, axis.id, axis.status
  from (values (:'responsibility_axis_code')) as seed (axis_code)
  left join axis_registry as axis on axis.axis_code = seed.axis_code
  union all
  select 'axis_value', value.id, value.status
  from governance_responsibility_scope as scope
  left join axis_value as value on value.axis_code = :'responsibility_axis_code' and value.value_code = scope.scope_code
  where scope.status = 'active'
  union all
  select 'coverage_rule', rule.id, rule.status
  from (values (:'responsibility_rule_code')) as seed (rule_code)
  left join coverage_rule as rule on rule.rule_code = seed.rule_code
) as seeded
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = seeded.relation and act.id = seeded.id::text and act.status = seeded.status
where seeded.status is distinct from 'active' and act.id is null;

--! check: responsibility_required
--! remedy: Some governed object is not asked for some active value. Review coverage_rule and v_axis_required_cell.
-- No row where the axis or its rule is not active: responsibility_model judges that.
select
  objects.count * axis_values.count as expected,
  required.count as actual,
  required.count = objects.count * axis_values.count as ok
from (select count(*) from v_governance_object_inventory where requires_owner and born) as objects
cross join (select count(*) from axis_value where axis_code = :'responsibility_axis_code' and status = 'active') as axis_values
cross join (select count(*) from v_axis_required_cell where axis_code = :'responsibility_axis_code') as required
where exists (select from axis_registry where axis_code = :'responsibility_axis_code' and status = 'active')
  and exists (select from coverage_rule where rule_code = :'responsibility_rule_code' and status = 'active');

--! check: responsibility_gap
--! remedy: The axis gap, waived cells included, differs from the canonical gap. See zero_drift.
select canonical.count as expected, axis.count as actual, axis.count = canonical.count as ok
from (
  select count(*)
  from v_object_owner_gap as gap
  where not exists (
    select from axis_value as value
    where value.axis_code = :'responsibility_axis_code' and value.value_code = gap.scope and value.status <> 'active'
  )
) as canonical
cross join (
  select coalesce(sum(gap + waived), 0)::bigint as count
  from v_axis_coverage_summary
  where axis_code = :'responsibility_axis_code'
) as axis
where exists (select from axis_registry where axis_code = :'responsibility_axis_code' and status = 'active')
  and exists (select from coverage_rule where rule_code = :'responsibility_rule_code' and status = 'active');

--! check: responsibility_conflict
--! remedy: Some objects have several accountable owners for one scope. Resolve the rows of v_object_owner_conflict.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_object_owner_conflict;

--! check: zero_drift
--! remedy: The axis model and the canonical model disagree. Compare v_axis_coverage_gap with v_object_owner_gap.
-- A value that is there and not active was taken out of the axis: responsibility_model says whether people did.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from (
  (
    select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = :'responsibility_axis_code'
    except
    select object_type, object_ref, scope from v_object_owner_gap
  )
  union all
  (
    select object_type, object_ref, scope from v_object_owner_gap
    where not exists (
      select from axis_value as value
      where value.axis_code = :'responsibility_axis_code' and value.value_code = scope and value.status <> 'active'
    )
    except
    select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = :'responsibility_axis_code'
    except
    select object_type, object_ref, value_code from axis_internal.waiver
    where axis_code = :'responsibility_axis_code' and ended_at is null and expires_at > now()
  )
) as drift
where exists (select from axis_registry where axis_code = :'responsibility_axis_code' and status = 'active')
  and exists (select from coverage_rule where rule_code = :'responsibility_rule_code' and status = 'active');

--! check: active_axes
--! remedy: An axis of the rollout is not active, and no recorded change says so. Review axis_registry.
select 1 as expected, count(*) as actual, count(*) = 1 as ok
from axis_registry as axis
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = 'axis_registry' and act.id = axis.id::text and act.status = axis.status
where axis.axis_code = :'responsibility_axis_code' and (axis.status = 'active' or act.id is not null);

--! dependants
--! check: rows_of_others
--! remedy: A tag assign:… names its batch: POST /axis/owners/:batch/undo. A change of the model is undone from GET /axis/changes. Else delete them; force deletes and records them.
select 'a row that is not of this tier depends on the axis' as violation, object, key, tag
from (
  select 'axis_registry' as object, axis_code as key, tag from axis_registry
  where axis_code = :'responsibility_axis_code' and tag is distinct from :'responsibility_tag'
  union all
  select 'axis_value', value_code, tag from axis_value
  where axis_code = :'responsibility_axis_code' and tag is distinct from :'responsibility_tag'
  union all
  select 'axis_internal.axis_semantics', axis_code, null from axis_internal.axis_semantics where axis_code = :'responsibility_axis_code'
  union all
  select 'coverage_rule', rule_code, tag from coverage_rule
  where axis_code = :'responsibility_axis_code' and tag is distinct from :'responsibility_tag'
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code, status), tag from axis_assignment
  where axis_code = :'responsibility_axis_code'
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code, owner_gov_code), tag from axis_object_ownership
  where axis_code = :'responsibility_axis_code'
) as dependant
order by object, key;

--! check: rows_changed
--! remedy: Undo the change that made it (GET /axis/changes); force deletes and records it.
select 'a row of this tier was changed since' as violation, object, key, changed_at
from (
  select 'axis_registry' as object, axis_code as key, changed_at from axis_registry where tag = :'responsibility_tag'
  union all select 'axis_value', value_code, changed_at from axis_value where tag = :'responsibility_tag'
  union all select 'coverage_rule', rule_code, changed_at from coverage_rule where tag = :'responsibility_tag'
) as seeded
where changed_at is not null
order by object, key;

--! force
-- Whole statements on the axis, seeded rows included: rows of people and seeded ones may refer to each other.
delete from axis_object_ownership where axis_code = :'responsibility_axis_code';
delete from axis_assignment where axis_code = :'responsibility_axis_code';
delete from coverage_rule where axis_code = :'responsibility_axis_code';
delete from axis_internal.axis_semantics where axis_code = :'responsibility_axis_code';
delete from axis_value where axis_code = :'responsibility_axis_code';
delete from axis_registry where axis_code = :'responsibility_axis_code';

--! rollback
delete from coverage_rule where tag = :'responsibility_tag';
delete from axis_value where tag = :'responsibility_tag';
delete from axis_registry where tag = :'responsibility_tag';
