/** What the rollout reads of the base model, and whether it is there. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSnapshot } from '../db/transaction';
import { PrerequisiteMissingError } from '../errors';
import missingPrerequisites from './sql/missing-prerequisites.sql';

const MISSING: ReadonlySet<string | null> = new Set([SQLSTATE.undefinedTable, SQLSTATE.undefinedColumn]);

/** Errors: PrerequisiteMissingError naming every table and view of the base model that is missing or unreadable. */
export async function requirePrerequisites(trx: Knex): Promise<void> {
	const missing = await readMissingPrerequisites(trx);
	if (missing.length > 0) throw new PrerequisiteMissingError({ missing });
}

/** Tables, views and columns of the base model that are missing, unreadable, or of another type than the rollout reads. */
export async function readMissingPrerequisites(trx: Knex): Promise<string[]> {
	return (await queryRows(trx, missingPrerequisites)).map((row) => String(row.missing));
}

/**
 * Runs what reads the base model. Where the database refuses a name of it, PrerequisiteMissingError tells what is missing; every other error stays.
 */
export async function tellMissing<Result>(db: Knex, read: () => Promise<Result>): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (MISSING.has(sqlState(error))) await withSnapshot(db, requirePrerequisites);
		throw error;
	}
}
