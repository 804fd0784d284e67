/** The history: what people changed, from the run ledger and from the batches of owners, waivers, goals and acknowledgements, as one list. */
import type { Knex } from 'knex';
import { TAG_ACTS, type ChangesQuery } from '../contract';
import { RecordedChange } from '../contract/schemas';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows, type Row } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { sentenceOf } from './sentence';
import countText from './sql/count.sql';
import headText from './sql/head.sql';
import listText from './sql/list.sql';

const change = RecordedChange.omit({ what: true });
/** More than any set that is shown, with what took its acts back. */
const MOST = 1000;
const DAY = /^\d{4}-\d\d-\d\d$/;

/** Acts by their ids, newest first, for what shows the first of a set that is known. Errors: the database's own. */
export async function readChanges(trx: Knex.Transaction, ids: readonly string[]): Promise<RecordedChange[]> {
	if (ids.length === 0) return [];
	const variables = { ...historyVariables({}), batches: JSON.stringify(ids), limit: MOST, offset: 0 };
	const rows = await queryRows(trx, headText + listText, variables);
	// With each came what took it back, under its own id or, of a batch, under the same.
	return rows.map(toChange).filter((act) => ids.includes(act.id) && act.undo_of !== act.id);
}

/** Newest first; none where nothing is recorded yet. Errors: UnsupportedDatabaseError; the database's own. */
export async function listChanges(db: Knex, page: Page, filter: ChangesQuery = {}): Promise<Listing<RecordedChange>> {
	requirePostgres(db);
	const variables = historyVariables(filter);
	const query = { text: headText + listText, count: headText + countText, variables, parse: toChange };
	return readListing(db, page, async (trx) =>
		(await present(trx, 'axis_rollout_run', 'axis_internal.assignment_batch')) ? query : null,
	);
}

/** The act without its number of rows, as people read it, in the place that the schema gives it. */
function toChange(row: Row): RecordedChange {
	const { id, at, who, kind, act, ...facts } = change.parse(row);
	const what = sentenceOf({ kind, act, ...facts });
	return { id, at, who, kind, act, what, ...facts };
}

/** What the queries of the history are given, but for the page. */
export function historyVariables({
	who = '',
	axis = '',
	object = '',
	kind = '',
	batch = '',
	since,
	until,
}: ChangesQuery): Variables {
	const kinds = JSON.stringify(kind.split(',').filter((one) => one !== ''));
	const times = { since: since ?? '-infinity', until: until === undefined ? 'infinity' : endOf(until) };
	const batches = JSON.stringify(batch === '' ? [] : [batch.toLowerCase()]);
	return { who, axis, object, kinds, batches, tag_acts: JSON.stringify(TAG_ACTS), ...times };
}

/** A day is whole. */
function endOf(until: string): string {
	if (!DAY.test(until)) return until;
	const day = new Date(`${until}T00:00:00Z`);
	day.setUTCDate(day.getUTCDate() + 1);
	return day.toISOString();
}
