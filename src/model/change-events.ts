/** Changes of the model that were made, as the ledger has them. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { LifecycleEvent } from '../contract';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import type { Row } from '../db/run-sql';
import listEventsText from './sql/list-events.sql';
import { status } from './change-subject';

// An older build's report lacks what it did not count yet: one such row must not take the list away.
const count = z.number().default(0);
const eventRow = z.object({
	id: z.string(),
	requested_by: z.string(),
	finished_at: z.date().transform((time) => time.toISOString()),
	ratified_apr: z.string().nullable(),
	what: z.object({
		kind: z.enum(['axis', 'value', 'rule']),
		code: z.string(),
		axis_code: z.string().nullable(),
		merge_into: z.string().nullable(),
		split_into: z
			.array(
				z.object({
					value_code: z.string(),
					objects: z.array(z.object({ object_type: z.string(), object_ref: z.string() })).optional(),
				}),
			)
			.nullable(),
	}),
	reason: z.string(),
	from: status,
	to: status,
	undo_of: z.string().nullable(),
	undone_by: z.string().nullable(),
	report: z.object({
		cells_added: count,
		cells_removed: count,
		gaps_added: count,
		gaps_removed: count,
		rows: z.object({
			values_activated: count,
			values_reparented: count,
			assignments_retargeted: count,
			assignments_superseded: count,
			owners_retargeted: count,
			owners_superseded: count,
			waivers_retargeted: count,
		}),
	}),
});

/** Newest first, with the number of all. Errors: UnsupportedDatabaseError; the database's own where the ledger is missing. */
export async function listEvents(db: Knex, page: Page): Promise<Listing<LifecycleEvent>> {
	requirePostgres(db);
	const count = `select count(*) as total from axis_rollout_run where action = 'lifecycle' and status = 'passed'`;
	const query = { text: listEventsText, variables: {}, count, parse: toEvent };
	return readListing(db, page, () => Promise.resolve(query));
}

function toEvent(row: Row): LifecycleEvent {
	const { what, report, ...event } = eventRow.parse(row);
	return { ...event, ...what, ...report };
}
