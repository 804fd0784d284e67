/** Targets that are not the reference deployment: fewer objects, more of them, and profiles that do not fit. */
import pg from 'pg';
import { afterEach, describe, expect, it } from 'vitest';
import { loadFixture } from '../../../host/fixtures/load.mjs';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { readPlan } from '../../../src/rollout/plan';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { EMPTY_TEMPLATE } from '../support/global-setup';
import { createDatabaseAt, REQUEST } from '../support/states';
import { countRows, lastRun, refused } from './proof';

let database: TestDatabase;
afterEach(() => database.drop());

type Change = (profile: Record<string, unknown>) => void;
const contextWith = (change: Change) => contextFor(database, { loaded: testProfile(database.name, change) });
const withoutNumbers: Change = (profile) => delete profile.expected;

describe('a target with fewer objects than the profile speaks of', () => {
	it('gets fewer rows, each that was skipped is reported, and everything holds', async () => {
		database = await createDatabaseAt('ratified');
		const { db } = database;
		await db('collection_registry').where({ collection_name: 'agents' }).delete();
		await db('collection_registry').where({ collection_name: 'iu_staging_record' }).update({ governance_role: 'observed' });
		// A group that contains nothing would be refused.
		await db('collection_registry').where({ collection_name: 'agent_logs' }).update({ coverage_status: 'BIRTH_REQUIRED' });
		const context = contextWith(withoutNumbers);

		const { tiers } = await applyAll(context, REQUEST, null);
		const topic = tiers.find((result) => result.tier === 5);
		const skipped = 'an assignment was skipped: its object is not in the inventory';
		const ownerless = 'an owner was skipped: its object has no assignment that may be owned';
		expect(topic?.notes).toEqual([
			{ note: skipped, object_type: 'collection', object_ref: 'agents', value_code: 'ai-ops' },
			{ note: skipped, object_type: 'collection', object_ref: 'iu_staging_record', value_code: 'ai-ops' },
			{ note: ownerless, object_type: 'collection', object_ref: 'agents', owner_gov_code: 'GOV-DOT' },
		]);
		expect(topic?.deltas).toEqual(
			expect.arrayContaining([
				{ object: 'axis_assignment', before: 34, after: 38 },
				{ object: 'axis_object_ownership', before: 34, after: 38 },
				{ object: 'topic_label_reconcile_decision', before: 0, after: 4 },
			]),
		);
		expect(await db('topic_label_reconcile_decision').orderBy('object_ref').pluck('object_ref')).toEqual([
			'governance_registry',
			'modules',
			'tasks',
			'workflows',
		]);
		const groups = { ownership_seed: 30, containment_groups: 5, containment_owners: 34 };
		await expectHolds(context, { inventory: 34, active_scopes: 6, canonical_gap: 204, containment: 34, ...groups });
		const actuals = Object.fromEntries((await verifyRollout(context)).checks.map((check) => [check.name, check.actual]));
		expect(actuals).toMatchObject({
			responsibility_required: 204,
			effective_owner_cells: 234,
			containment_required: 34,
			topic_gap: 0,
		});
		expect((await rollbackAll(context, REQUEST, null)).fingerprint?.equal).toBe(true);
	});
});

describe('a target three times as large', () => {
	it('is measured when the rollout starts, and told what differs from those numbers', async () => {
		database = await createDatabase({ ledger: false, template: EMPTY_TEMPLATE });
		const client = new pg.Client(database.url);
		await client.connect();
		await loadFixture(client, { scale: 3, labels: 100 });
		await client.end();
		await setUpLedger(database.db, async () => {});
		await ratify(database.db);
		const context = contextWith(withoutNumbers);
		expect((await rehearse(context, REQUEST, null)).run.status).toBe('passed');
		await applyAll(context, REQUEST, null);
		const groups = { ownership_seed: 30, containment_groups: 5, containment_owners: 105 };
		await expectHolds(context, { inventory: 105, active_scopes: 6, canonical_gap: 630, containment: 105, ...groups });
		expect(await countRows(database.db, 'v_axis_required_cell')).toBe(630 + 105 + 6);
		await database.db('collection_registry').where({ collection_name: 'agents_x2' }).delete();
		const { status, checks, changes } = await verifyRollout(context);
		expect(status).toBe('PASS');
		expect(checks).toEqual(
			expect.arrayContaining([
				expect.objectContaining({ name: 'responsibility_required', expected: 624, actual: 624 }),
				expect.objectContaining({ name: 'effective_owner_cells', expected: 660, actual: 654, judged: false }),
				expect.objectContaining({ name: 'containment_required', expected: 104, actual: 104 }),
				expect.objectContaining({ name: 'inventory', expected: 105, actual: 104, judged: false }),
			]),
		);
		expect(changes).toEqual([{ change: 'went', kind: 'object', name: 'collection/agents_x2' }]);
	});
});

