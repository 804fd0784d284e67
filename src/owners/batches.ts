/** The record of assignments: who assigned what, when, why, and whether it stands. */
import type { Knex } from 'knex';
import { AssignmentBatch } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows, type Row } from '../db/run-sql';
import { PrerequisiteMissingError, UnknownBatchError } from '../errors';
import listText from './sql/assign/list-batches.sql';
import readText from './sql/assign/read-batch.sql';

const RECORD = 'axis_internal.assignment_batch';

/** Errors: PrerequisiteMissingError before the database is brought up to date: what nobody records, nobody undoes. */
export async function requireRecord(db: Knex): Promise<void> {
	if (!(await present(db, RECORD))) throw new PrerequisiteMissingError({ missing: [RECORD] });
}

/** Errors: UnknownBatchError. */
export async function readBatch(db: Knex, id: string): Promise<AssignmentBatch> {
	const [row] = await queryRows(db, readText, { batch: id });
	if (!row) throw new UnknownBatchError({ id });
	return AssignmentBatch.parse(row);
}

/** Batches, the newest first; none where the record does not exist yet. Errors: UnsupportedDatabaseError; the database's own. */
export async function listBatches(db: Knex, page: Page): Promise<Listing<AssignmentBatch>> {
	requirePostgres(db);
	const query = { text: listText, variables: {}, parse: (row: Row) => AssignmentBatch.parse(row) };
	return readListing(db, page, async (trx) => ((await present(trx, RECORD)) ? query : null));
}
