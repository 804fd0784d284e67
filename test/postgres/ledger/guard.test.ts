/** The run ledger is written by the engine alone, and only forward. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endRun, endRunApart, recordRefusal, startRun } from '../../../src/run/ledger';
import { listRuns, readRun } from '../../../src/run/ledger-read';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const START = {
	action: 'apply',
	tiers: [1],
	requestedBy: 'test',
	ratifiedApr: 'APR-1',
	profileSha256: 'abc',
	partOf: null,
} as const;
const PASSED = { status: 'passed', result: { tiers: [] }, error: null } as const;
const OPEN = `select set_config('axis.ledger_writer', pg_current_xact_id()::text, true)`;

let database: TestDatabase;
let db: Knex;
let id: string;

beforeAll(async () => {
	database = await createDatabaseAt('fresh');
	db = database.db;
});
afterAll(() => database.drop());
beforeEach(async () => {
	id = await startRun(db, START);
});

const rows = async () => JSON.stringify((await db.raw('select * from axis_rollout_run order by run_no')).rows);

/** The statement as anybody would send it, or as the engine would; the ledger must be as before either way. */
async function refuse(statement: string, as: 'anybody' | 'engine'): Promise<void> {
	const before = await rows();
	const attempt = db.transaction(async (trx) => {
		if (as === 'engine') await trx.raw(OPEN);
		await trx.raw(statement);
	});
	await expect(attempt, statement).rejects.toMatchObject({
		code: 'AX003',
		message: expect.stringContaining('Nothing was changed.'),
	});
	expect(await rows()).toBe(before);
}

describe('anybody', () => {
	it.each([
		`insert into axis_rollout_run (action, requested_by, profile_sha256) values ('apply', 'me', 'x')`,
		`update axis_rollout_run set status = 'passed', finished_at = now()`,
		`update axis_rollout_run set requested_by = 'me'`,
		'delete from axis_rollout_run',
		'truncate axis_rollout_run',
		`insert into axis_rollout_run (action, requested_by, profile_sha256) values ('apply', 'me', 'x') on conflict (id) do nothing`,
		`merge into axis_rollout_run as run using (select 1) as one on true when matched then delete`,
		`set local session_replication_role = replica; delete from axis_rollout_run`,
		`set local axis.ledger_writer = '1'; delete from axis_rollout_run`,
	])('is refused: %s', (statement) => refuse(statement, 'anybody'));
});

describe('the engine', () => {
	it.each([
		'delete from axis_rollout_run',
		'truncate axis_rollout_run',
		`update axis_rollout_run set requested_by = 'me' where status = 'running'`,
		`update axis_rollout_run set status = 'passed', finished_at = now(), requested_by = 'me' where status = 'running'`,
		`update axis_rollout_run set status = 'passed', finished_at = now(), profile_sha256 = 'x' where status = 'running'`,
		`update axis_rollout_run set status = 'passed', finished_at = now(), tiers = '[2]' where status = 'running'`,
		`update axis_rollout_run set status = 'running' where status = 'running'`,
	])('is refused: %s', (statement) => refuse(statement, 'engine'));

	it('ends a run once: what has ended stays as it is', async () => {
		await db.transaction((trx) => endRun(trx, id, PASSED));
		const ended = await readRun(db, id);
		expect(ended).toMatchObject({ status: 'passed', result: { tiers: [] }, finished_at: expect.stringMatching(/^20.*Z$/) });
		await endRunApart(db, id, { status: 'failed', result: null, error: { message: 'late' } });
		await expect(db.transaction((trx) => endRun(trx, id, PASSED))).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_RUN' });
		expect(await readRun(db, id)).toEqual(ended);
		await refuse(`update axis_rollout_run set status = 'failed' where id = '${id}'`, 'engine');
		await refuse(`update axis_rollout_run set result = null where id = '${id}'`, 'engine');
	});

	it('records an end together with the transaction that it belongs to, or not at all', async () => {
		const rollback = db.transaction(async (trx) => {
			await endRun(trx, id, PASSED);
			throw new Error('rolled back');
		});
		await expect(rollback).rejects.toThrow('rolled back');
		expect(await readRun(db, id)).toMatchObject({ status: 'running', finished_at: null });
	});

	it('that starts a run takes others that are still running for dead, and says so', async () => {
		const next = await startRun(db, START);
		expect(await readRun(db, id)).toMatchObject({
			status: 'aborted',
			error: { message: expect.stringContaining('Nothing was changed') },
		});
		expect(await readRun(db, next)).toMatchObject({
			status: 'running',
			ratified_apr: 'APR-1',
			tiers: [1],
			profile_sha256: 'abc',
		});
	});

	it('records a refusal without touching the run that is in progress', async () => {
		await recordRefusal(db, START, { code: 'AXIS_ROLLOUT_BUSY' });
		const [newest] = (await listRuns(db, { limit: 1, offset: 0 })).runs;
		expect(newest).toMatchObject({ status: 'refused', error: { code: 'AXIS_ROLLOUT_BUSY' } });
		expect(await readRun(db, id)).toMatchObject({ status: 'running' });
	});
});

describe('reading', () => {
	it('is newest first, by pages, with the number of all', async () => {
		const later = await startRun(db, START);
		const { runs, total } = await listRuns(db, { limit: 2, offset: 0 });
		expect(runs.map((run) => run.id)).toEqual([later, id]);
		expect((await listRuns(db, { limit: 100, offset: 0 })).runs).toHaveLength(total);
		expect(await listRuns(db, { limit: 100, offset: total })).toEqual({ runs: [], total });
	});

	it.each(['', 'x', `' or 1=1`, '00000000-0000-0000-0000-000000000000'])('of %j finds no run', async (unknown) => {
		await expect(readRun(db, unknown)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_RUN', status: 404 });
	});
});
