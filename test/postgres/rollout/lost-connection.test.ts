/** Connections that break: what the caller is told is what the database holds, and the ledger says the same. */
import knex, { type Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LOCKS, NAMESPACE, whileLocked } from '../../../src/db/advisory-lock';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rehearse } from '../../../src/rollout/rehearse';
import { rollbackTier } from '../../../src/rollout/rollback';
import { runScan } from '../../../src/scan/scan';
import { startProxy, type Proxy } from '../../faults/support/proxy';
import { contextFor, type TestDatabase } from '../support/database';
import { kill, outcomeOf, rolloutPid, until } from '../support/sessions';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

let database: TestDatabase;
let proxy: Proxy;
let throughProxy: Knex;
let context: RolloutContext;

async function open(state: State, pool: Knex.PoolConfig = { min: 0, max: 10 }): Promise<void> {
	database = await createDatabaseAt(state);
	const { port, pathname } = new URL(database.url);
	proxy = await startProxy(Number(port));
	throughProxy = knex({ client: 'pg', connection: `postgres://postgres@127.0.0.1:${proxy.port}${pathname}`, pool, log: SILENT });
	context = contextFor(database, { db: throughProxy });
}
afterEach(async () => {
	await throughProxy.destroy();
	await proxy.close();
	await database.drop();
});

/** knex prints every connection that breaks; here they break on purpose. */
const SILENT = { warn() {}, error() {}, debug() {}, deprecate() {} };

const statuses = async () => (await listRuns(database.db, { limit: 20, offset: 0 })).runs.map((run) => run.status);
const values = async () => Number((await database.db('axis_value').count('* as n'))[0]?.n);
/** Commits of one tier: the ledger's start, then the tier with the run's end. */
const TIER_COMMIT = 2;

const UNAVAILABLE = (reason: string) => ({
	code: 'AXIS_DATABASE_UNAVAILABLE',
	status: 503,
	extensions: { reason },
	message: expect.stringContaining('Nothing was changed'),
});

describe('COMMIT of a tier', () => {
	beforeEach(() => open('tier 1'));

	it('that reached the database and whose answer is lost is told as done', async () => {
		const { struck } = proxy.meetCommit(TIER_COMMIT, 'unanswered');
		const answer = await applyTier(context, REQUEST, '2');
		await struck;
		expect(answer).toMatchObject({ committed: true, run: { status: 'passed' }, tiers: [{ tier: 2, status: 'passed' }] });
		expect(await statuses()).toEqual(['passed', 'passed']);
		expect(await values()).toBe(6);
	});

	it('that never reached the database is told as not done, and recorded as failed', async () => {
		const { struck } = proxy.meetCommit(TIER_COMMIT, 'lost');
		const outcome = await outcomeOf(applyTier(context, REQUEST, '2'));
		await struck;
		expect(outcome).toMatchObject({ error: UNAVAILABLE('connection') });
		expect(await statuses()).toEqual(['failed', 'passed']);
		expect(await values()).toBe(0);
		expect(await applyTier(context, REQUEST, '2')).toMatchObject({ committed: true });
	});

	it('is told as unknown while the database cannot be asked, and the ledger has the truth', async () => {
		const { struck } = proxy.meetCommit(TIER_COMMIT, 'severed');
		const outcome = outcomeOf(applyTier(context, REQUEST, '2'));
		await struck;
		await until(database.db, `select 1 from axis_value`);
		const [run] = (await listRuns(database.db, { limit: 1, offset: 0 })).runs;
		expect(await outcome).toMatchObject({
			error: { code: 'AXIS_OUTCOME_UNKNOWN', status: 503, extensions: { look: `GET /axis/runs/${run?.id}` } },
		});
		expect(run).toMatchObject({ status: 'passed' });
	});
});

it('the record of a sequence whose COMMIT is lost is written again', async () => {
	await open('tier 5');
	// The last step's line comes after its COMMIT: the one that comes next is that of the whole.
	let struck: Promise<void> | undefined;
	const info = (line: string) => {
		if (line.includes('of tier 8: passed')) ({ struck } = proxy.meetCommit(1, 'lost'));
	};
	const answer = await applyAll({ ...context, log: { info, warn() {} } }, REQUEST, null);
	expect(answer).toMatchObject({ committed: true, run: { status: 'passed' } });
	expect(struck).toBeDefined();
	await struck;
	expect((await statuses()).slice(0, 3)).toEqual(['passed', 'passed', 'passed']);
});

