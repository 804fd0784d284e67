/** The authorities that an owner can be chosen from. */
import type { Knex } from 'knex';
import { AUTHORITIES } from '../base/relations';
import { Authority } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { PrerequisiteMissingError } from '../errors';
import listText from './sql/assign/list-owners.sql';

/** Active authorities, by code. Errors: PrerequisiteMissingError without their table; UnsupportedDatabaseError. */
export async function listOwners(db: Knex, page: Page): Promise<Listing<Authority>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		if (!(await present(trx, AUTHORITIES))) throw new PrerequisiteMissingError({ missing: [AUTHORITIES] });
		return { text: listText, variables: { authorities: AUTHORITIES }, parse: (found) => Authority.parse(found) };
	});
}
