/** Which locks a transaction holds on what others use too. */
import type { Knex } from 'knex';
import type { HeldLock } from '../contract';
import { queryRows } from '../db/run-sql';
import readLocks from './sql/read-locks.sql';

/** Locks on relations that were there before, plain reads left out. They are held until the transaction ends. */
export async function readHeldLocks(trx: Knex.Transaction, relationsBefore: readonly string[]): Promise<HeldLock[]> {
	const known = new Set(relationsBefore);
	const rows = await queryRows(trx, readLocks);
	return rows.map((row) => ({ object: String(row.object), mode: String(row.mode) })).filter((lock) => known.has(lock.object));
}
