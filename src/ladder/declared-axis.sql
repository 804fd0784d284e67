--! tier: declared
--! id: declared
--! role: axis
--! name: declared
--! reads: substrate
--! delta: axis_registry +1
--! delta: axis_value +declared_value_count
--! delta: coverage_rule +1
--! observe: axis_assignment
--! observe: axis_object_ownership
--! observe: v_axis_coverage_gap
-- An axis that the profile declares: its values and its rule; its tags and owners as far as the target has their objects. What was skipped, and what
-- has no owner, is told, unless the profile demands to close the gap.
-- Lock: row locks on new rows only. Rolls back by deleting the rows that carry its tag.

--! applied
select 'axis' as object from axis_registry where tag = :'declared_tag'
union all select 'value' from axis_value where tag = :'declared_tag'
union all select 'rule' from coverage_rule where tag = :'declared_tag'
union all select 'assignment' from axis_assignment where tag = :'declared_tag'
union all select 'owner' from axis_object_ownership where tag = :'declared_tag';

--! precondition
--! check: codes_free
--! after: structure
--! remedy: Rename or retire them, or name other codes in the profile.
select 'AXIS_FOREIGN_OBJECTS' as code, 'an axis or rule of this code exists' as violation, object
from (
  select axis_code as object from axis_registry where axis_code = :'declared_code'
  union all
  select rule_code from coverage_rule where rule_code = :'declared_rule_code'
) as taken
order by object;

--! change
insert into axis_registry (
  axis_code, axis_name, axis_family, axis_kind, value_domain, ownership_source, status, lifecycle_status, tag, created_by
)
values (
  :'declared_code', coalesce(:'declared'::jsonb ->> 'axis_name', :'declared_code'), 'semantic', 'uncertain', 'values, as declared', 'parallel',
  'active', 'active', :'declared_tag', :'actor'
);

insert into axis_value (axis_code, value_code, value_name, parent_value_code, status, provenance, tag, created_by)
select :'declared_code', value_code, value_name, parent_value_code, status, provenance, :'declared_tag', :'actor'
from jsonb_to_recordset(:'declared'::jsonb -> 'values')
  as value (value_code text, value_name text, parent_value_code text, status text, provenance jsonb)
order by value_code;

insert into coverage_rule (
  rule_code, axis_code, applies_to, coverage_mode, confidence_threshold, staleness_days, status, tag, created_by
)
select
  :'declared_rule_code', :'declared_code', applies_to, coverage_mode, confidence_threshold, staleness_days, 'active', :'declared_tag', :'actor'
from jsonb_to_record(:'declared'::jsonb -> 'rule')
  as rule (applies_to text, coverage_mode text, confidence_threshold numeric, staleness_days integer);

insert into axis_assignment (
  object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind, status, tag, created_by
)
select
  seed.object_type, seed.object_ref, :'declared_code', seed.value_code, seed.zone, seed.confidence,
  coalesce(seed.provenance, jsonb_build_object('source', 'profile')), seed.assigned_kind, 'active', :'declared_tag', :'actor'
from jsonb_to_recordset(:'declared'::jsonb -> 'tags') as seed (
  object_type text, object_ref text, value_code text, zone text, confidence numeric, provenance jsonb, assigned_kind text
)
join v_governance_object_inventory as object
  on object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
order by seed.object_type, seed.object_ref, seed.value_code;

insert into axis_object_ownership (
  object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind, lifecycle_status, approval_ref, tag, created_by
)
select
  seed.object_type, seed.object_ref, :'declared_code', seed.value_code, seed.owner_gov_code, 'accountable', 'active', :'ratified_apr',
  :'declared_tag', :'actor'
from jsonb_to_recordset(:'declared'::jsonb -> 'owners') as seed (object_type text, object_ref text, value_code text, owner_gov_code text)
join v_axis_required_cell as required
  on required.axis_code = :'declared_code'
  and required.object_type = seed.object_type
  and required.object_ref = seed.object_ref
  and required.value_code = seed.value_code
order by seed.object_type, seed.object_ref, seed.value_code;

-- The planner must know the new rows: what follows reads them, and autovacuum passes small tables by.
analyze axis_registry, axis_value, coverage_rule, axis_assignment, axis_object_ownership;

--! report
select 'a tag was skipped: its object is not in the inventory' as note, seed.object_type, seed.object_ref, seed.value_code
from jsonb_to_recordset(:'declared'::jsonb -> 'tags') as seed (object_type text, object_ref text, value_code text)
where not exists (
  select from v_governance_object_inventory as object
  where object.object_type = seed.object_type and object.object_ref = seed.object_ref and object.requires_owner and object.born
)
order by seed.object_type, seed.object_ref, seed.value_code
limit 200;

