/** The authorities that an owner can be chosen from, and who in Directus could stand behind one. */
import type { Knex } from 'knex';
import { AUTHORITIES, FOUNDATION } from '../base/relations';
import { AXIS_TABLES, LEDGER_TABLE } from '../contract';
import { Authority, Suggestion } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { PrerequisiteMissingError } from '../errors';
import listText from './sql/link/list-authorities.sql';
import suggestText from './sql/link/suggest.sql';

/** What people change there says nothing about who should own a collection. */
const OWN = [...FOUNDATION, ...AXIS_TABLES, LEDGER_TABLE];

/** Active authorities with their links, by code. Errors: PrerequisiteMissingError without their table; UnsupportedDatabaseError. */
export async function listAuthorities(db: Knex, page: Page): Promise<Listing<Authority>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		await requireAuthorities(trx);
		return { text: listText, variables: { authorities: AUTHORITIES }, parse: (found) => Authority.parse(found) };
	});
}

/** Roles, and users by the collection that they changed most; before there is a base model too. Errors: UnsupportedDatabaseError. */
export async function suggestLinks(db: Knex, page: Page): Promise<Listing<Suggestion>> {
	requirePostgres(db);
	return readListing(db, page, async () => ({
		text: suggestText,
		variables: { own: JSON.stringify(OWN) },
		parse: (found) => Suggestion.parse(found),
	}));
}

/** Errors: PrerequisiteMissingError. */
export async function requireAuthorities(trx: Knex): Promise<void> {
	if (!(await present(trx, AUTHORITIES))) throw new PrerequisiteMissingError({ missing: [AUTHORITIES] });
}
