/** Queries that return what stands in the way, as in tier files: no row means that nothing does. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';

/** So many of them a refusal lists. */
const LISTED = 100;

/** Throws what `refuse` makes of the rows, if there are any. The query takes `limit` and answers `total_count` with each row. */
export async function requireNone(
	trx: Knex.Transaction,
	query: string,
	variables: Variables,
	refuse: (facts: { violations: Violation[]; total: number }) => Error,
): Promise<void> {
	const rows = await queryRows(trx, query, { ...variables, limit: LISTED });
	if (rows.length === 0) return;
	const violations = rows.map(({ violation, total_count: _total, ...facts }) => ({
		violation: String(violation),
		...Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null)),
	}));
	throw refuse({ violations, total: Number(rows[0]?.total_count) });
}