it('a scan whose COMMIT was not answered is told as unknown', async () => {
	await open('tier 6');
	const { struck } = proxy.meetCommit(1, 'unanswered');
	const scan = await outcomeOf(runScan(context, { actor: 'test', mode: 'manual' }));
	await struck;
	expect(scan).toMatchObject({ error: { code: 'AXIS_OUTCOME_UNKNOWN', extensions: { look: 'GET /axis/scans' } } });
});

it.each(['1', '2'])('a killed session ends a rehearsal as an error, not as a failed tier: before tier %s', async (tier) => {
	await open('ratified');
	const observe: RolloutContext['observe'] = async (step) => {
		if (String(step.tier) !== tier || step.section !== 'change') return;
		const pid = await rolloutPid(database.db);
		if (pid !== null) await kill(database.db, pid);
	};
	const rehearsal = await outcomeOf(rehearse({ ...context, observe }, REQUEST, null));
	expect(rehearsal).toMatchObject({ error: UNAVAILABLE('connection') });
	expect(await statuses()).toEqual(['failed']);
});

it('a session killed while a precondition is read is a failure of the connection, not a precondition that does not hold', async () => {
	await open('tier 4');
	// The server's word for the kill (57P01) must meet a statement under way: what the precondition reads is slow as soon as `slow` has a row.
	await database.db.raw('create table slow (row integer); alter table taxonomy rename to fast');
	await database.db.raw(
		'create view taxonomy as select * from fast where not exists (select from slow) or pg_sleep(20) is not null',
	);
	let killed: Promise<void> | undefined;
	const observe: RolloutContext['observe'] = async (step) => {
		if (step.section !== 'precondition' || killed) return;
		const pid = Number(await rolloutPid(database.db));
		await database.db('slow').insert({ row: 1 });
		const sleeps = `select 1 from pg_stat_activity where pid = ${pid} and wait_event = 'PgSleep'`;
		killed = until(database.db, sleeps).then(() => kill(database.db, pid));
	};
	const outcome = await outcomeOf(applyTier({ ...context, observe }, REQUEST, '5'));
	await killed;
	expect(outcome).toMatchObject({ error: { ...UNAVAILABLE('connection'), extensions: { detail: '57P01' } } });
	expect((await listRuns(database.db, { limit: 1, offset: 0 })).runs).toMatchObject([
		{ status: 'failed', error: { code: 'AXIS_DATABASE_UNAVAILABLE' } },
	]);
});

it('a pool without a free connection is told as such', async () => {
	await open('tier 1', { min: 0, max: 1, acquireTimeoutMillis: 200 });
	// The tier's transaction has the one; the ledger gets none.
	expect(await outcomeOf(applyTier(context, REQUEST, '2'))).toMatchObject({ error: UNAVAILABLE('pool') });
	expect(await values()).toBe(0);
});

describe('a sequence that loses the session of its lock', () => {
	beforeEach(() => open('ratified'));
	const killHolder = async () => {
		// Files run side by side: only this database's.
		const { rows } = await database.db.raw(
			`select pid from pg_locks where locktype = 'advisory' and classid = ? and objid = ? and granted
			and database = (select oid from pg_database where datname = current_database())`,
			[NAMESPACE, LOCKS.sequence],
		);
		await kill(database.db, Number(rows[0].pid));
	};

	it('goes on where nobody came in between', async () => {
		const onStructureChange = killHolder;
		expect(await applyAll({ ...context, onStructureChange }, REQUEST, null)).toMatchObject({ run: { status: 'passed' } });
	});

	it('stops where another run came in between, and says what stays', async () => {
		const onStructureChange = async () => {
			await killHolder();
			await rollbackTier(contextFor(database), REQUEST, '1');
		};
		expect(await outcomeOf(applyAll({ ...context, onStructureChange }, REQUEST, null))).toMatchObject({
			error: { code: 'AXIS_ROLLOUT_BUSY', extensions: { reason: 'overtaken', committed_tiers: [1] } },
		});
		// Newest first: the refused step, the other's rollback, tier 1, the sequence.
		expect(await statuses()).toEqual(['refused', 'passed', 'passed', 'aborted']);
	});

	it('does not keep others from the lock', async () => {
		const result = await whileLocked(throughProxy, 'sequence', async () => {
			await killHolder();
			return 'done';
		});
		expect(result).toBe('done');
		expect(await whileLocked(database.db, 'sequence', () => Promise.resolve('again'))).toBe('again');
	});
});
