/** For every check that a tier makes before COMMIT: a sabotage that breaks it, and what the violation must say. */
import type { Sabotage } from './saboteur';

export interface BrokenCheck extends Sabotage {
	/** As the violation names it. */
	check: string;
	/** Facts of the violation. */
	says: Record<string, unknown>;
}

const EMIT = `update event_type_registry set active = true where event_type = 'coverage.scan_completed';
	insert into event_outbox (event_domain, event_type, event_stream, delivery_lane, canonical_address)
	select event_domain, event_type, event_stream, delivery_lane, 'x' from event_type_registry where event_type = 'coverage.scan_completed';
	update event_type_registry set active = false where event_type = 'coverage.scan_completed'`;

const AXIS = `insert into axis_registry (axis_code, axis_name, axis_family, axis_kind) values ('theirs', 'Theirs', 'system', 'system')`;
const value = (axis: string) => `insert into axis_value (axis_code, value_code) values ('${axis}', 'theirs')`;
const rule = (axis: string) =>
	`insert into coverage_rule (rule_code, axis_code, coverage_mode) values ('theirs', '${axis}', 'per_assignment')`;

const broken = (check: string, table: string | null, says: Record<string, unknown>, how: string | Omit<Sabotage, 'table'>) => ({
	check,
	table,
	says,
	...(typeof how === 'string' ? { sql: how } : how),
});

const delta = (object: string, expected: number, actual: number, table: string | null, how: string | Omit<Sabotage, 'table'>) =>
	broken(`delta_${object}`, table, { expected, actual, violation: 'a count moved otherwise than declared' }, how);

