/** While the gate is shut, no statement of anybody changes an axis table, whatever path it took. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import type { TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt } from '../support/states';
import { createOpenViews, WRITES } from '../support/statements';

let database: TestDatabase;
let db: Knex;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	db = database.db;
	await createOpenViews(db);
	await db('os_proposal_approvals').delete();
});
afterAll(() => database.drop());

const REFUSED = { code: 'AX001', message: expect.stringMatching(/was refused: the gate is shut\. Nothing was changed\./) };

/** Runs in a transaction of its own that is never committed; the guard must refuse before that. */
const attempt = (work: (trx: Knex.Transaction) => Promise<unknown>) =>
	db.transaction(async (trx) => {
		await work(trx);
		throw new Error('the write was not refused');
	});

describe.each([...AXIS_TABLES])('%s', (table) => {
	it.each(Object.keys(WRITES))('refuses %s', async (name) => {
		await expect(attempt(async (trx) => WRITES[name]?.(trx, table))).rejects.toMatchObject(REFUSED);
	});

	it.each(Object.keys(WRITES))('refuses %s of a replication role', async (name) => {
		const write = attempt(async (trx) => {
			await trx.raw('set local session_replication_role = replica');
			await WRITES[name]?.(trx, table);
		});
		await expect(write).rejects.toMatchObject(REFUSED);
	});

	it.each(['cascade', 'set null'])('refuses what a foreign key does on delete %s', async (action) => {
		const write = attempt(async (trx) => {
			await trx.raw('create table elsewhere (name text primary key)');
			await trx.raw(`insert into elsewhere values ('x')`);
			await trx.raw(`alter table ${table} add column elsewhere text references elsewhere (name) on delete ${action}`);
			await trx.raw('delete from elsewhere');
		});
		await expect(write).rejects.toMatchObject(REFUSED);
	});

	it('is named by the refusal, with what to do', async () => {
		await expect(attempt((trx) => trx.raw(`delete from ${table}`))).rejects.toMatchObject({
			message: expect.stringContaining(`DELETE on ${table} was refused: the gate is shut. Nothing was changed.`),
			hint: expect.stringContaining('A person must ratify first'),
			table,
			schema: 'public',
		});
	});
});

it('the refusal is not undone by a savepoint: what follows is refused as well', async () => {
	const write = attempt(async (trx) => {
		await trx.transaction((savepoint) => savepoint.raw('delete from axis_value')).catch(() => {});
		await trx.raw('delete from coverage_rule');
	});
	await expect(write).rejects.toMatchObject(REFUSED);
});

it('reading, locking and explaining are not writes', async () => {
	for (const table of AXIS_TABLES) {
		await db.raw(`select * from ${table}`);
		await db.raw(`select * from ${table} for update`);
		await db.raw(`explain delete from ${table}`);
	}
});

it('after all of it the database is as it was', async () => {
	const before = await fingerprint(db);
	await expect(attempt((trx) => trx.raw('delete from axis_registry'))).rejects.toMatchObject(REFUSED);
	expect(await fingerprint(db)).toBe(before);
	expect((await db.raw('select count(*)::integer as rows from axis_value')).rows).toEqual([{ rows: 6 }]);
});
