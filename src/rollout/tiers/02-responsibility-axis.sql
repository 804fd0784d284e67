--! tier: 2
--! name: responsibility-axis
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +expected_active_scopes
--! delta: coverage_rule +1
--! observe: v_axis_required_cell
--! observe: v_axis_coverage_gap
-- Axis 0: every governed object needs one accountable owner for every responsibility scope.
-- Mirrors the canonical model, so its gap must equal v_object_owner_gap, count and rows (zero drift). That view knows no waiver: waived cells count there.
-- Lock: row locks on new rows only. Rolls back by tag.

--! applied
select 'axis' as object from axis_registry where tag = :'responsibility_tag'
union all select 'value' from axis_value where tag = :'responsibility_tag'
union all select 'rule' from coverage_rule where tag = :'responsibility_tag';

--! precondition
--! check: inventory_as_expected
select
  'the number of governed objects differs from the profile' as violation,
  :'expected_inventory'::integer as expected,
  count(*) as actual
from v_governance_object_inventory
where requires_owner and born
having count(*) <> :'expected_inventory'::integer;

--! check: scopes_as_expected
select
  'the number of active responsibility scopes differs from the profile' as violation,
  :'expected_active_scopes'::integer as expected,
  count(*) as actual
from governance_responsibility_scope
where status = 'active'
having count(*) <> :'expected_active_scopes'::integer;

--! check: codes_free
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

--! postcondition
--! check: responsibility_required
select
  'required cells differ from objects × scopes' as violation,
  :'expected_inventory'::bigint * :'expected_active_scopes'::bigint as expected,
  count(*) as actual
from v_axis_required_cell
where axis_code = :'responsibility_axis_code'
having count(*) <> :'expected_inventory'::bigint * :'expected_active_scopes'::bigint;

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
--! check: responsibility_required
--! remedy: Objects or scopes came or went since the rollout. Review v_axis_required_cell.
select
  :'expected_inventory'::bigint * :'expected_active_scopes'::bigint as expected,
  count(*) as actual,
  count(*) = :'expected_inventory'::bigint * :'expected_active_scopes'::bigint as ok
from v_axis_required_cell
where axis_code = :'responsibility_axis_code';

--! check: responsibility_gap
--! remedy: The axis gap, waived cells included, differs from the canonical gap. See zero_drift.
select
  (select count(*) from v_object_owner_gap) as expected,
  coalesce(sum(gap + waived), 0)::bigint as actual,
  coalesce(sum(gap + waived), 0) = (select count(*) from v_object_owner_gap) as ok
from v_axis_coverage_summary
where axis_code = :'responsibility_axis_code';

--! check: responsibility_conflict
--! remedy: Some objects have several accountable owners for one scope. Resolve the rows of v_object_owner_conflict.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from v_object_owner_conflict;

--! check: zero_drift
--! remedy: The axis model and the canonical model disagree. Compare v_axis_coverage_gap with v_object_owner_gap.
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
    except
    select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = :'responsibility_axis_code'
    except
    select object_type, object_ref, value_code from axis_internal.waiver
    where axis_code = :'responsibility_axis_code' and ended_at is null and expires_at > now()
  )
) as drift;

--! check: active_axes
--! remedy: An axis was activated or retired since the rollout. Review axis_registry.
select 1 as expected, count(*) as actual, count(*) = 1 as ok
from axis_registry
where status = 'active';

--! dependants
--! check: rows_of_others
--! remedy: A tag assign:… names its batch: POST /axis/assign/:batch/undo. A change of the model is undone from GET /axis/lifecycle. Else delete them; force deletes and records them.
select 'a row that is not of this tier depends on the axis' as violation, object, key, tag
from (
  select 'axis_registry' as object, axis_code as key, tag from axis_registry
  where axis_code = :'responsibility_axis_code' and tag is distinct from :'responsibility_tag'
  union all
  select 'axis_value', value_code, tag from axis_value
  where axis_code = :'responsibility_axis_code' and tag is distinct from :'responsibility_tag'
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
--! remedy: Undo the change that made it (GET /axis/assignments, GET /axis/lifecycle); force deletes and records it.
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
delete from axis_value where axis_code = :'responsibility_axis_code';
delete from axis_registry where axis_code = :'responsibility_axis_code';

--! rollback
delete from coverage_rule where tag = :'responsibility_tag';
delete from axis_value where tag = :'responsibility_tag';
delete from axis_registry where tag = :'responsibility_tag';
