/** What the tests of the ladder look at again and again: whether anything changed, and what the ledger says. */
import type { Knex } from 'knex';
import { expect } from 'vitest';
import type { Run } from '../../../src/contract';
import { listRuns } from '../../../src/run/ledger-read';
import { rolloutPid } from '../support/sessions';
import { fingerprint } from '../support/fingerprint';

/** A number that a sequence gave is gone for good, rolled back or not. Everything else a fingerprint sees must be as before. */
export const SEQUENCES = (name: string): boolean => name.endsWith('_seq');

/** Rows and catalog, positions of sequences aside. */
export function standing(db: Knex): Promise<string> {
	return fingerprint(db, SEQUENCES);
}

/** The newest run. */
export async function lastRun(db: Knex): Promise<Run | undefined> {
	return (await listRuns(db, { limit: 1, offset: 0 })).runs[0];
}

/** Holds that what is asked is refused with the error, and changes nothing. */
export async function refused(db: Knex, act: () => Promise<unknown>, error: object): Promise<void> {
	const before = await standing(db);
	await expect(act()).rejects.toMatchObject(error);
	expect(await standing(db)).toBe(before);
}

/** Holds that no other session of the database has a lock, a transaction, or the rollout. */
export async function expectNoLocks(db: Knex): Promise<void> {
	expect(await rolloutPid(db), 'the lock of the rollout').toBeNull();
	const { rows } = await db.raw(`
		select pid, locktype, mode from pg_locks
		where database = (select oid from pg_database where datname = current_database()) and pid <> pg_backend_pid()
			and pid in (select pid from pg_stat_activity where backend_type = 'client backend')
		union all
		select pid, 'transaction', state from pg_stat_activity
		where datname = current_database() and state like 'idle in transaction%'`);
	expect(rows, 'locks and transactions of others').toEqual([]);
}

/** Rows of a table, as a number. */
export async function countRows(db: Knex, table: string): Promise<number> {
	const { rows } = await db.raw('select count(*)::integer as count from ??', [table]);
	return Number(rows[0].count);
}
