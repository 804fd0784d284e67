/** Refuses a write of cells for what a query finds in the way. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { asViolations } from '../run/row-violations';

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
	const violations = asViolations(rows.map(({ total_count: _total, ...row }) => row));
	throw refuse({ violations, total: Number(rows[0]?.total_count) });
}
