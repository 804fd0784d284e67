/** Conditions that do not hold: the tier is rolled back, the violation names check and numbers, and only the ledger grows. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rollbackTier } from '../../../src/rollout/rollback';
import { findTier } from '../../../src/tier/tiers';
import { splitStatements } from '../../../src/db/sql-text';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
const at = async (state: State) => {
	database = await createDatabaseAt(state);
	context = contextFor(database);
};
afterEach(() => database.drop());

async function rolledBack(act: () => Promise<unknown>, violation: object): Promise<void> {
	const before = await fingerprint(database.db);
	await expect(act()).rejects.toMatchObject({
		code: 'AXIS_POSTCONDITION',
		status: 409,
		message: expect.stringContaining('Nothing was changed but the run ledger.'),
		extensions: { violations: expect.arrayContaining([expect.objectContaining(violation)]) },
	});
	expect(await fingerprint(database.db)).toBe(before);
	const [run] = (await listRuns(database.db, { limit: 1, offset: 0 })).runs;
	expect(run).toMatchObject({
		status: 'failed',
		error: { code: 'AXIS_POSTCONDITION', facts: { violations: expect.arrayContaining([expect.objectContaining(violation)]) } },
	});
}

/** Runs the action with one more statement at the end of the tier's change. */
async function sabotaged(tier: string, sql: string, act: () => Promise<void>): Promise<void> {
	const steps = findTier(tier, ['structure', 'responsibility']).sections.change;
	const [statement] = splitStatements(sql);
	if (!Array.isArray(steps) || !statement) throw new TypeError('nothing to sabotage');
	steps.push({ kind: 'statement', check: null, remedy: '', blocker: '', statement });
	try {
		await act();
	} finally {
		steps.pop();
	}
}

describe('invariants', () => {
	const invariant = (query: string, expected: unknown) =>
		testProfile(database.name, (profile) => Object.assign(profile, { invariants: [{ name: 'probe', query, expected }] }));
	beforeEach(() => at('tier 1'));

	it.each([
		['that a tier moves', 'select count(*) from axis_registry', 'unchanged', { expected: 0, actual: 1 }],
		['of a number that does not hold', 'select 1', 0, { expected: 0, actual: 1 }],
		['that nobody can read', 'select count(*) from nowhere', 'unchanged', { expected: null, actual: null }],
		['that answer null', 'select null::bigint', 'unchanged', { actual: null }],
		['that answer text', `select 'many'`, 'unchanged', { actual: null }],
		['that answer nothing', 'select 1 where false', 'unchanged', { actual: null }],
	])('%s roll tier 2 back, by name', (_what, query, expected, facts) =>
		rolledBack(() => applyTier({ ...context, loaded: invariant(query, expected) }, REQUEST, '2'), { check: 'probe', ...facts }),
	);

	it('that are observed are reported and judge nothing', async () => {
		const loaded = invariant('select count(*) from axis_registry', 'observed');
		const answer = await applyTier({ ...context, loaded }, REQUEST, '2');
		expect(answer.tiers[0]?.checks).toContainEqual({ name: 'probe', expected: 0, actual: 1, ok: true });
	});

	it('that a rollback moves keep the tier', async () => {
		await applyTier(context, REQUEST, '2');
		const loaded = invariant('select count(*) from axis_registry', 'unchanged');
		await rolledBack(() => rollbackTier({ ...context, loaded }, REQUEST, '2'), { check: 'probe', expected: 1, actual: 0 });
	});

	it('that nobody can read do not keep a tier from being rolled back', async () => {
		await applyTier(context, REQUEST, '2');
		await rollbackTier({ ...context, loaded: invariant('select count(*) from nowhere', 'unchanged') }, REQUEST, '2');
	});
});

