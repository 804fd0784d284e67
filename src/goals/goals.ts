/** Reads goals: where each is now, and whether scans say that it will be met. */
import type { Knex } from 'knex';
import type { GoalsQuery } from '../contract';
import { Goal } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { UnknownGoalError } from '../errors';
import head from './sql/head.sql';
import listText from './sql/list.sql';
import readText from './sql/read.sql';

/** Whether the table of goals is there: tier 1 makes it. Errors: the database's own. */
async function hasGoals(db: Knex): Promise<boolean> {
	return present(db, 'axis_internal.goal');
}

/** Goals that nobody ended, the next one due first; none before tier 1. Errors: UnsupportedDatabaseError; the database's own. */
export async function listGoals(db: Knex, page: Page, { axis = '' }: Partial<GoalsQuery> = {}): Promise<Listing<Goal>> {
	requirePostgres(db);
	return readListing(db, page, async (trx) =>
		(await hasGoals(trx)) ? { text: head + listText, variables: { axis_code: axis }, parse: (row) => Goal.parse(row) } : null,
	);
}

/** One that stands, in the caller's transaction. Errors: UnknownGoalError. */
export async function readGoal(trx: Knex.Transaction, id: string): Promise<Goal> {
	const [row] = await queryRows(trx, head + readText, { goal: id });
	if (!row) throw new UnknownGoalError({ id });
	return Goal.parse(row);
}
