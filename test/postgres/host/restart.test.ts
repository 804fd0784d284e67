/** A database that restarts while a report is read, or that is not there: 503 in words from every read and every preview, never 500. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { explainFor } from '../../../endpoints/axis/request';
import { readsOf, type Read } from '../scale/reads';
import { testProfile, type TestDatabase } from '../support/database';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt } from '../support/states';

const READS = [...readsOf(testProfile('any')).keys()];
const REQUEST = Object.assign(Object.create(null), { method: 'GET', baseUrl: '/axis', path: '/report' });
const UNAVAILABLE = {
	code: 'AXIS_DATABASE_UNAVAILABLE',
	status: 503,
	message: expect.stringMatching(/ failed: the connection to the database .*Nothing was changed/),
};

let database: TestDatabase;
let reads: Map<string, Read>;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	const profile = testProfile(database.name, (json) =>
		Object.assign(json, { ownership: { ...Object(json.ownership), writable: true } }),
	);
	reads = readsOf(profile);
});
afterAll(() => database.drop());

/** The sessions that wait for a lock here end as they do when the server shuts down, until none is left to end. */
async function shutDownWhile(reading: Promise<unknown>): Promise<unknown> {
	let isOver = false;
	const outcome = outcomeOf(reading).finally(() => (isOver = true));
	while (!isOver) {
		await database.db.raw(
			`select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
		);
		await new Promise((resolve) => setTimeout(resolve, 2));
	}
	return outcome;
}

/** Nobody reads a table before the work is over: every report is under way when the server goes down. */
async function whileAllIsLocked<Result>(work: () => Promise<Result>): Promise<Result> {
	return database.db.transaction(async (trx: Knex.Transaction) => {
		await trx.raw(`do $$ begin execute (
			select 'lock table ' || string_agg(oid::regclass::text, ', ') || ' in access exclusive mode'
			from pg_class where relkind = 'r' and relnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace)
		); end $$`);
		return work();
	});
}

describe.each(READS)('%s', (name) => {
	const read = (db: Knex) => reads.get(name)?.(db) ?? Promise.reject(new Error(`no read ${name}`));
	const told = (outcome: unknown) =>
		typeof outcome === 'object' && outcome !== null && 'error' in outcome ? explainFor(REQUEST, outcome.error) : outcome;

	it('is 503 in words where the database shuts down under it', async () => {
		const reader = database.connect();
		expect(told(await whileAllIsLocked(() => shutDownWhile(read(reader))))).toMatchObject(UNAVAILABLE);
		await reader.destroy();
	});

	it('is 503 in words where no connection can be made', async () => {
		const gone = database.connect();
		await gone.destroy();
		expect(told(await outcomeOf(read(gone)))).toMatchObject(UNAVAILABLE);
	});
});
