/** Changes of the model that were made, as the ledger has them. */
import type { Knex } from 'knex';
import { RecordedChange } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import type { Row } from '../db/run-sql';
import listEventsText from './sql/list-events.sql';

const eventRow = RecordedChange.pick({
	id: true,
	requested_by: true,
	finished_at: true,
	ratified_apr: true,
	reason: true,
	from: true,
	to: true,
	undo_of: true,
	undone_by: true,
}).extend({
	what: RecordedChange.pick({ kind: true, code: true, axis_code: true, merge_into: true, split_into: true, act: true }),
	report: RecordedChange.pick({ cells_added: true, cells_removed: true, gaps_added: true, gaps_removed: true, rows: true }),
});

/** Newest first, with the number of all. Errors: UnsupportedDatabaseError; the database's own where the ledger is missing. */
export async function listEvents(db: Knex, page: Page): Promise<Listing<RecordedChange>> {
	requirePostgres(db);
	const count = `select count(*) as total from axis_rollout_run where action = 'lifecycle' and status = 'passed'`;
	const query = { text: listEventsText, variables: {}, count, parse: toEvent };
	return readListing(db, page, () => Promise.resolve(query));
}

function toEvent(row: Row): RecordedChange {
	const { what, report, ...event } = eventRow.parse(row);
	return { ...event, ...what, ...report };
}
