/** A sealed plan: an apply under it does just what was sealed, once. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier, tiersThrough } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackAll } from '../../../src/rollout/rollback';
import { sealPlan } from '../../../src/seal/seal';
import { contextFor, ratify, testProfile, type TestDatabase } from '../support/database';
import { SEED_ANCHORS } from '../support/owned';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { refusedUnchanged } from './refused';

let database: TestDatabase;
let context: RolloutContext;

async function open(state: State): Promise<void> {
	database = await createDatabaseAt(state);
	context = contextFor(database, { loaded: sealedProfile() });
}
afterEach(() => database.drop());

/** The reference profile, asking for a seal; `change` as a person edits the file later. */
function sealedProfile(change: (profile: Record<string, unknown>) => void = () => {}) {
	return testProfile(database.name, (profile) => {
		profile.ratification = { minimum: 1, sealed: true };
		change(profile);
	});
}

const seal = async (through: number | null = null, minutesAgo = 0) => {
	const { token } = await sealPlan(context, REQUEST, tiersThrough(context, through));
	if (minutesAgo > 0)
		await database.db.raw(
			`update axis_internal.plan_seal set sealed_at = sealed_at - ? * interval '1 minute', expires_at = expires_at - ? * interval '1 minute'`,
			[minutesAgo, minutesAgo],
		);
	return token;
};

const refused = (apply: () => Promise<unknown>, error: object) => refusedUnchanged(database, apply, error);