select 'an owner was skipped: nothing asks for one there' as note, seed.object_type, seed.object_ref, seed.value_code, seed.owner_gov_code
from jsonb_to_recordset(:'declared'::jsonb -> 'owners') as seed (object_type text, object_ref text, value_code text, owner_gov_code text)
where not exists (
  select from axis_object_ownership as owner
  where owner.tag = :'declared_tag'
    and owner.object_type = seed.object_type
    and owner.object_ref = seed.object_ref
    and owner.value_code = seed.value_code
)
order by seed.object_type, seed.object_ref, seed.value_code
limit 200;

select 'cells have no owner yet' as note, axis_code, value_code, count(*) as gaps
from v_axis_coverage_gap
where axis_code = :'declared_code'
group by axis_code, value_code
order by value_code
limit 200;

--! postcondition
--! check: gap_closed
select 'a cell has no owner' as violation, object_type, object_ref, value_code
from v_axis_coverage_gap
where :'declared_close'::boolean and axis_code = :'declared_code'
order by object_type, object_ref, value_code;

--! verify
--! check: declared_model
--! remedy: The axis, a value or the rule of this tier is gone, or of another status than declared, and no recorded change says so. Review axis_registry, axis_value and coverage_rule, or change them by POST /axis/model/changes.
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from (
  select 'axis_registry' as relation, axis.id, 'active' as declared, axis.status
  from (values (:'declared_code')) as seed (axis_code)
  left join axis_registry as axis on axis.axis_code = seed.axis_code
  union all
  select 'axis_value', value.id, seed.status, value.status
  from jsonb_to_recordset(:'declared'::jsonb -> 'values') as seed (value_code text, status text)
  left join axis_value as value on value.axis_code = :'declared_code' and value.value_code = seed.value_code
  union all
  select 'coverage_rule', rule.id, 'active', rule.status
  from (values (:'declared_rule_code')) as seed (rule_code)
  left join coverage_rule as rule on rule.rule_code = seed.rule_code
) as seeded
left join jsonb_to_recordset(:'recorded'::jsonb) as act (relation text, id text, status text)
  on act.relation = seeded.relation and act.id = seeded.id::text and act.status = seeded.status
where seeded.status is distinct from seeded.declared and act.id is null;

--! check: declared_gap
--! remedy: Cells of the axis have no owner. See v_axis_coverage_gap.
-- Reported, never judged: tags and owners come and go.
select
  coalesce((:'baseline'::jsonb ->> (:'declared_code' || '_gap'))::bigint, 0) as expected,
  (select coalesce(sum(gap + waived), 0)::bigint from v_axis_coverage_summary where axis_code = :'declared_code') as actual,
  true as ok,
  false as judged;

--! dependants
--! check: rows_of_others
--! remedy: A tag assign:… names its batch: POST /axis/owners/:batch/undo. A change of the model is undone from GET /axis/changes. Else delete them; force deletes and records them.
select 'a row that is not of this tier depends on the axis' as violation, object, key, tag
from (
  select 'axis_registry' as object, axis_code as key, tag, axis_code from axis_registry
  union all select 'axis_value', value_code, tag, axis_code from axis_value
  union all select 'coverage_rule', rule_code, tag, axis_code from coverage_rule
  union all select 'axis_internal.axis_semantics', axis_code, null, axis_code from axis_internal.axis_semantics
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code, status), tag, axis_code from axis_assignment
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code, owner_gov_code), tag, axis_code
  from axis_object_ownership
) as dependant
where axis_code = :'declared_code' and tag is distinct from :'declared_tag'
order by object, key;

--! check: rows_changed
--! remedy: Undo the change that made it (GET /axis/changes); force deletes and records it.
select 'a row of this tier was changed since' as violation, object, key, changed_at
from (
  select 'axis_registry' as object, axis_code as key, changed_at, tag from axis_registry
  union all select 'axis_value', value_code, changed_at, tag from axis_value
  union all select 'coverage_rule', rule_code, changed_at, tag from coverage_rule
  union all select 'axis_assignment', concat_ws(' ', object_type, object_ref, value_code), changed_at, tag from axis_assignment
  union all select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, value_code), changed_at, tag from axis_object_ownership
) as seeded
where tag = :'declared_tag' and changed_at is not null
order by object, key;

--! force
-- Whole statements on the axis, seeded rows included: rows of people and seeded ones may refer to each other.
delete from axis_object_ownership where axis_code = :'declared_code';
delete from axis_assignment where axis_code = :'declared_code';
delete from coverage_rule where axis_code = :'declared_code';
delete from axis_internal.axis_semantics where axis_code = :'declared_code';
delete from axis_value where axis_code = :'declared_code';
delete from axis_registry where axis_code = :'declared_code';

--! rollback
delete from axis_object_ownership where tag = :'declared_tag';
delete from axis_assignment where tag = :'declared_tag';
delete from coverage_rule where tag = :'declared_tag';
delete from axis_value where tag = :'declared_tag';
delete from axis_registry where tag = :'declared_tag';
