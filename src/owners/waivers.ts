/** Reads waivers. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Waiver, WaiverState } from '../contract';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import head from './sql/waive/head.sql';
import listText from './sql/waive/list.sql';

const time = z.date().transform((date) => date.toISOString());

/** A row of the waiver queries. */
export const waiverRow = z.object({
	id: z.string(),
	axis_code: z.string(),
	object_type: z.string(),
	object_ref: z.string(),
	value_code: z.string(),
	reason: z.string(),
	approved_by: z.string(),
	expires_at: time,
	created_by: z.string(),
	created_at: time,
	ended_by: z.string().nullable(),
	ended_at: time.nullable(),
	state: z.enum(['active', 'expired', 'revoked']),
});

export interface WaiverFilter {
	/** Empty for all. */
	axis: string;
	/** Those of one object, or one value, where given; empty for all. */
	object_type?: string;
	object_ref?: string;
	value?: string;
	/** Empty for all. */
	state: WaiverState | '';
}

/** Whether the table of waivers is there: tier 1 makes it. Errors: the database's own. */
export async function hasWaivers(db: Knex): Promise<boolean> {
	return present(db, 'axis_internal.waiver');
}

/** Waivers, those in force first; none before tier 1. Errors: UnsupportedDatabaseError; the database's own. */
export async function listWaivers(db: Knex, page: Page, filter: WaiverFilter): Promise<Listing<Waiver>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) => {
		if (!(await hasWaivers(trx))) return null;
		const { axis, state, object_type = '', object_ref = '', value = '' } = filter;
		const variables = { axis_code: axis, state, object_type, object_ref, value_code: value };
		return { text: head + listText, variables, parse: (row) => waiverRow.parse(row) };
	});
}
