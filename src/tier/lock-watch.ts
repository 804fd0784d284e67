/** Which locks a tier takes on what others use too. */
import type { Knex } from 'knex';
import type { HeldLock } from '../contract';
import { queryRows } from '../db/run-sql';
import listRelations from './sql/list-relations.sql';
import readLocks from './sql/read-locks.sql';

/** Counts the locks of a transaction from where it was made. */
export interface LockWatch {
	/**
	 * Locks taken since the watch was made or last asked, on relations that were there when it was made; plain reads are left out.
	 * They are held until the transaction ends.
	 */
	taken(): Promise<HeldLock[]>;
}

/** Made at the start of a transaction, before it creates anything: what it creates concerns nobody else. */
export async function watchLocks(trx: Knex.Transaction): Promise<LockWatch> {
	const relations = new Set((await queryRows(trx, listRelations)).map((row) => String(row.name)));
	const seen = new Set<string>();
	return {
		async taken() {
			const held = (await queryRows(trx, readLocks)).map((row) => ({ object: String(row.object), mode: String(row.mode) }));
			const fresh = held.filter(({ object, mode }) => relations.has(object) && !seen.has(`${object} ${mode}`));
			for (const { object, mode } of fresh) seen.add(`${object} ${mode}`);
			return fresh;
		},
	};
}
