/** Every check that a tier makes before COMMIT, broken on purpose. A check without a sabotage fails here. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Violation } from '../../../src/contract';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { rollbackTier } from '../../../src/rollout/rollback';
import { checksOf } from '../../../src/tier/tier-file';
import { orderedTiers } from '../../../src/tier/tiers';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { expectNoLocks, lastRun, standing } from './proof';
import { plant, unmask } from './saboteur';
import { SABOTAGES, type BrokenCheck } from './sabotages';

const TIERS = orderedTiers(['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan']);
const stateBefore = (tier: number): State => (tier === 1 ? 'ratified' : tier === 2 ? 'tier 1' : `tier ${stateNumber(tier - 1)}`);

function stateNumber(tier: number): 2 | 3 | 4 | 5 {
	if (tier === 2 || tier === 3 || tier === 4 || tier === 5) return tier;
	throw new RangeError(`no state stands for tier ${tier}`);
}

it('every postcondition, declared delta and judged invariant has a sabotage, and no sabotage is for nothing', () => {
	const { invariants } = testProfile('x').profile;
	const judged = invariants.filter((invariant) => invariant.expected !== 'observed').map((invariant) => invariant.name);
	const covered = new Set(Object.values(SABOTAGES).flatMap((sabotages) => sabotages.map((sabotage) => sabotage.check)));
	expect(judged.filter((name) => !covered.has(name))).toEqual([]);
	for (const file of TIERS) {
		const checks = [
			...checksOf(file, 'postcondition').map((step) => step.check),
			...file.deltas.map(({ object }) => `delta_${object}`),
		];
		const broken = (SABOTAGES[file.tier] ?? []).map((sabotage) => sabotage.check).filter((check) => !judged.includes(check));
		expect(broken.sort(), `tier ${file.tier}`).toEqual(checks.sort());
	}
});

describe.each(TIERS.map((file) => file.tier))('tier %i is rolled back before COMMIT, with the violation named', (tier) => {
	let database: TestDatabase;
	let context: RolloutContext;
	let before: string;

	beforeAll(async () => {
		database = await createDatabaseAt(stateBefore(tier));
		context = contextFor(database);
		before = await standing(database.db);
	});
	afterAll(() => database.drop());

	it.each((SABOTAGES[tier] ?? []).map((sabotage) => [sabotage.check, sabotage] as const))('%s', async (check, sabotage) => {
		const violations = expect.arrayContaining([expect.objectContaining({ check, ...sabotage.says })]);
		const error = { code: 'AXIS_POSTCONDITION', message: expect.stringContaining('Nothing was changed but the run ledger.') };
		await whileSabotaged(sabotage, async () => {
			const planted = await standing(database.db);
			const refusal: unknown = await applyTier(context, REQUEST, String(tier)).catch((reason: unknown) => reason);
			expect(refusal).toMatchObject({ ...error, status: 409, extensions: { tier, violations } });
			expect(await standing(database.db)).toBe(planted);
		});
		expect(await lastRun(database.db)).toMatchObject({
			action: 'apply',
			tiers: [tier],
			status: 'failed',
			result: null,
			finished_at: expect.any(String),
			error: { ...error, facts: { tier, violations } },
		});
		await expectNoLocks(database.db);
		expect(await standing(database.db)).toBe(before);
	});

	it('applies after all of that, since every saboteur left the database as it was', async () => {
		await applyTier(context, REQUEST, String(tier));
		await rollbackTier(context, REQUEST, String(tier));
		expect(await standing(database.db)).toBe(before);
	});

	async function whileSabotaged(sabotage: BrokenCheck, work: () => Promise<void>): Promise<void> {
		await plant(database.db, sabotage);
		try {
			await work();
		} finally {
			await unmask(database.db);
		}
	}
});

describe('a rollback is rolled back itself', () => {
	it.each([
		['2', 'axis_registry', 'tier 2'],
		['3', 'governance_object_ownership', 'tier 3'],
		['5', 'topic_label_reconcile_decision', 'tier 5'],
		['6', 'governance_scan_run', 'tier 6'],
	] as const)('where tier %s leaves rows of %s behind', async (tier, table, state) => {
		const database = await createDatabaseAt(state);
		try {
			const context = contextFor(database);
			await plant(database.db, { table, on: 'delete', swallow: 'true' });
			const before = await standing(database.db);
			const violations: Violation[] = [{ violation: 'the tier left something behind', check: 'tier_gone' }];
			const error = { code: 'AXIS_POSTCONDITION', extensions: { violations } };
			await expect(rollbackTier(context, REQUEST, tier)).rejects.toMatchObject(error);
			expect(await lastRun(database.db)).toMatchObject({
				action: 'rollback',
				status: 'failed',
				error: { facts: { violations } },
			});
			expect(await standing(database.db)).toBe(before);
			await unmask(database.db);
			await rollbackTier(context, REQUEST, tier);
		} finally {
			await database.drop();
		}
	});
});
