/** The authorities that an owner can be chosen from. */
import type { Knex } from 'knex';
import { Authority } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { PrerequisiteMissingError } from '../errors';
import listText from './sql/assign/list-owners.sql';

/** Active authorities of governance_registry, by code. Errors: PrerequisiteMissingError without that table; UnsupportedDatabaseError. */
export async function listOwners(db: Knex, page: Page): Promise<Listing<Authority>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		if (!(await present(trx, 'governance_registry'))) throw new PrerequisiteMissingError({ missing: ['governance_registry'] });
		return { text: listText, variables: {}, parse: (found) => Authority.parse(found) };
	});
}
