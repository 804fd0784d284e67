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

/** Says that connections of this pool sign in as the owner. */
export function markOwnerPool(pool: Knex): void {
	ownerPools.add(pool);
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
