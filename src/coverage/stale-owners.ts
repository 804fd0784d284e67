/** Owners that count although they are gone, as far as coverage tells them. */
import type { Knex } from 'knex';
import { present } from '../db/present';
import noStaleOwners from './sql/no-stale-owners.sql';
import staleOwners from './sql/stale-owners.sql';

/** Common table expressions `stale` and `stale_cell`, to come after `with` or a comma. Empty ones where an older build made the structure. */
export async function staleOwnerParts(db: Knex): Promise<string> {
	return (await present(db, 'axis_internal.stale_owner')) ? staleOwners : noStaleOwners;
}
