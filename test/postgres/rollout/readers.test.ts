/** Readers do not keep the structure from being changed, and are not the victims of it. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { readReport } from '../../../src/coverage/reports';
import { LOCKS, NAMESPACE } from '../../../src/db/lock-keys';
import { sqlState } from '../../../src/db/sqlstate';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { outcomeOf, until } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

const TIMES = 2;
const PAGE = { limit: 100, offset: 0 };
/** undefined_table, and internal_error where it went between parsing and locking: tier 1 is away at that moment. */
const AWAY = ['42P01', 'XX000'];

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 1');
	context = contextFor(database);
});
afterEach(() => database.drop());

/** Reads without a pause until `done`; answers how often, and every failure but that there is no structure to read. */
async function readUntil(done: () => boolean, read: () => Promise<unknown>): Promise<{ reads: number; failures: unknown[] }> {
	const failures: unknown[] = [];
	let reads = 0;
	while (!done()) {
		const outcome = await outcomeOf(read());
		reads++;
		if ('error' in outcome && !AWAY.includes(sqlState(outcome.error) ?? '')) failures.push(outcome.error);
	}
	return { reads, failures };
}

/** What a report of somebody else does: several views and tables in one transaction, in an order of its own. */
const foreignReport = (db: Knex) => () =>
	db.transaction(async (trx) => {
		await trx.raw('select count(*) from topic_taxonomy_map');
		await trx.raw('select * from v_ui_coverage_dashboard');
		await trx.raw('select count(*) from axis_registry join governance_registry on true');
		await trx.raw('select * from v_axis_coverage_gap');
	});

it('tier 1 is rolled back and applied every time beside readers who never pause, and none of them fails', async () => {
	let done = false;
	const [mine, others] = [database.connect(), database.connect()];
	const readers = [
		() => readPlan({ ...context, db: mine }),
		() => readCoverage(mine),
		() => readReport(mine, 'drift/summary', PAGE),
		foreignReport(others),
	].map((read) => readUntil(() => done, read));
	const act = async () => {
		for (let times = 0; times < TIMES; times++) {
			await rollbackTier(context, REQUEST, '1', { force: true });
			await applyTier(context, REQUEST, '1');
		}
	};
	const outcome = await outcomeOf(act());
	done = true;
	const told = await Promise.all(readers);
	expect(outcome).toEqual({ value: undefined });
	expect(told.flatMap(({ failures }) => failures)).toEqual([]);
	expect(Math.min(...told.map(({ reads }) => reads))).toBeGreaterThan(0);
}, 240_000);

it('a rollback waits for a report that is under way, and a report for the rollback; neither fails', async () => {
	const reader = database.connect();
	const other = database.connect();
	const report = await reader.transaction();
	await report.raw('select pg_advisory_xact_lock_shared(?, ?)', [NAMESPACE, LOCKS.structure]);
	const rollback = rollbackTier(context, REQUEST, '1');
	await until(database.db, `select 1 from pg_locks where locktype = 'advisory' and objid = ${LOCKS.structure} and not granted`);
	const coverage = readCoverage(other);
	// It holds a table that the rollback wants, and wants nothing that the rollback holds.
	await report.raw('select count(*) from axis_registry');
	await report.raw('select count(*) from topic_taxonomy_map');
	await report.commit();
	expect((await rollback).tiers[0]?.status).toBe('rolled_back');
	expect(await coverage).toMatchObject([{ rolled_out: false }]);
});

it('a rollback that a long transaction keeps waiting is told so, changes nothing, and passes when it has ended', async () => {
	const loaded = testProfile(database.name, (profile) => {
		profile.rollout = { order: ['structure', 'responsibility'], lock_timeout_ms: 400 };
	});
	const long = await database.connect().transaction();
	await long.raw('select count(*) from v_axis_coverage_gap');
	expect(await outcomeOf(rollbackTier({ ...context, loaded }, REQUEST, '1'))).toMatchObject({
		error: { code: 'AXIS_ROLLOUT_BUSY', extensions: { reason: 'lock_timeout', wait_ms: 400 } },
	});
	await long.commit();
	await rollbackTier({ ...context, loaded }, REQUEST, '1');
});
