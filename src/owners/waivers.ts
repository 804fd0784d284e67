/** Reads waivers. */
import type { Knex } from 'knex';
import type { WaiverQuery } from '../contract';
import { Waiver } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import head from './sql/waive/head.sql';
import listText from './sql/waive/list.sql';

/** Whether the table of waivers is there: tier 1 makes it. Errors: the database's own. */
async function hasWaivers(db: Knex): Promise<boolean> {
	return present(db, 'axis_internal.waiver');
}

/** Waivers, those in force first; none before tier 1. Errors: UnsupportedDatabaseError; the database's own. */
export async function listWaivers(db: Knex, page: Page, filter: Partial<WaiverQuery>): Promise<Listing<Waiver>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		if (!(await hasWaivers(trx))) return null;
		const { axis = '', state = '', object_type = '', object_ref = '', value = '' } = filter;
		const variables = { axis_code: axis, state, object_type, object_ref, value_code: value };
		return { text: head + listText, variables, parse: (row) => Waiver.parse(row) };
	});
}
