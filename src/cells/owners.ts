/** The authorities that an owner can be chosen from. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Authority } from '../contract';
import type { Listing, Page } from '../coverage/coverage';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { withSnapshot } from '../db/transaction';
import { PrerequisiteMissingError } from '../errors';
import listText from './sql/assign/list-owners.sql';

const row = z.object({ owner_gov_code: z.string(), owner_name: z.string() });

/** Active authorities of governance_registry, by code. Errors: PrerequisiteMissingError without that table; UnsupportedDatabaseError. */
export async function listOwners(db: Knex, page: Page): Promise<Listing<Authority>> {
	requirePostgres(db);
	return withSnapshot(db, async (trx) => {
		const [known] = await queryRows(trx, `select to_regclass('governance_registry') is not null as present`);
		if (known?.present !== true) throw new PrerequisiteMissingError({ missing: ['governance_registry'] });
		const rows = await queryRows(trx, listText, { limit: page.limit, offset: page.offset });
		// Past the end no row carries the total.
		const isPastEnd = rows.length === 0 && page.offset > 0;
		const [first] = isPastEnd ? await queryRows(trx, listText, { limit: 1, offset: 0 }) : rows;
		return { rows: z.array(row).parse(rows), total: Number(first?.total_count ?? 0) };
	});
}