describe('conditions of tier 2', () => {
	beforeEach(() => at('tier 1'));
	const withView = async (view: string, query: string) => database.db.raw(`create or replace view ${view} as ${query}`);

	it('responsibility_required: a view that demands one cell less', async () => {
		const { rows } = await database.db.raw(`select pg_get_viewdef('v_axis_required_cell') as text`);
		await withView(
			'v_axis_required_cell',
			`select * from (${rows[0].text.replace(/;\s*$/, '')}) as cell where not (object_ref = 'agents' and value_code = 'audit')`,
		);
		await rolledBack(() => applyTier(context, REQUEST, '2'), { check: 'responsibility_required', expected: 210, actual: 209 });
	});

	it('zero_drift: a gap that only the canonical model has, and one that only the axis has', async () => {
		const { rows } = await database.db.raw(`select pg_get_viewdef('v_axis_coverage_gap') as text`);
		await withView(
			'v_axis_coverage_gap',
			`select * from (${rows[0].text.replace(/;\s*$/, '')}) as gap where not (object_ref = 'agents' and value_code = 'audit')`,
		);
		await rolledBack(() => applyTier(context, REQUEST, '2'), {
			check: 'zero_drift',
			violation: 'a gap is in the canonical model only',
			object_ref: 'agents',
			scope: 'audit',
		});
	});

	it('deltas: a row more than declared', () =>
		sabotaged(
			'2',
			`insert into coverage_rule (rule_code, axis_code, coverage_mode) values ('X', 'responsibility', 'cross_product')`,
			() => rolledBack(() => applyTier(context, REQUEST, '2'), { check: 'delta_coverage_rule', expected: 1, actual: 2 }),
		));
});

describe('conditions of tier 1', () => {
	beforeEach(() => at('ratified'));

	it.each([
		[
			'exact_object_set',
			'drop view v_ui_coverage_dashboard',
			{ violation: 'an object is missing', object: 'v_ui_coverage_dashboard' },
		],
		[
			'exact_object_set',
			'create materialized view v_copy as select 1; alter view v_ui_lane rename to gone; alter materialized view v_copy rename to v_ui_lane',
			{ violation: 'an object is of another kind', object: 'v_ui_lane', expected: 'v', actual: 'm' },
		],
		[
			'tables_empty',
			`insert into axis_candidate_finding (finding_type, severity) values ('x', 'info')`,
			{ object: 'axis_candidate_finding', actual: 1, expected: 0 },
		],
		['gate_policy_set', 'update axis_internal.gate_policy set minimum_approvals = 9', { actual: 9, expected: 1 }],
		['delta_tables', 'create table surplus ()', { violation: 'a count moved otherwise than declared' }],
		[
			'delta_functions',
			'create function surplus() returns integer language sql return 1',
			{ violation: 'a count moved otherwise than declared' },
		],
	])('%s: %s', (check, sql, facts) =>
		sabotaged('1', `do $sabotage$ begin ${sql}; end $sabotage$`, () =>
			rolledBack(() => applyTier(context, REQUEST, '1'), { check, ...facts }),
		),
	);

	it('what the change breaks altogether is told with SQLSTATE and line', () =>
		sabotaged('1', '\n\nselect 1 / 0', () =>
			rolledBack(() => applyTier(context, REQUEST, '1'), {
				violation: 'a statement of the tier failed',
				sqlstate: '22012',
				line: 3,
			}),
		));
});

describe('a condition that cannot be read', () => {
	beforeEach(() => at('tier 1'));

	it.each([
		['alter table governance_responsibility_scope rename column status to state', 'governance_responsibility_scope.status'],
		['alter view v_governance_object_inventory rename column born to was_born', 'v_governance_object_inventory.born'],
	])('for want of a column is told by the column, before anything is asked: %s', async (change, column) => {
		await database.db.raw(change);
		const before = await fingerprint(database.db);
		await expect(applyTier(context, REQUEST, '2')).rejects.toMatchObject({
			code: 'AXIS_PREREQUISITE_MISSING',
			extensions: { missing: [column] },
		});
		expect(await fingerprint(database.db)).toBe(before);
	});
});
