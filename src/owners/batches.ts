/** The record of batches: who assigned, ended, handed over or waived what, when, why, and whether it stands. */
import type { Knex } from 'knex';
import { AssignmentBatch } from '../contract/schemas';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { PrerequisiteMissingError, UnknownBatchError } from '../errors';
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
