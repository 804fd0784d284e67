/** Takes a recorded change of the model back: every row that it touched as it was, while none has changed since. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import { LifecycleConflictError } from '../errors';
import { asListing } from '../run/row-violations';
import builtUpon from './sql/built-upon.sql';
import openRestore from './sql/open-restore.sql';
import undoViolations from './sql/undo-violations.sql';
import { readStates, type RowChange, type TouchedRow } from './write-changes';

/**
 * What is to be written so that the rows are as before. From then on the transaction may set changed_at.
 * Errors: LifecycleConflictError, listing what changed since.
 */
export async function putBack(trx: Knex, touched: readonly TouchedRow[], asked: string): Promise<RowChange[]> {
	const built = await queryRows(trx, builtUpon, { touched: JSON.stringify(touched) });
	const { violations, total } = asListing(await differing(trx, touched), built);
	if (violations.length > 0) throw new LifecycleConflictError({ asked, violations, total });
	await queryRows(trx, openRestore);
	return touched.map(({ relation, id, before, after, row }) => ({
		relation,
		id,
		change: before,
		row: after === null ? row : undefined,
	}));
}

/**
 * Stamps of changed_at go back only where the structure is of this build: half an undo is none.
 * Errors: LifecycleConflictError where a row is not as before.
 */
export async function requirePutBack(trx: Knex, touched: readonly TouchedRow[], asked: string): Promise<void> {
	const swapped = touched.map((row) => ({ ...row, before: {}, after: row.before }));
	const found = await differing(trx, swapped);
	const violation = 'a row could not be put back as it was; the axis structure may be of an older build';
	const { violations, total } = asListing(found.map((row) => ({ ...row, violation })));
	if (violations.length > 0) throw new LifecycleConflictError({ asked, violations, total });
}

/** Rows that are not as the change left them, or that others took the place of. */
async function differing(trx: Knex, touched: readonly TouchedRow[]) {
	const present = JSON.stringify(await readStates(trx, touched));
	return queryRows(trx, undoViolations, { touched: JSON.stringify(touched), present });
}
