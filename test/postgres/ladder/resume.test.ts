/** Applying the whole rollout: it stops where it must, keeps what was committed, goes on from there, and never runs beside another. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, type TestDatabase } from '../support/database';
import { backendPid, until, untilBlocked } from '../support/sessions';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { countRows, lastRun, refused } from './proof';
import { plant, unmask } from './saboteur';

let database: TestDatabase;
let context: RolloutContext;

const at = (state: State) =>
	beforeEach(async () => {
		database = await createDatabaseAt(state);
		context = contextFor(database);
	});
afterEach(() => database.drop());

const BUSY = { code: 'AXIS_ROLLOUT_BUSY', status: 409, extensions: { reason: 'running' } };
const numbers = (tiers: readonly { tier: number }[]) => tiers.map((result) => result.tier);

/** Calls once, in front of the first change of the tier. */
const inTier = (tier: number, act: () => Promise<void>): Observer => {
	let done = false;
	return async (step) => {
		if (done || step.tier !== tier || step.section !== 'change') return;
		done = true;
		await act();
	};
};

describe('from the start', () => {
	at('ratified');

	it('stops at the first tier that fails, keeps those before it, and a second call goes on', async () => {
		await plant(database.db, { table: 'governance_object_ownership', swallow: `row.scope = 'audit'` });
		await expect(applyAll(context, REQUEST, null)).rejects.toMatchObject({
			code: 'AXIS_POSTCONDITION',
			message: expect.stringContaining('Before that, tiers 1, 2 were applied and committed; call again to go on from there.'),
			extensions: { tier: 3, committed_tiers: [1, 2] },
		});
		expect((await readPlan(context)).tiers.map((tier) => tier.state)).toEqual([
			'applied',
			'applied',
			'ready',
			'pending',
			'pending',
			'pending',
			'pending',
		]);
		await unmask(database.db);
		const answer = await applyAll(context, REQUEST, null);
		expect(numbers(answer.tiers)).toEqual([3, 4, 5, 6, 8]);
		expect(answer.run).toMatchObject({ status: 'passed', tiers: [1, 2, 3, 4, 5, 6, 8] });
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
	});

	it('ends with the tier that `through` names, and verifies only after the last one', async () => {
		expect(numbers((await applyAll(context, REQUEST, 1)).tiers)).toEqual([1]);
		expect(numbers((await applyAll(context, { ...REQUEST, ratifiedApr: null }, 2)).tiers)).toEqual([2]);
		expect(numbers((await applyAll(context, REQUEST, 2)).tiers)).toEqual([]);
		expect(numbers((await applyAll(context, REQUEST, 6)).tiers)).toEqual([3, 4, 5, 6]);
		expect(numbers((await applyAll(context, REQUEST, 8)).tiers)).toEqual([8]);
		await refused(database.db, () => applyAll(context, REQUEST, 7), { code: 'AXIS_UNKNOWN_TIER', extensions: { tier: '7' } });
	});

	it('of two at once, one runs and the other is told that it is busy', async () => {
		const other = { ...context, db: database.connect() };
		const outcomes = await Promise.allSettled([applyAll(context, REQUEST, null), applyAll(other, REQUEST, null)]);
		const refusals = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
		expect(refusals).toMatchObject([BUSY]);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		expect(await database.db('axis_rollout_run').where({ status: 'refused' })).toMatchObject([
			{ action: 'apply', tiers: [1, 2, 3, 4, 5, 6, 8], error: { code: 'AXIS_ROLLOUT_BUSY' } },
		]);
	});

	it('nobody applies or rolls back a single tier while a sequence runs, between two of its tiers neither', async () => {
		const other = { ...context, db: database.connect() };
		const refusals: unknown[] = [];
		const knock = async () => {
			for (const act of [() => applyTier(other, REQUEST, '3'), () => rollbackAll(other, REQUEST, null)])
				refusals.push(await act().catch((error: unknown) => error));
		};
		const watched = { ...context, observe: inTier(2, knock), onStructureChange: knock };
		expect(numbers((await applyAll(watched, REQUEST, 2)).tiers)).toEqual([1, 2]);
		expect(refusals).toMatchObject([BUSY, BUSY, BUSY, BUSY]);
	});

	it('a ratification deleted between two tiers refuses the next one, and the earlier ones stay', async () => {
		const onStructureChange = async () => void (await database.db('os_proposal_approvals').delete());
		await expect(applyAll({ ...context, onStructureChange }, REQUEST, null)).rejects.toMatchObject({
			code: 'AXIS_GATE_CLOSED',
			extensions: { committed_tiers: [1] },
		});
		expect(await lastRun(database.db)).toMatchObject({ tiers: [2], status: 'refused', error: { code: 'AXIS_GATE_CLOSED' } });
		expect((await readPlan(context)).tiers.map((tier) => tier.state).slice(0, 2)).toEqual(['applied', 'blocked']);
	});
});

describe('a ratification that somebody deletes while a tier runs', () => {
	at('tier 2');

	it('waits for the tier’s COMMIT: the tier stays, and the next one is refused', async () => {
		const order: string[] = [];
		let deletion: Promise<unknown> = Promise.resolve();
		const remove = async () => {
			const session = database.connect();
			const trx = await session.transaction();
			const pid = await backendPid(trx);
			deletion = trx('os_proposal_approvals')
				.delete()
				.then(() => order.push('deleted'))
				.then(() => trx.commit());
			await untilBlocked(database.db, pid);
			order.push('tier goes on');
		};
		await applyTier({ ...context, observe: inTier(3, remove) }, REQUEST, '3');
		expect(await countRows(database.db, 'governance_object_ownership')).toBe(30);
		await deletion;
		expect(order).toEqual(['tier goes on', 'deleted']);
		await refused(database.db, () => applyTier(context, REQUEST, '4'), { code: 'AXIS_GATE_CLOSED' });
	});

	it('goes first where it was first: the tier waits, then refuses and changes nothing', async () => {
		const trx = await database.connect().transaction();
		await trx('os_proposal_approvals').delete();
		const applying = applyTier(context, REQUEST, '3').then(
			() => 'applied',
			(error: unknown) => error,
		);
		await until(database.db, 'select from pg_locks where not granted');
		await trx.commit();
		expect(await applying).toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		expect(await countRows(database.db, 'governance_object_ownership')).toBe(0);
	});
});

describe('when everything is applied', () => {
	at('tier 6');

	it('another call only verifies, and fails by name when something drifted', async () => {
		expect(numbers((await applyAll(context, REQUEST, null)).tiers)).toEqual([8]);
		await database.db('governance_drift_state').where({ detector_code: 'stale_candidate' }).update({ state: 'resolved' });
		const violations = [{ violation: 'a check does not hold', check: 'open_drift', expected: 38, actual: 37 }];
		const error = { code: 'AXIS_POSTCONDITION', extensions: { tier: 8, violations } };
		await expect(applyAll(context, REQUEST, null)).rejects.toMatchObject({ ...error, extensions: { committed_tiers: [] } });
		await expect(applyTier(context, REQUEST, '8')).rejects.toMatchObject(error);
		expect(await lastRun(database.db)).toMatchObject({ tiers: [8], status: 'failed', error: { facts: { violations } } });
		expect((await readPlan(context)).tiers.at(-1)).toMatchObject({
			tier: 8,
			state: 'drifted',
			blockers: [{ code: 'open_drift' }],
		});
	});
});
