/** The whole ladder on the reference deployment: rehearsed, applied, verified, scanned, rolled back, and again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Check } from '../../../src/contract';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { verifyChain } from '../../../src/run/ledger-read';
import { readPlan } from '../../../src/rollout/plan';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';

const REQUEST = { requestedBy: 'test', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' };

/** End state of the reference deployment after tier 8 (one-roof.md). */
const END_STATE = {
	responsibility_required: 210,
	responsibility_gap: 0,
	responsibility_conflict: 0,
	zero_drift: 0,
	effective_owner_cells: 240,
	containment_required: 35,
	containment_gap: 0,
	topic_gap: 1,
	active_axes: 3,
	divergent_collections: 0,
	projection_gaps: 0,
	label_orphans: 0,
	critical_drift: 0,
	open_drift: 38,
	emittable_events: 0,
	governance_outbox: 0,
	kg_domain_x_active: true,
	out_of_scope_unchanged: 0,
};

/** A sequence never goes back; the rehearsal names the one that moved. */
const SEQUENCES = (name: string) => name === 'governance_object_ownership_id_seq';

describe('the ladder', () => {
	let database: TestDatabase;
	let context: RolloutContext;

	beforeEach(async () => {
		database = await createDatabase();
		context = contextFor(database);
	});
	afterEach(() => database.drop());

	it('a rehearsal with a shut gate reports the end state and leaves the database as it was', async () => {
		const before = await fingerprint(database.db, SEQUENCES);
		const answer = await rehearse(context, { requestedBy: 'test', ratifiedApr: null }, null);
		expect(answer.tiers.flatMap((tier) => tier.violations)).toEqual([]);
		expect(answer).toMatchObject({
			committed: false,
			gate_open: false,
			run: { action: 'rehearse', status: 'passed', ratified_apr: 'REHEARSAL' },
		});
		expect(answer.tiers.map((tier) => tier.tier)).toEqual([1, 2, 3, 4, 5, 6, 8]);
		expect(answer.tiers[2]?.deltas).toContainEqual({ object: 'v_object_owner_gap', before: 210, after: 0 });
		expect(actuals(answer.tiers.at(-1)?.checks ?? [])).toMatchObject(END_STATE);
		expect(answer.tiers[0]?.locks).toContainEqual({ object: 'governance_registry', mode: 'ShareRowExclusiveLock' });
		expect(answer.sequences_moved).toEqual(['governance_object_ownership_id_seq']);
		expect(await fingerprint(database.db, SEQUENCES)).toBe(before);
	});

	it('apply all ends in the end state of the reference deployment, and a full rollback in the entry state, twice', async () => {
		await ratify(database.db);
		const before = await fingerprint(database.db, SEQUENCES);
		for (const round of [1, 2]) {
			const answer = await applyAll(context, REQUEST, null);
			expect(
				answer.tiers.map((tier) => tier.tier),
				`round ${round}`,
			).toEqual([1, 2, 3, 4, 5, 6, 8]);
			const verification = await verifyRollout(context);
			expect(verification.checks.filter((check) => !check.ok)).toEqual([]);
			expect(actuals(verification.checks)).toMatchObject(END_STATE);
			expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual(Array(7).fill('applied'));

			const rollback = await rollbackAll(context, { requestedBy: 'test', ratifiedApr: null }, null);
			expect(rollback.tiers.map((tier) => tier.tier)).toEqual([6, 5, 4, 3, 2, 1]);
			expect(rollback.fingerprint).toMatchObject({ equal: true });
			expect(await fingerprint(database.db, SEQUENCES)).toBe(before);
		}
		expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', broken: [] });
	});

	it('ownership first ends in the same state', async () => {
		await ratify(database.db);
		context = {
			...context,
			loaded: testProfile(
				database.name,
				(profile) => (profile.rollout = { order: ['ownership', 'structure', 'responsibility', 'containment', 'topic', 'scan'] }),
			),
		};
		const answer = await applyAll(context, REQUEST, null);
		expect(answer.tiers.map((tier) => tier.tier)).toEqual([3, 1, 2, 4, 5, 6, 8]);
		expect(actuals((await verifyRollout(context)).checks)).toMatchObject(END_STATE);
	});

	it('tier 3 alone is a rollout of its own, without any axis table', async () => {
		await ratify(database.db);
		context = { ...context, loaded: testProfile(database.name, (profile) => (profile.rollout = { order: ['ownership'] })) };
		const before = await fingerprint(database.db, SEQUENCES);
		await applyTier(context, REQUEST, '3');
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		expect(await database.db.raw(`select to_regclass('axis_registry') as found`)).toMatchObject({ rows: [{ found: null }] });
		const rollback = await rollbackAll(context, REQUEST, null);
		expect(rollback.fingerprint).toMatchObject({ equal: true });
		expect(await fingerprint(database.db, SEQUENCES)).toBe(before);
	});
});

function actuals(checks: readonly Check[]): Record<string, unknown> {
	return Object.fromEntries(checks.map((check) => [check.name, check.actual]));
}