/** By tier; each sits on the last table that the tier writes before the check could still be put right. */
export const SABOTAGES: Readonly<Record<number, readonly BrokenCheck[]>> = {
	1: [
		broken(
			'exact_object_set',
			null,
			{ object: 'v_ui_coverage_dashboard', expected: 'v', actual: 'r' },
			'drop view v_ui_coverage_dashboard; create table v_ui_coverage_dashboard (x integer)',
		),
		broken('tables_empty', null, { object: 'axis_registry', expected: 0, actual: 1 }, AXIS),
		broken('views_select', null, { object: 'v_axis_registry_coverage', expected: 0, actual: 1 }, AXIS),
		broken(
			'views_of_fixed_size',
			null,
			{ object: 'v_drift_event_map', expected: 20, actual: 12 },
			`create or replace view v_drift_event_map as select * from (${[
				`values ('x', 'governance', 'x')`,
				...Array<string>(11).fill(`values ('y', 'governance', 'y')`),
			].join(' union all ')}) as map (detector_code, event_domain, event_type)`,
		),
		broken(
			'label_orphans_are_in_use',
			null,
			{ label_code: 'LBL-404' },
			`create or replace view v_reconcile_label_orphan as select 'LBL-404'::text as label_code, array[]::text[] as used_in`,
		),
		broken('gate_policy_set', null, { expected: 1, actual: 2 }, 'update axis_internal.gate_policy set minimum_approvals = 2'),
		delta('tables', 11, 12, null, 'create table theirs (x integer)'),
		delta('views', 31, 32, null, 'create view theirs as select 1 as x'),
		delta('functions', 1, 2, null, `create function theirs() returns integer language sql as 'select 1'`),
	],
	2: [
		broken(
			'responsibility_required',
			'coverage_rule',
			{ expected: 210, actual: 0 },
			`update coverage_rule set status = 'candidate'`,
		),
		broken(
			'zero_drift',
			'coverage_rule',
			{ scope: 'audit', violation: 'a gap is in the canonical model only' },
			`update axis_value set value_code = 'audits' where value_code = 'audit'`,
		),
		delta('axis_registry', 1, 2, 'coverage_rule', AXIS),
		delta('axis_value', 6, 7, 'coverage_rule', value('responsibility')),
		delta('coverage_rule', 1, 2, 'coverage_rule', rule('responsibility')),
		broken('governance_outbox', 'coverage_rule', { expected: 0, actual: 1 }, EMIT),
		broken(
			'active_governance_event_types',
			'coverage_rule',
			{ expected: 0, actual: 5 },
			`update event_type_registry set active = true where event_domain = 'governance'`,
		),
		broken(
			'approval_requests',
			'coverage_rule',
			{ expected: 211, actual: 212 },
			`insert into approval_requests (code, title, request_type, status, requested_by) values ('APR-X', 'x', 'change', 'pending', 'x')`,
		),
		broken(
			'apr_approvals',
			'coverage_rule',
			{ expected: 42, actual: 41 },
			'delete from apr_approvals where id = (select max(id) from apr_approvals)',
		),
		broken(
			'responsibility_scopes',
			'coverage_rule',
			{ expected: 6, actual: 7 },
			`insert into governance_responsibility_scope (scope_code, description) values ('theirs', 'Theirs')`,
		),
	],
	3: [
		...['rows_seeded', 'delta_governance_object_ownership'].map((check) =>
			broken(check, 'governance_object_ownership', { expected: 30, actual: 29 }, swallow('GRP-AI', 'audit')),
		),
		broken('gap_closed', 'governance_object_ownership', { object_ref: 'agents', scope: 'audit' }, swallow('GRP-AI', 'audit')),
		broken(
			'no_conflict',
			'governance_object_ownership',
			{ object_ref: 'agents', owner_gov_codes: ['GOV-DOT', 'GOV-MOIT'] },
			`create or replace view v_object_owner_conflict as select 'collection'::text as object_type, 'agents'::text as object_ref,
				'audit'::text as scope, 2 as owner_count, array['GOV-DOT', 'GOV-MOIT'] as owner_gov_codes`,
		),
		broken(
			'effective_owner_cells',
			'governance_object_ownership',
			{ expected_direct: 30, actual_direct: 30, expected_inherited: 210, actual_inherited: 204 },
			`update governance_object_ownership set is_inherited_anchor = false where object_ref = 'GRP-AI'`,
		),
		broken('nothing_emitted', 'governance_object_ownership', { expected: 0, actual: 1 }, EMIT),
	],
	4: [
		broken('containment_required', 'axis_assignment', { expected: 35, actual: 34 }, { swallow: `row.object_ref = 'agents'` }),
		broken(
			'containment_gap',
			'axis_object_ownership',
			{ object_ref: 'agents', value_code: 'GRP-AI' },
			{ swallow: `row.object_ref = 'agents'` },
		),
		broken(
			'nothing_missing',
			'axis_assignment',
			{ object_ref: 'stray' },
			`insert into collection_registry (collection_name, governance_role, coverage_status) values ('stray', 'governed', 'BIRTH_REQUIRED')`,
		),
		delta('axis_registry', 1, 2, 'axis_object_ownership', AXIS),
		delta('axis_value', 5, 6, 'axis_object_ownership', value('containment')),
		delta('coverage_rule', 1, 2, 'axis_object_ownership', rule('containment')),
		delta('axis_assignment', 35, 34, 'axis_assignment', { swallow: `row.object_ref = 'agents'` }),
		delta('axis_object_ownership', 35, 34, 'axis_object_ownership', { swallow: `row.object_ref = 'agents'` }),
	],
	5: [
		broken(
			'nothing_divergent',
			'topic_taxonomy_map',
			{ object: 'agents', topic_value: 'ai-ops', topic_labels: ['LBL-006', 'LBL-061'] },
			`insert into label_rules (rule_type, condition, label_code, status) values ('collection', '{"collection": "agents"}', 'LBL-001', 'active')`,
		),
		broken(
			'no_projection_gap',
			'topic_label_reconcile_decision',
			{ object: 'governance_registry', topic_value: 'registry-kg' },
			{ swallow: `row.decision_kind = 'accept_projection_pending'` },
		),
		broken(
			'gap_is_quarantine',
			'axis_object_ownership',
			{ object_ref: 'agents', value_code: 'ai-ops' },
			{ swallow: `row.object_ref = 'agents'` },
		),
		delta('axis_registry', 1, 2, 'topic_taxonomy_map', AXIS),
		delta('axis_value', 9, 10, 'topic_taxonomy_map', value('topic')),
		delta('coverage_rule', 1, 2, 'topic_taxonomy_map', rule('topic')),
		delta('topic_taxonomy_map', 7, 6, 'topic_taxonomy_map', { swallow: `row.label_code = 'LBL-061'` }),
	],
	6: [
		broken('scan_ended', 'governance_scan_run', { violation: 'the scan did not end' }, { on: 'update', swallow: 'true' }),
		broken(
			'nothing_critical',
			'governance_scan_run',
			{ detector_code: 'conflicting_parentage', object_ref: 'agents' },
			`insert into axis_assignment (object_type, object_ref, axis_code, value_code, zone, confidence, provenance, assigned_kind)
			values ('collection', 'agents', 'topic', 'workflow', 'candidate', 0.9, '{"source": "x"}', 'human')`,
		),
		broken(
			'nothing_emittable',
			'governance_scan_run',
			{ detector_code: 'low_confidence_assignment', event_type: 'input.untrusted_source' },
			`update event_type_registry set active = true where event_type = 'input.untrusted_source'`,
		),
		broken('nothing_emitted', 'governance_scan_run', { expected: 0, actual: 1 }, EMIT),
		delta(
			'governance_scan_run',
			1,
			2,
			'governance_scan_run',
			`insert into governance_scan_run (actor, mode, finished_at) values ('x', 'manual', now())`,
		),
	],
};

function swallow(group: string, scope: string): Omit<Sabotage, 'table'> {
	return { swallow: `row.object_ref = '${group}' and row.scope = '${scope}'` };
}
