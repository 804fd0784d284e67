--! tier: 1
--! id: structure
--! role: structure
--! name: structure
--! delta: tables +11
--! delta: views +31
--! delta: functions +1
-- The axis substrate: 11 tables, 31 views, one function, and guards; all empty.
-- Its text is the migrations of migrations/sql/axis*.up.sql, in their order.
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
--! check: may_create
--! remedy: Set AXIS_OWNER_DATABASE_URL to a login of the owner role, or grant what is missing; docs/runbook.md lists the rights.
select 'the database role lacks a privilege' as violation, '42501' as sqlstate, needed.privilege, needed.object
from (
  values
    ('CREATE', current_schema()::text, has_schema_privilege(current_schema(), 'create')),
    ('CREATE', 'axis_internal', coalesce(has_schema_privilege(to_regnamespace('axis_internal'), 'create'), true)),
    ('REFERENCES', 'governance_registry', has_table_privilege(to_regclass('governance_registry'), 'references'))
) as needed (privilege, object, held)
where not needed.held
order by needed.object;

--! check: ratification_source
--! blocker: ratification
--! remedy: Name an ordinary table that people sign in, and values of its columns' types (ratification.source of the profile).
select 'the source of the ratification cannot be used' as violation, source.source_table as object, looked.problem, looked.detail
from axis_internal.ratification_source(nullif(:'ratification_source', '')::jsonb) as source
cross join lateral axis_internal.source_problem(source.source_table, source.source_filter) as looked
where looked.problem <> 'approvals_missing';

--! check: names_free
--! blocker: axis_tables_present
--! remedy: Rename or drop them: they are not this extension's.
select 'AXIS_FOREIGN_OBJECTS' as code, 'a relation of this name exists' as violation, relname as object
from pg_class
where relnamespace = current_schema()::text::regnamespace
  and relname in (select jsonb_array_elements_text(:'axis_tables'::jsonb || :'axis_views'::jsonb))
union all
select 'AXIS_FOREIGN_OBJECTS', 'an earlier tier 1 was taken away by hand and left this', format('%I.%I', nspname, relname)
from pg_class
join pg_namespace on pg_namespace.oid = relnamespace
where nspname = 'axis_internal' and relname in ('gate_policy', 'rehearsal_mark', 'substrate_migrations', 'waiver', 'goal', 'axis_semantics', 'gap_span', 'unrecorded_activation', 'activated_past_route', 'acknowledgement', 'finding_acknowledgement', 'inherited_tag', 'inherited_owner', 'effective_tag', 'shown_value', 'containment_moved', 'stale_reference', 'stale_owner', 'scope_drift', 'value_circle', 'cell', 'goal_figure')
union all
select 'AXIS_FOREIGN_OBJECTS', 'a function of this name exists', proname
from pg_proc
where pronamespace = current_schema()::text::regnamespace and proname = 'fn_governance_scan'
order by object;

--! change
--! run: migrations up

insert into axis_internal.gate_policy (minimum_approvals, agreement, distinct_signers, source_table, source_filter)
select
  :'ratification_minimum'::integer,
  :'ratification_agreement'::boolean,
  :'ratification_distinct_signers'::boolean,
  source.source_table,
  source.source_filter
from axis_internal.ratification_source(nullif(:'ratification_source', '')::jsonb) as source;

--! report
-- Binding again answers the same.
select 'labels or event types are not read: the relation is missing, or lacks these columns in a fitting type' as note, port, source, lacking
from axis_internal.bind_ports()
where not bound;

--! postcondition
--! check: exact_object_set
select
  case when actual.object is null then 'an object is missing' else 'an object is of another kind' end as violation,
  expected.object,
  expected.kind as expected,
  actual.kind as actual
from (
  select jsonb_array_elements_text(:'axis_tables'::jsonb) as object, 'r' as kind
  union all
  select jsonb_array_elements_text(:'axis_views'::jsonb), 'v'
) as expected
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
  union all select 'topic_taxonomy_map', count(*) from topic_taxonomy_map
  union all select 'topic_label_reconcile_decision', count(*) from topic_label_reconcile_decision
  union all select 'governance_scan_run', count(*) from governance_scan_run
  union all select 'governance_drift_state', count(*) from governance_drift_state
  union all select 'governance_event_log', count(*) from governance_event_log
) as count
where rows > 0
order by object;