describe('from the start of a rollout', () => {
	beforeEach(() => open('ratified'));

	it('an apply without a seal is refused, and one with a token that nobody gave out', async () => {
		const missing = { code: 'AXIS_NOT_SEALED', status: 409, extensions: { reason: 'missing' } };
		await refused(() => applyTier(context, REQUEST, '1'), missing);
		await refused(() => applyAll(context, REQUEST, null), missing);
		await refused(() => applyTier(context, { ...REQUEST, seal: 'axis-seal-x' }, '1'), { extensions: { reason: 'unknown' } });
	});

	it('one seal carries a whole rollout, whose own numbers move, and no second one', async () => {
		const token = await seal();
		const { run } = await applyAll(context, { ...REQUEST, seal: token }, null);
		expect(run.status).toBe('passed');
		expect(await database.db('axis_internal.plan_seal').first('used_by')).toEqual({ used_by: run.id });
		await rollbackAll(context, REQUEST, null);
		await refused(() => applyAll(context, { ...REQUEST, seal: token }, null), {
			code: 'AXIS_NOT_SEALED',
			extensions: { reason: 'used' },
		});
	});

	it('the token is nowhere in the database', async () => {
		const token = await seal();
		const { rows } = await database.db.raw(`select to_jsonb(plan_seal)::text as text from axis_internal.plan_seal`);
		expect(rows).toHaveLength(1);
		expect(rows[0].text).not.toContain(token.replace('axis-seal-', ''));
	});

	it('a seal may be made before the ratification, which it does not speak of', async () => {
		await database.db('os_proposal_approvals').delete();
		const token = await seal(1);
		await refused(() => applyTier(context, { ...REQUEST, seal: token }, '1'), { code: 'AXIS_GATE_CLOSED' });
		await ratify(database.db);
		expect((await applyTier(context, { ...REQUEST, seal: token }, '1')).committed).toBe(true);
	});

	it('one whose parts another build wrote otherwise is refused in words', async () => {
		const token = await seal();
		await database.db('axis_internal.plan_seal').update({ parts: JSON.stringify({ tiers: [1, 2] }) });
		const unreadable = {
			code: 'AXIS_NOT_SEALED',
			extensions: { reason: 'unreadable' },
			message: expect.stringContaining('another build of the extension made the seal'),
		};
		await refused(() => applyTier(context, { ...REQUEST, seal: token }, '1'), unreadable);
		await refused(() => applyAll(context, { ...REQUEST, seal: token }, null), unreadable);
	});

	it('it expires', async () => {
		const token = await seal(null, 61);
		await refused(() => applyTier(context, { ...REQUEST, seal: token }, '1'), {
			code: 'AXIS_NOT_SEALED',
			extensions: { reason: 'expired', expires_at: expect.stringMatching(/Z$/) },
		});
	});

	it('it holds for its approval code and its tiers alone', async () => {
		const token = await seal(1);
		await refused(() => applyTier(context, { requestedBy: 'test', ratifiedApr: 'APR-0001', seal: token }, '1'), {
			extensions: { reason: 'approval' },
		});
		await applyTier(context, { ...REQUEST, seal: token }, '1');
		const next = await seal(1);
		await refused(() => applyTier(context, { ...REQUEST, seal: next }, '2'), { extensions: { reason: 'tier' } });
	});

	it('of two applies at once under one seal, one commits', async () => {
		const token = await seal(1);
		const outcomes = await Promise.allSettled(
			[database.db, database.connect()].map((db) => applyTier({ ...context, db }, { ...REQUEST, seal: token }, '1')),
		);
		expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
	});

	it('a tier that was rolled back leaves the seal good', async () => {
		const token = await seal(1);
		const broken: RolloutContext = {
			...context,
			observe: ({ section }) => (section === 'postcondition' ? Promise.reject(new Error('stop')) : Promise.resolve()),
		};
		await refused(() => applyTier(broken, { ...REQUEST, seal: token }, '1'), { message: 'stop' });
		expect((await applyTier(context, { ...REQUEST, seal: token }, '1')).committed).toBe(true);
	});

	it('one that is made for fewer tiers than are asked for stops the run before its first change', async () => {
		const token = await seal(3);
		await refused(() => applyAll(context, { ...REQUEST, seal: token }, null), {
			code: 'AXIS_NOT_SEALED',
			extensions: { reason: 'tier', committed_tiers: [] },
		});
		expect((await applyAll(context, { ...REQUEST, seal: token }, 3)).tiers.map(({ tier }) => tier)).toEqual([1, 2, 3]);
	});

	it('a rehearsal and a rollback need none', async () => {
		expect((await rehearse(context, REQUEST, null)).run.status).toBe('passed');
		await applyTier(context, { ...REQUEST, seal: await seal() }, '1');
		await rollbackAll(context, REQUEST, null);
	});

	it.each([
		['profile', null, async () => (context = { ...context, loaded: sealedProfile((profile) => (profile.name = 'other')) })],
		['preflight', 'ownership_rows', () => database.db.raw(`${SEED_ANCHORS} limit 1`)],
		[
			'objects',
			'sha256',
			() => database.db('collection_registry').where({ collection_name: 'kg_nodes' }).update({ group: 'GRP-BUSINESS' }),
		],
	] as const)('what changes in %s (%s) is named', async (part, name, change) => {
		const token = await seal();
		await change();
		const error = { code: 'AXIS_PLAN_CHANGED', message: expect.stringContaining('Nothing was changed.') };
		await refused(() => applyTier(context, { ...REQUEST, seal: token }, '1'), error);
		const caught: unknown = await applyTier(context, { ...REQUEST, seal: token }, '1').catch((reason: unknown) => reason);
		expect(caught).toMatchObject({
			extensions: { differences: expect.arrayContaining([expect.objectContaining({ part, name })]) },
		});
	});
});

it('between two tiers of a run the objects must stay as they were sealed', async () => {
	await open('ratified');
	const token = await seal();
	let moved = false;
	const watched: RolloutContext = {
		...context,
		async observe({ tier }) {
			if (tier !== 2 || moved) return;
			moved = true;
			await database.db('collection_registry').where({ collection_name: 'kg_nodes' }).update({ group: 'GRP-BUSINESS' });
		},
	};
	await expect(applyAll(watched, { ...REQUEST, seal: token }, null)).rejects.toMatchObject({
		code: 'AXIS_PLAN_CHANGED',
		extensions: { committed_tiers: [1, 2], differences: [expect.objectContaining({ part: 'objects' })] },
	});
});

it('where the profile asks for none, one that is given is held to', async () => {
	database = await createDatabaseAt('ratified');
	context = contextFor(database);
	const token = await seal(2);
	await applyTier(context, REQUEST, '1');
	await refused(() => applyTier(context, { ...REQUEST, seal: token }, '2'), {
		code: 'AXIS_PLAN_CHANGED',
		extensions: { differences: [{ part: 'preflight', name: 'axis_tables_present', sealed: 0, actual: 11 }] },
	});
});
