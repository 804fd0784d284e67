/** The events of the ledger: starts and ends, each after the one before. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LEDGER, migrateDown, migrateUp } from '../../../src/db/migrations';
import openLedger from '../../../src/run/sql/ledger-open.sql';
import startRun from '../../../src/run/sql/ledger-start-run.sql';
import endRun from '../../../src/run/sql/ledger-end-run.sql';
import { queryRows } from '../../../src/db/run-sql';
import { verifyChain } from '../../../src/run/ledger-read';
import { createDatabase, type TestDatabase } from '../support/database';

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabase({ ledger: false });
	await database.db.transaction((trx) => migrateUp(trx, LEDGER));
});
afterEach(() => database.drop());

const write = <Result>(work: (trx: Knex.Transaction) => Promise<Result>) =>
	database.db.transaction(async (trx) => {
		await queryRows(trx, openLedger);
		return work(trx);
	});
const start = (part_of: string | null = null) =>
	write(async (trx) => {
		const values = { action: 'apply', tiers: '[1]', requested_by: 'ada', ratified_apr: null, profile_sha256: 'x', request: null };
		return String((await queryRows(trx, startRun, { ...values, part_of }))[0]?.id);
	});
const end = (id: string) => write((trx) => queryRows(trx, endRun, { id, status: 'passed', result: '{}', error: null }));

async function recordSequence(): Promise<void> {
	const sequence = await start();
	await end(await start(sequence));
	await end(sequence);
}

it('of an empty ledger nothing is the head, and the first event follows nothing', async () => {
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 0, head: null });
	await recordSequence();
	const [first] = await database.db('axis_rollout_run').orderBy('run_no');
	expect(first).toMatchObject({ previous_hash: null, start_event: '1' });
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 2 });
});

it('an end and a start at once follow each other, whoever comes first, and neither waits for the other’s row', async () => {
	const [one, two] = [await start(), await start()];
	await Promise.all([end(one), start(), end(two), start(), start()]);
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 5, broken: [] });
});

it('goes down with its history', async () => {
	await recordSequence();
	await database.db.transaction((trx) => migrateDown(trx, LEDGER));
	expect(await database.db.schema.hasTable('axis_rollout_run')).toBe(false);
});
