/** Tiers are applied in order, taken back in the opposite one, and each only once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;

const at = (state: State) =>
	beforeEach(async () => {
		database = await createDatabaseAt(state);
		context = contextFor(database);
	});
afterEach(() => database.drop());

/** The refusal changes nothing and is recorded as such, with its code. */
async function refused(action: 'apply' | 'rollback', tier: string, error: object): Promise<void> {
	const before = await fingerprint(database.db);
	const act = action === 'apply' ? applyTier : rollbackTier;
	await expect(act(context, REQUEST, tier)).rejects.toMatchObject(error);
	expect(await fingerprint(database.db)).toBe(before);
	const [run] = (await listRuns(database.db, { limit: 1, offset: 0 })).runs;
	expect(run).toMatchObject({ action, tiers: [Number(tier)], status: 'refused', error, finished_at: expect.any(String) });
}

describe('before tier 1', () => {
	at('ratified');
	it('tier 2 is refused', () =>
		refused('apply', '2', { code: 'AXIS_ORDER', message: expect.stringContaining('Apply tier 1 first.') }));
	it('there is nothing to roll back', async () => {
		await refused('rollback', '1', { code: 'AXIS_ORDER', message: expect.stringContaining('it is not applied') });
		await refused('rollback', '2', { code: 'AXIS_ORDER' });
	});
});

describe('after tier 1', () => {
	at('tier 1');
	it('it is refused again', () => refused('apply', '1', { code: 'AXIS_ALREADY_APPLIED' }));
	it('tier 2 cannot be rolled back', () => refused('rollback', '2', { code: 'AXIS_ORDER' }));
	it('it is rolled back once', async () => {
		await rollbackTier(context, REQUEST, '1');
		await refused('rollback', '1', { code: 'AXIS_ORDER', message: expect.stringContaining('it is not applied') });
	});
});

describe('after tier 2', () => {
	at('tier 2');
	it('neither is applied again', async () => {
		await refused('apply', '2', { code: 'AXIS_ALREADY_APPLIED' });
		await refused('apply', '1', { code: 'AXIS_ALREADY_APPLIED' });
	});
	it('tier 1 stays while tier 2 stands on it', () =>
		refused('rollback', '1', { code: 'AXIS_ORDER', message: expect.stringContaining('Roll back tier 2 first.') }));
	it('tier 2 is rolled back once, then tier 1', async () => {
		await rollbackTier(context, REQUEST, '2');
		await refused('rollback', '2', { code: 'AXIS_ORDER' });
		await rollbackTier(context, REQUEST, '1');
	});
});

describe('a tier that there is not', () => {
	at('ratified');
	it.each(['0', '9', 'x', '', '1; drop table axis_rollout_run', '1e0', '١'])(
		'%j is refused both ways, and leaves no run',
		async (tier) => {
			const error = { code: 'AXIS_UNKNOWN_TIER', status: 404 };
			await expect(applyTier(context, REQUEST, tier)).rejects.toMatchObject(error);
			await expect(rollbackTier(context, REQUEST, tier)).rejects.toMatchObject(error);
			expect((await listRuns(database.db, { limit: 10, offset: 0 })).total).toBe(0);
		},
	);

	it('is one that the profile leaves out', async () => {
		const loaded = testProfile(database.name, (profile) => Object.assign(profile, { rollout: { order: ['structure'] } }));
		await expect(applyTier({ ...context, loaded }, REQUEST, '2')).rejects.toMatchObject({
			code: 'AXIS_UNKNOWN_TIER',
			extensions: { known: ['structure'] },
		});
	});
});

describe('a run that passed', () => {
	at('ratified');
	it('is recorded with who asked, what moved and the numbers it went by', async () => {
		const answer = await applyTier(context, { requestedBy: 'someone', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' }, '1');
		const [run] = (await listRuns(database.db, { limit: 1, offset: 0 })).runs;
		expect(run).toEqual(answer.run);
		expect(run).toMatchObject({
			action: 'apply',
			status: 'passed',
			requested_by: 'someone',
			ratified_apr: 'APR-BOOT-AUTHMODEL-1',
			profile_sha256: context.loaded.sha256,
			result: { tiers: answer.tiers, expected: { inventory: 35, active_scopes: 6, canonical_gap: 210 } },
			error: null,
		});
	});

	it('tells the host once that tables came and went; a host that fails to listen fails nothing', async () => {
		const told: string[] = [];
		const onStructureChange = () => {
			told.push('told');
			return Promise.reject(new Error('deaf'));
		};
		const log = { warn: (message: string) => void told.push(message) };
		await applyTier({ ...context, onStructureChange, log }, REQUEST, '1');
		await applyTier({ ...context, onStructureChange, log }, REQUEST, '2');
		expect(told).toEqual(['told', expect.stringMatching(/schema cache was not cleared after tier 1.*deaf/)]);
	});
});
