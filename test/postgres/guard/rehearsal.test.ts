/** A rehearsal passes the guard by its own transaction id, gate open or shut, and can never commit. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ratify, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt } from '../support/states';

let database: TestDatabase;
let db: Knex;
let before: string;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	db = database.db;
});
afterAll(() => database.drop());

const REHEARSE = `select set_config('axis.rehearsal', pg_current_xact_id()::text, true)`;
const WRITE = `insert into axis_value (axis_code, value_code) values ('responsibility', 'rehearsed')`;
const NEVER = { code: 'AX002', message: 'A rehearsal cannot be committed. Nothing was changed.' };

/** Sends statements one by one in one session, and COMMIT last unless they end the transaction themselves. */
async function commit(...statements: string[]): Promise<void> {
	const session = await db.client.acquireConnection();
	try {
		for (const statement of ['begin', ...statements, 'commit']) await session.query(statement);
	} finally {
		await session.query('rollback');
		db.client.releaseConnection(session);
	}
}

describe.each(['shut', 'open'] as const)('with the gate %s', (gate) => {
	beforeAll(async () => {
		await db('os_proposal_approvals').delete();
		if (gate === 'open') await ratify(db);
		before = await fingerprint(db);
	});

	it('writes pass and are seen inside the transaction', async () => {
		await db
			.transaction(async (trx) => {
				await trx.raw(REHEARSE);
				await trx.raw(WRITE);
				expect((await trx('axis_value').where({ value_code: 'rehearsed' })).length).toBe(1);
				throw new Error('rolled back');
			})
			.catch((error: Error) => expect(error.message).toBe('rolled back'));
		expect(await fingerprint(db)).toBe(before);
	});

	it.each<[string, string[]]>([
		['COMMIT', [REHEARSE, WRITE]],
		['COMMIT after the setting is taken back', [REHEARSE, WRITE, `set local axis.rehearsal = ''`]],
		['COMMIT after further writes', [REHEARSE, WRITE, 'delete from axis_value', 'truncate axis_candidate_finding']],
		['COMMIT after the write itself was undone', [REHEARSE, WRITE, `delete from axis_value where value_code = 'rehearsed'`]],
		['COMMIT of a write without rows', [REHEARSE, 'delete from axis_value where false']],
		['COMMIT after the mark is deleted', [REHEARSE, WRITE, 'delete from axis_internal.rehearsal_mark']],
		['COMMIT of a released savepoint', [REHEARSE, 'savepoint a', WRITE, 'release savepoint a']],
		[
			'COMMIT with one of two writes in a savepoint rolled back',
			[REHEARSE, 'savepoint a', WRITE, 'rollback to savepoint a', WRITE],
		],
		[
			'COMMIT of a write before a savepoint rolled back',
			[REHEARSE, WRITE, 'savepoint a', WRITE.replace('rehearsed', 'more'), 'rollback to savepoint a'],
		],
		['SET CONSTRAINTS ALL IMMEDIATE', [REHEARSE, WRITE, 'set constraints all immediate']],
		['constraints made immediate before', [REHEARSE, 'set constraints all immediate', WRITE]],
		['COMMIT of a replication role', ['set local session_replication_role = replica', REHEARSE, WRITE]],
		[
			'COMMIT behind a block that swallows errors',
			[REHEARSE, `do $$ begin ${WRITE}; set constraints all immediate; exception when others then null; end $$`, WRITE],
		],
	])('%s raises AX002, and nothing stays', async (_what, statements) => {
		await expect(commit(...statements)).rejects.toMatchObject(NEVER);
		expect(await fingerprint(db)).toBe(before);
	});

	it('a check that failed in a savepoint fails again at COMMIT', async () => {
		const session = await db.client.acquireConnection();
		try {
			for (const statement of ['begin', REHEARSE, WRITE, 'savepoint a']) await session.query(statement);
			await expect(session.query('set constraints all immediate')).rejects.toMatchObject(NEVER);
			await session.query('rollback to savepoint a');
			await expect(session.query('commit')).rejects.toMatchObject(NEVER);
		} finally {
			await session.query('rollback');
			db.client.releaseConnection(session);
		}
		expect(await fingerprint(db)).toBe(before);
	});

	it('without a write there is nothing to refuse', async () => {
		await commit(REHEARSE, 'select count(*) from axis_value');
		expect(await fingerprint(db)).toBe(before);
	});
});

describe('what is no rehearsal does not pass a shut gate', () => {
	beforeAll(() => db('os_proposal_approvals').delete());

	it.each([
		['another transaction’s id', `select set_config('axis.rehearsal', (pg_current_xact_id()::text::bigint - 1)::text, true)`],
		['a word', `set local axis.rehearsal = 'yes'`],
		['nothing', `set local axis.rehearsal = ''`],
		['the id with a blank', `select set_config('axis.rehearsal', pg_current_xact_id()::text || ' ', true)`],
	])('%s', async (_what, setting) => {
		await expect(commit(setting, WRITE)).rejects.toMatchObject({ code: 'AX001' });
	});

	it('the id of an earlier transaction of the same session', async () => {
		const session = await db.client.acquireConnection();
		try {
			await session.query('begin');
			await session.query(REHEARSE.replace('true)', 'false)'));
			await session.query('commit');
			await expect(session.query(WRITE)).rejects.toMatchObject({ code: 'AX001' });
		} finally {
			await session.query('reset axis.rehearsal');
			db.client.releaseConnection(session);
		}
	});
});