--! check: views_select
-- Over empty tables every view selects; four say so in a fixed number of rows, and labels stand alone without topics.
select 'a view returns rows although all tables are empty' as violation, object, rows as actual, 0 as expected
from (
  select 'v_axis_required_cell' as object, count(*) as rows from v_axis_required_cell
  union all select 'v_axis_effective_owner', count(*) from v_axis_effective_owner
  union all select 'v_axis_coverage_gap', count(*) from v_axis_coverage_gap
  union all select 'v_axis_assignment_quality', count(*) from v_axis_assignment_quality
  union all select 'v_axis_coverage_summary', count(*) from v_axis_coverage_summary
  union all select 'v_axis_registry_coverage', count(*) from v_axis_registry_coverage
  union all select 'v_axis_missing_assignment', count(*) from v_axis_missing_assignment
  union all select 'v_axis_issue_payload', count(*) from v_axis_issue_payload
  union all select 'v_axis_topic_parentage_conflict', count(*) from v_axis_topic_parentage_conflict
  union all select 'v_reconcile_topic_without_label', count(*) from v_reconcile_topic_without_label
  union all select 'v_reconcile_collection_topic_vs_label', count(*) from v_reconcile_collection_topic_vs_label
  union all select 'v_reconcile_topic_projection_gap', count(*) from v_reconcile_topic_projection_gap
  union all select 'v_projection_lag_timing', count(*) from v_projection_lag_timing
  union all select 'v_drift_stale_candidate_value', count(*) from v_drift_stale_candidate_value
  union all select 'v_drift_unregistered_axis', count(*) from v_drift_unregistered_axis
  union all select 'v_drift_ui_visible_unapproved', count(*) from v_drift_ui_visible_unapproved
  union all select 'v_drift_coverage_rule_missing', count(*) from v_drift_coverage_rule_missing
  union all select 'v_drift_finding', count(*) from v_drift_finding
  union all select 'v_drift_issue_payload', count(*) from v_drift_issue_payload
  union all select 'v_ui_topic_tree', count(*) from v_ui_topic_tree
  union all select 'v_ui_lane', count(*) from v_ui_lane
  union all select 'v_ui_object_topic', count(*) from v_ui_object_topic
  union all select 'v_ui_axis_browser', count(*) from v_ui_axis_browser
  union all select 'v_ui_detector_findings', count(*) from v_ui_detector_findings
  union all select 'v_ui_review_queue', count(*) from v_ui_review_queue
) as count
where rows > 0
order by object;

--! check: views_of_fixed_size
select 'a view has another number of rows than it must' as violation, object, rows as actual, expected
from (
  select 'v_drift_event_map' as object, count(*) as rows, 20 as expected from v_drift_event_map
  union all select 'v_drift_summary', count(*), 20 from v_drift_summary
  union all select 'v_reconcile_summary', count(*), 1 from v_reconcile_summary
  union all select 'v_ui_coverage_dashboard', count(*), 1 from v_ui_coverage_dashboard
  union all
  select 'v_reconcile_label_without_topic', count(*), (select count(*) from axis_internal.base_taxonomy where status = 'active')
  from v_reconcile_label_without_topic
) as count
where rows <> expected
order by object;

--! check: label_orphans_are_in_use
select 'a label orphan names no place of use' as violation, label_code
from v_reconcile_label_orphan
where cardinality(used_in) = 0
order by label_code;

--! check: gate_policy_set
select 'the gate policy differs from the profile' as violation, rule.name as object, rule.actual, rule.expected
from (select max(minimum_approvals) as minimum, bool_and(agreement) as agreement, bool_and(distinct_signers) as signers from axis_internal.gate_policy) as policy
cross join lateral (
  values
    ('minimum_approvals', policy.minimum, :'ratification_minimum'::integer),
    ('agreement', policy.agreement::integer, :'ratification_agreement'::boolean::integer),
    ('distinct_signers', policy.signers::integer, :'ratification_distinct_signers'::boolean::integer)
) as rule (name, actual, expected)
where rule.actual is distinct from rule.expected
order by rule.name;

--! verify
--! check: structure
--! remedy: Axis tables or views are missing. Somebody dropped them: restore them, or roll tier 1 back and apply it again.
-- The function is one more.
select
  jsonb_array_length(:'axis_tables'::jsonb || :'axis_views'::jsonb) + 1 as expected,
  count(*) as actual,
  count(*) = jsonb_array_length(:'axis_tables'::jsonb || :'axis_views'::jsonb) + 1 as ok
from (
  select relname from pg_class
  where relnamespace = current_schema()::text::regnamespace
    and (
      relkind = 'r' and relname in (select jsonb_array_elements_text(:'axis_tables'::jsonb))
      or relkind = 'v' and relname in (select jsonb_array_elements_text(:'axis_views'::jsonb))
    )
  union all
  select proname from pg_proc
  where pronamespace = current_schema()::text::regnamespace and proname = 'fn_governance_scan'
) as object;

--! check: guards
--! remedy: A guard trigger is missing or disabled, so the gate does not hold. Enable it: alter table … enable always trigger axis_guard_write.
-- The axis tables, the waivers, the goals, what axes ask for, the spans of gaps and the acknowledgements, two each.
select
  2 * (jsonb_array_length(:'axis_tables'::jsonb) + 5) as expected,
  count(*) as actual,
  count(*) = 2 * (jsonb_array_length(:'axis_tables'::jsonb) + 5) as ok