/** Every run of the rollout recorded the same numbers, the verification passes, and the plan agrees. */
async function expectHolds(context: ReturnType<typeof contextWith>, expected: object): Promise<void> {
	const runs = await database.db('axis_rollout_run').whereNotNull('part_of').andWhere({ status: 'passed' }).orderBy('run_no');
	expect(runs.map((run) => run.result.expected ?? null)).toEqual([...Array(6).fill(expected), null]);
	const { status, checks } = await verifyRollout(context);
	expect(checks.filter((check) => !check.ok)).toEqual([]);
	expect(status).toBe('PASS');
	expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array(7).fill('applied'));
}

describe('a profile that does not fit the target', () => {
	const misfit: Change = (profile) => {
		const part = (name: string) => Object(profile[name]);
		part('ownership').groups[0].group_ref = 'GRP-NOBODY';
		part('ownership').groups[1].owner_gov_code = 'GOV-NOBODY';
		part('ownership').scopes.push('nothing');
		part('topic').maps[0].label_code = 'LBL-999';
		part('topic').owners[0].owner_gov_code = 'GOV-NONE';
		Object.assign(part('ratification'), { known_approval: true });
	};
	const problems = [
		{ violation: 'a group of the profile contains no governed object', object: 'GRP-NOBODY' },
		{ violation: 'a label of the profile is no active code of the taxonomy', object: 'LBL-999' },
		{ violation: 'a scope of the profile is no active responsibility scope', object: 'nothing' },
		{ violation: 'an owner of the profile is no authority of governance_registry', object: 'GOV-NOBODY' },
		{ violation: 'an owner of the profile is no authority of governance_registry', object: 'GOV-NONE' },
		{ violation: 'the approval code is not one of approval_requests', object: 'APR-UNHEARD-OF' },
	];
	const unheard = { ...REQUEST, ratifiedApr: 'APR-UNHEARD-OF' };

	it('is refused before anything runs, with every problem in one answer', async () => {
		database = await createDatabaseAt('ratified');
		const context = contextWith(misfit);
		const error = { code: 'AXIS_PRECONDITION', status: 409, extensions: { tier: 0, violations: problems } };
		const all = problems.map((row) => expect.objectContaining({ ...row, tier: 0 }));
		await refused(database.db, () => applyAll(context, unheard, null), {
			code: 'AXIS_PRECONDITION',
			extensions: { violations: expect.arrayContaining(all) },
		});
		for (const act of [() => applyTier(context, unheard, '1'), () => applyTier(context, unheard, '3')])
			await refused(database.db, act, error);
		expect(await lastRun(database.db)).toMatchObject({ status: 'refused', error: { facts: { violations: problems } } });
		await refused(database.db, () => rehearse(context, unheard, null), {
			code: 'AXIS_PRECONDITION',
			extensions: { violations: problems },
		});
	});

	it('takes any approval code where it says so, and else a known one', async () => {
		database = await createDatabaseAt('tier 2');
		const lax = contextWith((profile) => (profile.ratification = { known_approval: false }));
		await refused(database.db, () => applyTier(contextFor(database), unheard, '3'), { code: 'AXIS_PRECONDITION' });
		await applyTier(lax, unheard, '3');
		expect(await database.db('governance_object_ownership').distinct('approval_ref')).toEqual([
			{ approval_ref: 'APR-UNHEARD-OF' },
		]);
		await rollbackAll(contextFor(database), REQUEST, 2);
		const strict = contextWith((profile) => (profile.ratification = { known_approval: true }));
		await refused(database.db, () => applyTier(strict, unheard, '3'), { code: 'AXIS_PRECONDITION' });
		await applyTier(strict, REQUEST, '3');
	});

	it('names a group that has objects and no owner in the profile', async () => {
		database = await createDatabaseAt('tier 2');
		const context = contextWith((profile) => Object(profile.ownership).groups.shift());
		await refused(database.db, () => applyTier(context, REQUEST, '3'), {
			code: 'AXIS_PRECONDITION',
			extensions: { tier: 3, violations: [{ check: 'groups_complete', object: 'GRP-AI', objects: 1 }] },
		});
	});
});

describe('without an approval code', () => {
	const anonymous = { ...REQUEST, ratifiedApr: null };
	it('tier 3 and whatever holds it are refused before a run is recorded; what ends before it is not', async () => {
		database = await createDatabaseAt('ratified');
		const context = contextFor(database);
		const error = { code: 'AXIS_INVALID_PAYLOAD', status: 400, message: expect.stringContaining('ratified_apr') };
		for (const act of [
			() => applyTier(context, anonymous, '3'),
			() => applyAll(context, anonymous, null),
			() => applyAll(context, anonymous, 3),
		])
			await refused(database.db, act, error);
		expect(await countRows(database.db, 'axis_rollout_run')).toBe(0);
		await applyAll(context, anonymous, 2);
		await refused(database.db, () => applyTier(context, { ...REQUEST, ratifiedApr: '' }, '3'), { code: 'AXIS_PRECONDITION' });
	});
});
