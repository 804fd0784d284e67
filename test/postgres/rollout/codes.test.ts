/** The code of an approval: asked for where the plan says so; one that nobody gave opens nothing, also where nothing is left to apply. */
import { afterEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { readPlan } from '../../../src/rollout/plan';
import type { RolloutContext, RunRequest } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { refusedUnchanged } from './refused';

let database: TestDatabase;
let context: RolloutContext;
afterEach(() => database.drop());

describe('where nothing is left to apply', () => {
	const FORGED = 'APR-OF-NOWHERE';
	const ways: [string, (request: RunRequest) => Promise<unknown>][] = [
		['all tiers', (request) => applyAll(context, request, null)],
		['the first tiers', (request) => applyAll(context, request, 2)],
		['the verification', (request) => applyTier(context, request, '8')],
	];

	it('a forged seal or code is refused all the same, and no run passes under it', async () => {
		database = await createDatabaseAt('tier 6');
		const ratifiedAs = (ratification: Record<string, unknown>) =>
			contextFor(database, { loaded: testProfile(database.name, (profile) => (profile.ratification = ratification)) });
		context = ratifiedAs({ minimum: 1, sealed: true });
		const seals = { code: 'AXIS_NOT_SEALED', extensions: { reason: 'unknown' } };
		for (const [, apply] of ways) await refusedUnchanged(database, () => apply({ ...REQUEST, seal: 'axis-seal-x' }), seals);
		for (const [, apply] of ways)
			await refusedUnchanged(database, () => apply({ requestedBy: 'test', ratifiedApr: FORGED }), { code: 'AXIS_PRECONDITION' });
		context = ratifiedAs({ minimum: 1, approved: true });
		for (const [, apply] of ways)
			await refusedUnchanged(database, () => apply({ requestedBy: 'test', ratifiedApr: FORGED }), {
				code: 'AXIS_GATE_CLOSED',
				extensions: { blockers: [expect.objectContaining({ code: 'approval_not_approved' })] },
			});
		expect(await database.db('axis_rollout_run').where({ status: 'passed', ratified_apr: FORGED })).toEqual([]);
	});
});

describe('a code', () => {
	it('is asked for by the engine where the plan says so, and nowhere else', async () => {
		database = await createDatabaseAt('ratified');
		context = contextFor(database);
		const needing = (await readPlan(context)).tiers.filter(({ needs_code }) => needs_code).map(({ tier }) => tier);
		expect(needing).toEqual([3, 4, 5]);
		const loaded = testProfile(database.name, (profile) => {
			profile.ratification = { minimum: 1, approved: true, structure: false };
		});
		expect((await readPlan({ ...context, loaded })).tiers.filter(({ needs_code }) => needs_code).map(({ tier }) => tier)).toEqual(
			[2, 3, 4, 5, 6],
		);
		for (const tier of [1, 2, 3, 4, 5, 6]) {
			const asked = applyTier(context, { requestedBy: 'test', ratifiedApr: null }, String(tier));
			if (needing.includes(tier)) {
				await expect(asked).rejects.toMatchObject({
					code: 'AXIS_INVALID_PAYLOAD',
					message: expect.stringContaining('ratified_apr'),
				});
				await applyTier(context, REQUEST, String(tier));
			} else {
				await asked;
			}
		}
	});
});
