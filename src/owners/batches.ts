/** The record of assignments: who assigned what, when, why, and whether it stands. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AssignmentBatch } from '../contract';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows, type Row } from '../db/run-sql';
import { PrerequisiteMissingError, UnknownBatchError } from '../errors';
import listText from './sql/assign/list-batches.sql';
import readText from './sql/assign/read-batch.sql';

const RECORD = 'axis_internal.assignment_batch';

const time = z.date().transform((date) => date.toISOString());
// What an older build did not count yet is missing in its record: one such row must not take the list away.
const count = z.number().default(0);
const effect = z.object({
	asked_cells: count,
	covered_cells: count,
	overridden_cells: count,
	replaced_cells: count,
	kept_cells: count,
	conflict_cells: count,
	gaps_before: count,
	gaps_after: count,
	rows_inserted: count,
	rows_superseded: count,
});
const batchRow = z.object({
	id: z.string(),
	axis_code: z.string(),
	owner_gov_code: z.string(),
	kind: z.enum(['direct', 'anchor']),
	group_ref: z.string().nullable(),
	reason: z.string(),
	requested_by: z.string(),
	requested_at: time,
	state: z.enum(['applied', 'undone']),
	undone_by: z.string().nullable(),
	undone_at: time.nullable(),
	effect,
});

/** Errors: PrerequisiteMissingError before the database is brought up to date: what nobody records, nobody undoes. */
export async function requireRecord(db: Knex): Promise<void> {
	if (!(await present(db, RECORD))) throw new PrerequisiteMissingError({ missing: [RECORD] });
}

/** Errors: UnknownBatchError. */
export async function readBatch(db: Knex, id: string): Promise<AssignmentBatch> {
	const [row] = await queryRows(db, readText, { batch: id });
	if (!row) throw new UnknownBatchError({ id });
	return batchRow.parse(row);
}

/** Batches, the newest first; none where the record does not exist yet. Errors: UnsupportedDatabaseError; the database's own. */
export async function listBatches(db: Knex, page: Page): Promise<Listing<AssignmentBatch>> {
	requirePostgres(db);
	const query = { text: listText, variables: {}, parse: (row: Row) => batchRow.parse(row) };
	return readListing(db, page, async (trx) => ((await present(trx, RECORD)) ? query : null));
}
