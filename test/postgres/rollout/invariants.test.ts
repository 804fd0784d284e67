/** An invariant's query is whatever the profile says, run inside a tier's transaction: it reads, and changes nothing. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readInvariants } from '../../../src/tier/invariants';
import { withTransaction } from '../../../src/db/transaction';
import { createDatabase, type TestDatabase } from '../support/database';

const LIMITS = { lockTimeoutMs: 2000, statementTimeoutMs: 10_000 };

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabase();
});
afterAll(() => database.drop());

const read = (query: string) =>
	withTransaction(database.db, LIMITS, async (trx) => {
		const [reading] = await readInvariants(trx, [{ name: 'one', query, expected: 'observed' }]);
		// The transaction itself may still write: nothing of the savepoint stays.
		await trx('os_proposal_approvals').insert({ organization: 'after' });
		return reading?.actual;
	});

it.each([
	['select count(*) from approval_requests', 211],
	['with gone as (delete from approval_requests returning 1) select count(*) from gone', null],
	[`select nextval('axis_no_such_sequence')`, null],
	[`select 1 into os_copy`, null],
])('%s is read as %s', async (query, actual) => {
	expect(await read(query)).toBe(actual);
	expect(await database.db('approval_requests').count()).toEqual([{ count: '211' }]);
	expect(await database.db.raw(`select to_regclass('os_copy') as copy`)).toMatchObject({ rows: [{ copy: null }] });
});

it('what a query sets is as before once it was read', async () => {
	const [row] = await withTransaction(database.db, LIMITS, async (trx) => {
		await readInvariants(trx, [
			{ name: 'one', query: `select set_config('lock_timeout', '7ms', true)::text::int`, expected: 'observed' },
		]);
		return (
			await trx.raw(`select current_setting('lock_timeout') as lock, current_setting('transaction_read_only') as read_only`)
		).rows;
	});
	expect(row).toEqual({ lock: '2s', read_only: 'off' });
});
