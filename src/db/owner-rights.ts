/**
 * What runs with the rights of the axis objects' owner must not call what somebody put in the place of PostgreSQL's own. The functions of the bundle
 * cannot; a tier's text could, and is not run while a double stands. A look narrows that and does not close it: who may create in the schema could
 * put one there after it and take it away before the next.
 */
import type { Knex } from 'knex';
import { OwnerUnusableError } from '../errors';
import { sendStatement } from './send';
import { splitStatements } from './sql-text';
import findDoubles from './sql/find-doubles.sql';

const [FIND] = splitStatements(findDoubles);
const ownerPools = new WeakSet<Knex>();

/** Directus' own pools by the configuration of an owner's, which its transactions share. */
const hosts = new WeakMap<object, Knex>();

/** Says that connections of this pool sign in as the owner, into the database of this host. */
export function markOwnerPool(pool: Knex, host: Knex): void {
	ownerPools.add(pool);
	hosts.set(pool.client.config, host);
}

/**
 * Where Directus' own tables are read: it decides what runs there, a row policy say, and with whose rights is ours to decide. On its own pool, where
 * this is the owner's or a transaction of that; else here.
 */
export function asDirectus(db: Knex): Knex {
	return hosts.get(db.client.config) ?? db;
}

/** Nothing on a pool that is not the owner's. Errors: OwnerUnusableError, which names the doubles that there are now; the database's own. */
export async function refuseDoubles(pool: Knex, trx: Knex.Transaction): Promise<void> {
	if (!ownerPools.has(pool) || !FIND) return;
	const [row] = await sendStatement(trx, FIND);
	if (row?.doubles === null) return;
	throw new OwnerUnusableError({
		reason: `names in Directus' schema stand in for PostgreSQL's own, and would run with the owner's rights: ${String(row?.doubles)}`,
	});
}
