/** The numbers of the target: those that the profile states are asserted, the others are measured and told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let pinned: RolloutContext;
let derived: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('ratified');
	pinned = contextFor(database);
	derived = { ...pinned, loaded: testProfile(database.name, (profile) => delete profile.expected) };
});
afterEach(() => database.drop());

const addObject = () =>
	database
		.db('collection_registry')
		.insert({ collection_name: 'added', group: 'GRP-AI', governance_role: 'governed', coverage_status: 'BIRTH_REQUIRED' });

const addScope = () =>
	database.db('governance_responsibility_scope').insert({ scope_code: 'added', description: 'Added', status: 'active' });

async function refused(context: RolloutContext, violations: object[]): Promise<void> {
	const before = await fingerprint(database.db);
	await expect(applyTier(context, REQUEST, '2')).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		status: 409,
		extensions: { tier: 2, violations },
	});
	expect(await fingerprint(database.db)).toBe(before);
}

const GREW = { check: 'inventory_as_expected', expected: 35, actual: 36 };

describe('numbers that the profile states', () => {
	it('refuse tier 2 after an object was added in between, and pass when it is gone again', async () => {
		await applyTier(pinned, REQUEST, '1');
		await addObject();
		await refused(pinned, [GREW]);
		await database.db('collection_registry').where({ collection_name: 'added' }).delete();
		await applyTier(pinned, REQUEST, '2');
	});

	it('refuse tier 2 after a scope was added, with both numbers', async () => {
		await applyTier(pinned, REQUEST, '1');
		await addScope();
		await refused(pinned, [{ check: 'scopes_as_expected', expected: 6, actual: 7 }]);
	});

	it('are told all at once', async () => {
		await applyTier(pinned, REQUEST, '1');
		await addObject();
		await addScope();
		await refused(pinned, [GREW, { check: 'scopes_as_expected' }]);
	});
});

describe.each([
	['that the profile states', () => pinned],
	['that nobody states', () => derived],
])('numbers %s', (_what, contextOf) => {
	it('are told, not judged, when an object comes after tier 2', async () => {
		await applyTier(contextOf(), REQUEST, '1');
		await applyTier(contextOf(), REQUEST, '2');
		await addObject();
		const { checks } = await verifyRollout(contextOf());
		expect(checks.filter((check) => !check.ok)).toEqual([]);
		expect(checks).toContainEqual({ name: 'responsibility_required', expected: 216, actual: 216, ok: true });
		expect(checks).toContainEqual({ name: 'inventory', expected: 35, actual: 36, ok: true, judged: false });
		expect((await readPlan(contextOf())).tiers.slice(0, 2).map((tier) => tier.state)).toEqual(['applied', 'applied']);
	});
});

describe('numbers that nobody states', () => {
	it('refuse nothing: objects and scopes that came in between are counted with the others', async () => {
		await applyTier(derived, REQUEST, '1');
		await addObject();
		await addScope();
		const { run, tiers } = await applyTier(derived, REQUEST, '2');
		expect(tiers[0]?.deltas).toContainEqual({ object: 'v_axis_required_cell', before: 0, after: 252 });
		expect(run.result).toMatchObject({ expected: { inventory: 36, active_scopes: 7, canonical_gap: 210 } });
		expect(await verifyRollout(derived)).toMatchObject({ status: 'PASS' });
	});

	it('are measured anew for a rollout that starts anew', async () => {
		await applyTier(derived, REQUEST, '1');
		await rollbackTier(derived, REQUEST, '1');
		await addObject();
		const first = await applyTier(derived, REQUEST, '1');
		expect(first.run.result).toMatchObject({ expected: { inventory: 36, active_scopes: 6, canonical_gap: 216 } });
		const second = await applyTier(derived, REQUEST, '2');
		expect(second.tiers[0]?.deltas).toContainEqual({ object: 'v_axis_required_cell', before: 0, after: 216 });
	});

	it('fill only what the profile leaves out', async () => {
		const partly = {
			...pinned,
			loaded: testProfile(database.name, (profile) => Object.assign(profile, { expected: { inventory: 34 } })),
		};
		await applyTier(partly, REQUEST, '1');
		await refused(partly, [{ check: 'inventory_as_expected', expected: 34, actual: 35 }]);
	});
});
