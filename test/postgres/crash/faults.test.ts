/** A fault before any statement of a tier, on its way up or down: nothing is left of it, and the next call works. */
import type { Knex } from 'knex';
import { describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { Observer, RolloutContext } from '../../../src/run/context';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, type TestDatabase } from '../support/database';
import { kill, rolloutPid } from '../support/sessions';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { expectNoLocks, lastRun, standing } from '../ladder/proof';

type Fault = (other: Knex) => Promise<void>;

const throwError: Fault = () => Promise.reject(new Error('injected'));

const killBackend: Fault = async (other) => {
	const pid = await rolloutPid(other);
	if (pid === null) throw new Error('no tier runs');
	await kill(other, pid);
};

/** Calls the action with a fault before its statement `target`; answers what became of it. */
async function withFault(
	database: TestDatabase,
	other: Knex,
	fault: Fault,
	target: number,
	act: (context: RolloutContext) => Promise<unknown>,
) {
	let seen = 0;
	const observe: Observer = async () => {
		if (++seen === target) await fault(other);
	};
	const error: unknown = await act(contextFor(database, { observe })).then(
		() => null,
		(reason: unknown) => reason,
	);
	return { error, reached: seen >= target };
}

/** Faults at statement `from`, `from + stride`, … until the action runs past the last one undisturbed. Answers how many there were. */
async function faultAtEach(
	database: TestDatabase,
	other: Knex,
	{ fault, from = 1, stride = 1 }: { fault: Fault; from?: number; stride?: number },
	act: (context: RolloutContext) => Promise<unknown>,
): Promise<number> {
	const before = await standing(database.db);
	for (let target = from, faults = 0; ; target += stride, faults++) {
		const { error, reached } = await withFault(database, other, fault, target, act);
		if (!reached) {
			expect(error, 'undisturbed').toBeNull();
			return faults;
		}
		expect(error, `statement ${target}`).toBeInstanceOf(Error);
		expect(await standing(database.db), `statement ${target}`).toBe(before);
		const run = await lastRun(database.db);
		expect(run, `statement ${target}`).toMatchObject({
			status: 'failed',
			result: null,
			finished_at: expect.any(String),
			error: { message: expect.any(String) },
		});
		if (fault === throwError) expect(run?.error).toEqual({ message: 'injected' });
		await expectNoLocks(other);
	}
}

/** Tier, state before it, stride of thrown errors and of kills going up, and down. Tier 1 has hundreds of statements. */
const TIERS = [
	['1', 'ratified', 11, 97, 17],
	['2', 'tier 1', 1, 4, 1],
	['3', 'tier 2', 1, 5, 1],
	['4', 'tier 3', 1, 5, 1],
	['5', 'tier 4', 1, 5, 1],
	['6', 'tier 5', 1, 3, 1],
] as const satisfies readonly (readonly [string, State, number, number, number])[];

describe.each(TIERS)('tier %s', (tier, state, stride, killStride, downStride) => {
	it('survives an error or a killed backend before its statements, up and down', { timeout: 180_000 }, async () => {
		const database = await createDatabaseAt(state);
		const other = database.connect();
		try {
			const apply = (context: RolloutContext) => applyTier(context, REQUEST, tier);
			const rollback = (context: RolloutContext) => rollbackTier(context, REQUEST, tier);
			const entry = await standing(database.db);
			expect(await faultAtEach(database, other, { fault: throwError, stride }, apply)).toBeGreaterThan(4);
			expect(await faultAtEach(database, other, { fault: throwError, stride: downStride }, rollback)).toBeGreaterThan(2);
			expect(await standing(database.db)).toBe(entry);
			expect(await faultAtEach(database, other, { fault: killBackend, from: 2, stride: killStride }, apply)).toBeGreaterThan(1);
			expect(await faultAtEach(database, other, { fault: killBackend, from: 2, stride: 20 }, rollback)).toBeGreaterThan(0);
			expect(await standing(database.db)).toBe(entry);
		} finally {
			await database.drop();
		}
	});
});

describe('a fault in the middle of', () => {
	const inTier = (tier: number, fault: Fault, other: Knex): Observer => {
		let done = false;
		return async (step) => {
			if (done || step.tier !== tier || step.section !== 'change') return;
			done = true;
			await fault(other);
		};
	};

	it.each([
		['an error', 3, throwError],
		['a killed backend', 4, killBackend],
	])('the whole rollout (%s in tier %i) keeps the tiers before it, and the next call goes on', async (_what, tier, fault) => {
		const database = await createDatabaseAt('ratified');
		const other = database.connect();
		try {
			const observe = inTier(tier, fault, other);
			await expect(applyAll(contextFor(database, { observe }), REQUEST, null)).rejects.toBeInstanceOf(Error);
			const kept = [1, 2, 3, 4, 5, 6].filter((number) => number < tier);
			expect(await lastRun(database.db)).toMatchObject({ tiers: [tier], status: 'failed' });
			const sequence = await database.db('axis_rollout_run').whereNull('part_of').first();
			expect(sequence).toMatchObject({ status: 'failed', result: { tiers: kept.map((number) => ({ tier: number })) } });
			await expectNoLocks(other);
			const { tiers } = await applyAll(contextFor(database), REQUEST, null);
			expect(tiers.map((result) => result.tier)).toEqual([tier, ...[1, 2, 3, 4, 5, 6, 8].filter((number) => number > tier)]);
			expect(await verifyRollout(contextFor(database))).toMatchObject({ status: 'PASS' });
		} finally {
			await database.drop();
		}
	});

	it('the whole rollout tells which tiers were committed, where the database refuses a statement', async () => {
		const database = await createDatabaseAt('ratified');
		try {
			const refuse: Fault = async () => {
				await database.db.raw(`create function no() returns trigger language plpgsql as 'begin raise exception ''no''; end'`);
				await database.db.raw('create trigger no before insert on governance_object_ownership execute function no()');
			};
			const observe = inTier(2, refuse, database.db);
			await expect(applyAll(contextFor(database, { observe }), REQUEST, null)).rejects.toMatchObject({
				code: 'AXIS_POSTCONDITION',
				message: expect.stringContaining('Before that, tiers 1, 2 were applied and committed; call again to go on from there.'),
				extensions: { tier: 3, committed_tiers: [1, 2], run: expect.any(String) },
			});
		} finally {
			await database.drop();
		}
	});

	it.each([
		['an error', throwError],
		['a killed backend', killBackend],
	])('a rehearsal (%s) leaves the database as it was, and the next one passes', async (_what, fault) => {
		const database = await createDatabaseAt('fresh');
		const other = database.connect();
		try {
			const before = await standing(database.db);
			for (const tier of [1, 6]) {
				const observe = inTier(tier, fault, other);
				await expect(rehearse(contextFor(database, { observe }), REQUEST, null)).rejects.toBeInstanceOf(Error);
				expect(await lastRun(database.db)).toMatchObject({ action: 'rehearse', status: 'failed' });
				expect(await standing(database.db)).toBe(before);
				await expectNoLocks(other);
			}
			expect((await rehearse(contextFor(database), REQUEST, null)).run.status).toBe('passed');
			expect(await standing(database.db)).toBe(before);
		} finally {
			await database.drop();
		}
	});
});
