--! tier: 1
--! name: structure
--! delta: tables +6
--! delta: views +5
-- The axis substrate: tables, views and guards, all empty. Its text is the migrations of migrations/sql/axis*.up.sql, in their order.
-- Lock: ShareRowExclusive on governance_registry to the end of the transaction, for one foreign key.
-- Rolls back by dropping what it made; refuses while a table holds rows.

--! applied
-- Ours are the tables that carry our guard.
select class.relname as object
from pg_trigger as trigger
join pg_class as class on class.oid = trigger.tgrelid
where class.relnamespace = current_schema()::text::regnamespace
  and trigger.tgname = 'axis_guard_write'
  and trigger.tgfoid = to_regproc('axis_internal.refuse_while_gate_shut');

--! precondition
--! check: names_free
select 'AXIS_FOREIGN_OBJECTS' as code, 'a relation of this name exists' as violation, relname as object
from pg_class
where relnamespace = current_schema()::text::regnamespace
  and relname in (
    'axis_registry', 'axis_value', 'axis_assignment', 'coverage_rule', 'axis_object_ownership', 'axis_candidate_finding',
    'v_axis_required_cell', 'v_axis_effective_owner', 'v_axis_coverage_gap', 'v_axis_assignment_quality',
    'v_axis_coverage_summary'
  )
union all
select 'AXIS_FOREIGN_OBJECTS', 'an earlier tier 1 was taken away by hand and left this', format('%I.%I', nspname, relname)
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'axis_internal' and relname in ('gate_policy', 'rehearsal_mark', 'substrate_migrations')
order by object;

--! change
--! run: migrations up

insert into axis_internal.gate_policy (minimum_approvals) values (:'ratification_minimum'::integer);

--! postcondition
--! check: exact_object_set
select
  case when actual.object is null then 'an object is missing' else 'an object is of another kind' end as violation,
  expected.object,
  expected.kind as expected,
  actual.kind as actual
from (
  values
    ('axis_registry', 'r'), ('axis_value', 'r'), ('axis_assignment', 'r'), ('coverage_rule', 'r'),
    ('axis_object_ownership', 'r'), ('axis_candidate_finding', 'r'),
    ('v_axis_required_cell', 'v'), ('v_axis_effective_owner', 'v'), ('v_axis_coverage_gap', 'v'),
    ('v_axis_assignment_quality', 'v'), ('v_axis_coverage_summary', 'v')
) as expected (object, kind)
left join (
  select relname::text as object, relkind::text as kind
  from pg_class
  where relnamespace = current_schema()::text::regnamespace
) as actual on actual.object = expected.object
where actual.kind is distinct from expected.kind
order by expected.object;

--! check: tables_empty
select 'a table is not empty' as violation, object, rows as actual, 0 as expected
from (
  select 'axis_registry' as object, count(*) as rows from axis_registry
  union all select 'axis_value', count(*) from axis_value
  union all select 'axis_assignment', count(*) from axis_assignment
  union all select 'coverage_rule', count(*) from coverage_rule
  union all select 'axis_object_ownership', count(*) from axis_object_ownership
  union all select 'axis_candidate_finding', count(*) from axis_candidate_finding
) as count
where rows > 0
order by object;

--! check: views_select_nothing
select 'a view returns rows although all tables are empty' as violation, object, rows as actual, 0 as expected
from (
  select 'v_axis_required_cell' as object, count(*) as rows from v_axis_required_cell
  union all select 'v_axis_effective_owner', count(*) from v_axis_effective_owner
  union all select 'v_axis_coverage_gap', count(*) from v_axis_coverage_gap
  union all select 'v_axis_assignment_quality', count(*) from v_axis_assignment_quality
  union all select 'v_axis_coverage_summary', count(*) from v_axis_coverage_summary
) as count
where rows > 0
order by object;

--! check: gate_policy_set
select 'the gate policy differs from the profile' as violation, minimum_approvals as actual, :'ratification_minimum'::integer as expected
from (select max(minimum_approvals) as minimum_approvals from axis_internal.gate_policy) as policy
where minimum_approvals is distinct from :'ratification_minimum'::integer;

--! verify
--! check: structure
--! remedy: Axis tables or views are missing. Somebody dropped them: roll tier 1 back and apply it again, or restore them.
select 11 as expected, count(*) as actual, count(*) = 11 as ok
from pg_class
where relnamespace = current_schema()::text::regnamespace
  and (relname, relkind) in (
    ('axis_registry', 'r'), ('axis_value', 'r'), ('axis_assignment', 'r'), ('coverage_rule', 'r'),
    ('axis_object_ownership', 'r'), ('axis_candidate_finding', 'r'),
    ('v_axis_required_cell', 'v'), ('v_axis_effective_owner', 'v'), ('v_axis_coverage_gap', 'v'),
    ('v_axis_assignment_quality', 'v'), ('v_axis_coverage_summary', 'v')
  );

--! check: guards
--! remedy: A guard trigger is missing or disabled, so the gate does not hold. Enable it: alter table … enable always trigger axis_guard_write.
select 12 as expected, count(*) as actual, count(*) = 12 as ok
from pg_trigger as trigger
join pg_class as class on class.oid = trigger.tgrelid
where class.relnamespace = current_schema()::text::regnamespace
  and trigger.tgfoid = to_regproc('axis_internal.refuse_while_gate_shut')
  and trigger.tgname in ('axis_guard_write', 'axis_guard_truncate')
  and trigger.tgenabled = 'A';

--! dependants
--! check: tables_empty
select 'a table still holds rows' as violation, object, rows
from (
  select 'axis_registry' as object, count(*) as rows from axis_registry
  union all select 'axis_value', count(*) from axis_value
  union all select 'axis_assignment', count(*) from axis_assignment
  union all select 'coverage_rule', count(*) from coverage_rule
  union all select 'axis_object_ownership', count(*) from axis_object_ownership
  union all select 'axis_candidate_finding', count(*) from axis_candidate_finding
) as count
where rows > 0
order by object;

--! rollback
--! run: migrations down
