/** The rehearsal: every tier for real, on the live database, and nothing of it stays. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { rehearse } from '../../../src/rollout/rehearse';
import { contextFor, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { backendPid, untilBlocked } from '../support/sessions';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { countRows, expectNoLocks, lastRun, refused, standing } from './proof';
import { plant, unmask } from './saboteur';

let database: TestDatabase;
let context: RolloutContext;

const at = (state: State) =>
	beforeEach(async () => {
		database = await createDatabaseAt(state);
		context = contextFor(database);
	});
afterEach(() => database.drop());

const numbers = (tiers: readonly { tier: number }[]) => tiers.map((result) => result.tier);
const hasAxisTables = async (db: Knex) =>
	(await db.raw(`select to_regclass('axis_registry') is not null as found`)).rows[0].found;

/** Calls once, after tier 1 has changed what it changes. */
const afterStructure = (act: () => Promise<void>): Observer => {
	let done = false;
	return async (step) => {
		if (done || step.tier !== 1 || step.section !== 'postcondition') return;
		done = true;
		await act();
	};
};

describe('on the fresh reference deployment', () => {
	at('fresh');

	it('reports the way from 210 gaps to none, tier by tier, with a shut gate and with an open one', async () => {
		for (const open of [false, true]) {
			if (open) await ratify(database.db);
			const before = await fingerprint(database.db, (name) => name === 'governance_object_ownership_id_seq');
			const answer = await rehearse(context, { ...REQUEST, ratifiedApr: null }, null);
			expect(answer).toMatchObject({ committed: false, gate_open: open, run: { status: 'passed', ratified_apr: 'REHEARSAL' } });
			const moved = answer.tiers.flatMap((tier) =>
				tier.deltas.map(({ object, before: from, after }) => [tier.tier, object, from, after]),
			);
			expect(moved).toEqual(
				expect.arrayContaining([
					[1, 'tables', expect.any(Number), expect.any(Number)],
					[2, 'v_axis_coverage_gap', 0, 210],
					[3, 'v_object_owner_gap', 210, 0],
					[4, 'axis_assignment', 0, 35],
					[5, 'v_axis_coverage_gap', 0, 1],
					[6, 'governance_drift_state', 0, 38],
				]),
			);
			expect(answer.tiers.flatMap((tier) => tier.checks).filter((check) => !check.ok)).toEqual([]);
			// Dropped with the transaction: the sequences of the new tables. Only one was there before, and stays moved.
			expect(answer.sequences_moved).toEqual(['governance_object_ownership_id_seq']);
			expect(await fingerprint(database.db, (name) => name === 'governance_object_ownership_id_seq')).toBe(before);
			await expectNoLocks(database.db);
		}
	});

	it('ends with the tier that `through` names', async () => {
		expect(numbers((await rehearse(context, REQUEST, 2)).tiers)).toEqual([1, 2]);
		expect(numbers((await rehearse(context, REQUEST, 8)).tiers)).toEqual([1, 2, 3, 4, 5, 6, 8]);
		await refused(database.db, () => rehearse(context, REQUEST, 7), { code: 'AXIS_UNKNOWN_TIER' });
		expect(await hasAxisTables(database.db)).toBe(false);
	});

	it('answers what fails, and does not go on after it; nothing stays', async () => {
		await plant(database.db, { table: 'governance_object_ownership', swallow: `row.scope = 'audit'` });
		const before = await standing(database.db);
		const answer = await rehearse(context, REQUEST, null);
		expect(numbers(answer.tiers)).toEqual([1, 2, 3]);
		const failed = {
			tier: 3,
			status: 'failed',
			violations: expect.arrayContaining([expect.objectContaining({ check: 'rows_seeded', expected: 30, actual: 25 })]),
		};
		expect(answer.tiers.at(-1)).toMatchObject(failed);
		expect(answer.run).toMatchObject({
			status: 'failed',
			error: null,
			result: { tiers: [{ status: 'passed' }, { status: 'passed' }, failed] },
		});
		expect(await lastRun(database.db)).toEqual(answer.run);
		expect(await standing(database.db)).toBe(before);
		await unmask(database.db);
		expect((await rehearse(context, REQUEST, null)).run.status).toBe('passed');
	});

	it('says which locks each tier takes on what was there before; the heavy one is tier 1’s', async () => {
		const locks = new Map((await rehearse(context, REQUEST, null)).tiers.map((tier) => [tier.tier, tier.locks]));
		const heavy = { object: 'governance_registry', mode: 'ShareRowExclusiveLock' };
		expect(locks.get(1)).toContainEqual(heavy);
		for (const tier of [2, 3, 4, 5, 6, 8]) expect(locks.get(tier), `tier ${tier}`).not.toContainEqual(heavy);
		expect(locks.get(3)).toContainEqual({ object: 'governance_object_ownership', mode: 'RowExclusiveLock' });
		expect(locks.get(8)).toEqual([]);
		const modes = new Set([...locks.values()].flat().map((lock) => lock.mode));
		expect([...modes].filter((mode) => mode.startsWith('AccessExclusive'))).toEqual([]);
	});

	it('while it runs others read everything, and who writes the authorities waits for its end', async () => {
		const other = database.connect();
		const order: string[] = [];
		let write: Promise<unknown> = Promise.resolve();
		const observe = afterStructure(async () => {
			for (const table of ['governance_registry', 'governance_object_ownership', 'v_object_owner_gap', 'event_outbox'])
				expect(await countRows(other, table), table).toBeGreaterThanOrEqual(0);
			expect(await hasAxisTables(other)).toBe(false);
			await other('governance_object_ownership').where({ id: 0 }).delete();
			const trx = await other.transaction();
			const pid = await backendPid(trx);
			write = trx('governance_registry')
				.where({ code: 'GOV-DOT' })
				.update({ name: 'DOT' })
				.then(() => order.push('written'))
				.then(() => trx.commit());
			await untilBlocked(database.db, pid);
			order.push('rehearsal goes on');
		});
		expect((await rehearse({ ...context, observe }, REQUEST, null)).run.status).toBe('passed');
		await write;
		expect(order).toEqual(['rehearsal goes on', 'written']);
	});

	it('gives up where somebody holds a table, as apply does: busy, and nothing changed', async () => {
		const loaded = testProfile(
			database.name,
			(profile) =>
				(profile.rollout = {
					order: ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'],
					lock_timeout_ms: 200,
				}),
		);
		const trx = await database.connect().transaction();
		await trx('governance_registry').where({ code: 'GOV-DOT' }).update({ name: 'DOT!' });
		const hurried = { ...context, loaded };
		const before = await standing(database.db);
		const answer = await rehearse(hurried, REQUEST, null);
		expect(answer.tiers).toMatchObject([{ tier: 1, status: 'failed', violations: [{ code: 'AXIS_ROLLOUT_BUSY' }] }]);
		expect(await standing(database.db)).toBe(before);
		await ratify(database.db);
		await refused(database.db, () => applyTier(hurried, REQUEST, '1'), {
			code: 'AXIS_ROLLOUT_BUSY',
			extensions: { reason: 'lock_timeout', wait_ms: 200 },
		});
		await trx.rollback();
		await applyTier(hurried, REQUEST, '1');
	});

	it('is refused while another run is in progress, and the other way round', async () => {
		const others = { ...context, db: database.connect() };
		const busy = { code: 'AXIS_ROLLOUT_BUSY', extensions: { reason: 'running' } };
		await ratify(database.db);
		const observe = afterStructure(async () => {
			await expect(rehearse(others, REQUEST, null)).rejects.toMatchObject(busy);
			await expect(applyAll(others, REQUEST, null)).rejects.toMatchObject(busy);
			await expect(applyTier(others, REQUEST, '1')).rejects.toMatchObject(busy);
		});
		await rehearse({ ...context, observe }, REQUEST, 1);
	});
});