from pg_trigger as trigger
join pg_class as class on class.oid = trigger.tgrelid
where class.relnamespace in (current_schema()::text::regnamespace, to_regnamespace('axis_internal'))
  and trigger.tgfoid = to_regproc('axis_internal.refuse_while_gate_shut')
  and trigger.tgname in ('axis_guard_write', 'axis_guard_truncate')
  and trigger.tgenabled = 'A';

--! check: no_inheritance
--! remedy: A table inherits from one of ours, and its rows count as ours though no guard saw them; or one of ours inherits from another table or is part of it, through which its rows are written past the guard. Let its owner end the inheritance: alter table … no inherit …, or … detach partition ….
select 0 as expected, count(*) as actual, count(*) = 0 as ok
from pg_inherits
join pg_trigger as trigger on trigger.tgrelid in (pg_inherits.inhparent, pg_inherits.inhrelid)
where trigger.tgfoid = to_regproc('axis_internal.refuse_while_gate_shut') and trigger.tgname = 'axis_guard_write';

--! check: gate_policy
--! remedy: The database asks for other approvals than the profile. Where the profile asks for more, POST /axis/profile/reload or a start of Directus tightens the policy. Where the profile asks for less on purpose, let the owner of axis_internal.gate_policy update its row.
select wanted.policy as expected, found.policy as actual, found.policy is not distinct from wanted.policy as ok
from (
  select concat_ws(', ',
    'minimum ' || :'ratification_minimum'::integer,
    case when :'ratification_agreement'::boolean then 'agreement' end,
    case when :'ratification_distinct_signers'::boolean then 'distinct signers' end
  ) as policy
) as wanted
left join (
  select concat_ws(', ',
    'minimum ' || minimum_approvals,
    case when agreement then 'agreement' end,
    case when distinct_signers then 'distinct signers' end
  ) as policy
  from axis_internal.gate_policy
) as found on true;

--! check: ratification_source
--! remedy: The profile reads the ratification from elsewhere than the policy of this database, which holds. Let the profile name what the policy names, or nothing (ratification.source).
select coalesce(nullif(:'ratification_source', '')::jsonb, held.source)::text as expected, held.source::text as actual, found.problem is null as ok
from axis_internal.ratification_source(nullif(:'ratification_source', '')::jsonb) as found
cross join lateral (select jsonb_build_object('table', found.source_table, 'filter', found.source_filter) as source) as held;

--! obstacles
--! check: nothing_of_others
--! remedy: Drop them, or let them read something else, before the rollback: it never cascades.
-- Dropping a table or view would take these with it.
with ours as (
  select class.oid, class.reltype
  from pg_class as class
  join pg_namespace as namespace on namespace.oid = class.relnamespace
  where namespace.nspname = 'axis_internal'
    or namespace.nspname = current_schema()
      and class.relname in (select jsonb_array_elements_text(:'axis_tables'::jsonb || :'axis_views'::jsonb))
),
dependant as (
  select 'pg_class'::regclass::oid as class_id, rule.ev_class as object_id
  from pg_depend as depends
  join pg_rewrite as rule on depends.classid = 'pg_rewrite'::regclass and rule.oid = depends.objid
  join ours on depends.refclassid = 'pg_class'::regclass and ours.oid = depends.refobjid
  union
  select 'pg_class'::regclass::oid, reference.conrelid
  from pg_constraint as reference
  join ours on ours.oid = reference.confrelid
  where reference.contype = 'f'
  union
  select 'pg_class'::regclass::oid, child.inhrelid
  from pg_inherits as child
  join ours on ours.oid = child.inhparent
  union
  select 'pg_proc'::regclass::oid, depends.objid
  from pg_depend as depends
  join ours on (depends.refclassid = 'pg_class'::regclass and ours.oid = depends.refobjid)
    or (depends.refclassid = 'pg_type'::regclass and ours.reltype = depends.refobjid)
  where depends.classid = 'pg_proc'::regclass
)
select 'objects of others depend on what the tier would drop' as violation, identified.type as kind, identified.identity as object
from dependant
left join pg_proc as function on dependant.class_id = 'pg_proc'::regclass and function.oid = dependant.object_id
cross join lateral pg_identify_object(dependant.class_id, dependant.object_id, 0) as identified
where not exists (select from ours where dependant.class_id = 'pg_class'::regclass and ours.oid = dependant.object_id)
  and function.pronamespace is distinct from to_regnamespace('axis_internal')
  and not (function.proname is not distinct from 'fn_governance_scan' and function.pronamespace = current_schema()::text::regnamespace)
order by kind, object;