describe('from a half-applied rollout', () => {
	at('tier 3');

	it('goes on where that stands, and leaves no mark of a rehearsal', async () => {
		const before = await standing(database.db);
		const answer = await rehearse(context, REQUEST, null);
		expect(numbers(answer.tiers)).toEqual([4, 5, 6, 8]);
		expect(answer.run.status).toBe('passed');
		// The scan's number is given for good, since its table was there before.
		expect(answer.sequences_moved).toEqual(['governance_scan_run_scan_id_seq']);
		expect(await countRows(database.db, 'axis_internal.rehearsal_mark')).toBe(0);
		expect(await standing(database.db)).toBe(before);
		await database.db('os_proposal_approvals').delete();
		const shut = await rehearse(context, REQUEST, null);
		expect([shut.gate_open, shut.run.status]).toEqual([false, 'passed']);
		await expect(database.db('axis_value').delete()).rejects.toMatchObject({ code: 'AX001' });
		expect(await countRows(database.db, 'axis_internal.rehearsal_mark')).toBe(0);
	});

	it('with nothing left to apply it verifies', async () => {
		await applyAll(context, REQUEST, null);
		expect(numbers((await rehearse(context, REQUEST, null)).tiers)).toEqual([8]);
		expect(numbers((await rehearse(context, REQUEST, 6)).tiers)).toEqual([]);
	});
});