--! dependants
--! check: tables_empty
--! remedy: Undo the change that made them (GET /axis/changes), or delete them; force deletes and records them.
-- Dropping a table takes its rows with it: with force they go, and this list is what is recorded of them.
-- Rows of an axis whose own tier is rolled back first are that tier's to list; what scans recorded goes with tier 6.
select 'a table still holds a row' as violation, object, key
from (
  select 'axis_registry' as object, axis_code as key, axis_code from axis_registry
  union all select 'axis_value', concat_ws(' ', axis_code, value_code), axis_code from axis_value
  union all select 'coverage_rule', rule_code, axis_code from coverage_rule
  union all
  select 'axis_assignment', concat_ws(' ', object_type, object_ref, axis_code, value_code, status), axis_code from axis_assignment
  union all
  select 'axis_object_ownership', concat_ws(' ', object_type, object_ref, axis_code, value_code, owner_gov_code, owner_kind), axis_code
  from axis_object_ownership
  union all select 'topic_taxonomy_map', concat_ws(' ', value_code, label_code), :'topic_axis_code' from topic_taxonomy_map
  union all
  select 'topic_label_reconcile_decision', concat_ws(' ', object_ref, topic_value), :'topic_axis_code'
  from topic_label_reconcile_decision
  union all select 'governance_scan_run', scan_id::text, null from governance_scan_run
  union all
  select 'axis_candidate_finding', concat_ws(' ', finding_type, object_type, object_ref, axis_code, value_code), null
  from axis_candidate_finding
  union all
  select 'governance_drift_state', concat_ws(' ', detector_code, axis_code, object_type, object_ref, value_code), null
  from governance_drift_state
  union all select 'governance_event_log', concat_ws(' ', scan_id, canonical_address), null from governance_event_log
) as row
where not exists (
  select
  from (
    values
      ('responsibility', :'responsibility_axis_code'), ('containment', :'containment_axis_code'), ('topic', :'topic_axis_code'),
      ('scan', null)
  ) as earlier (id, axis_code)
  where :'leaving'::jsonb @> to_jsonb(earlier.id) and earlier.axis_code is not distinct from row.axis_code
)
  and not coalesce(:'leaving'::jsonb @> to_jsonb('axis:' || row.axis_code), false)
order by object, key;

--! check: no_waivers
--! remedy: Waivers, revoked ones too, are kept in a table of tier 1 alone: force deletes and records them.
select 'a waiver of people is still there' as violation, 'axis_internal.waiver' as object,
  concat_ws(' ', axis_code, object_type, object_ref, value_code, approved_by) as key
from axis_internal.waiver
order by key, id;

--! check: no_acknowledgements
--! remedy: Acknowledgements of findings, revoked ones too, are kept in a table of tier 1 alone: force deletes and records them.
select 'a finding that people acknowledged is still there' as violation, 'axis_internal.acknowledgement' as object,
  concat_ws(' ', detector_code, axis_code, object_type, object_ref, value_code) as key
from axis_internal.acknowledgement
order by key, id;

--! check: no_goals
--! remedy: Goals, ended ones too, are kept in a table of tier 1 alone: force deletes and records them.
select 'a goal of people is still there' as violation, 'axis_internal.goal' as object,
  concat_ws(' ', axis_code, group_ref, value_code, percent || ' % by ' || due_on) as key
from axis_internal.goal
order by key, id;

--! check: no_semantics
--! remedy: Undo the change that made it (GET /axis/changes); force deletes and records it.
-- What an axis of an earlier tier asks for is that tier's to list.
select 'what an axis asks for is still there' as violation, 'axis_internal.axis_semantics' as object, axis_code as key
from axis_internal.axis_semantics as semantics
where not exists (
  select
  from (
    values
      ('responsibility', :'responsibility_axis_code'), ('containment', :'containment_axis_code'), ('topic', :'topic_axis_code')
  ) as earlier (id, axis_code)
  where :'leaving'::jsonb @> to_jsonb(earlier.id) and earlier.axis_code = semantics.axis_code
)
  and not :'leaving'::jsonb @> to_jsonb('axis:' || semantics.axis_code)
order by key;

--! check: canonical_owners
--! remedy: Owners that people assigned: undo the batch (POST /axis/owners/:batch/undo) while tier 1 stands; force deletes and records the rows.
-- Without tier 1 a batch cannot be undone, and its rows keep tier 3 from being applied again.
select 'an owner that people assigned stands in governance_object_ownership' as violation, object_ref as object, scope,
  owner_gov_code, substr(rollback_ref, length('assign:') + 1) as batch
from governance_object_ownership
where rollback_ref like 'assign:%'
order by object_type, object_ref, scope, id;

--! force
delete from governance_object_ownership where rollback_ref like 'assign:%';

--! rollback
--! run: migrations down
