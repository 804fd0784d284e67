/** A ledger whose runs an older build recorded: they keep their hashes, and what is recorded from now on holds them fast. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { LEDGER, migrateDown, migrateUp } from '../../../src/db/migrations';
import openLedger from '../../../src/run/sql/ledger-open.sql';
import startRun from '../../../src/run/sql/ledger-start-run.sql';
import endRun from '../../../src/run/sql/ledger-end-run.sql';
import { queryRows } from '../../../src/db/run-sql';
import { verifyChain } from '../../../src/run/ledger-read';
import { createDatabase, type TestDatabase } from '../support/database';

/** The ledger as it was before there were events. */
const OLD = { ...LEDGER, migrations: LEDGER.migrations.filter(({ name }) => name < 'ledger006') };

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabase({ ledger: false });
	await database.db.transaction((trx) => migrateUp(trx, OLD));
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

async function recordSequence(): Promise<string> {
	const sequence = await start();
	await end(await start(sequence));
	await end(sequence);
	return sequence;
}

async function forgeEnd(trx: Knex.Transaction, id: string): Promise<void> {
	await trx.raw('alter table axis_rollout_run disable trigger user');
	await trx.raw('set local session_replication_role = replica');
	await trx.raw(`update axis_rollout_run set status = 'failed' where id = ?`, [id]);
	await trx.raw('update axis_rollout_run as run set end_hash = axis_internal.hash_run_end(run) where id = ?', [id]);
}

it('passes before and after, with a run that was under way, and shows what is rewritten of either time', async () => {
	await expect(verifyChain(database.db)).rejects.toMatchObject({
		code: 'AXIS_PREREQUISITE_MISSING',
		extensions: { missing: ['axis_rollout_run.start_event'] },
	});
	const old = await recordSequence();
	const underWay = await start();
	const before = await database.db('axis_rollout_run').orderBy('run_no').select('previous_hash', 'start_hash', 'end_hash');

	await database.db.transaction((trx) => migrateUp(trx, LEDGER));
	expect(await database.db('axis_rollout_run').orderBy('run_no').select('previous_hash', 'start_hash', 'end_hash')).toEqual(
		before,
	);
	const { status, head } = await verifyChain(database.db);
	expect([status, head]).toEqual(['PASS', expect.stringMatching(/^[0-9a-f]{64}$/)]);

	await end(underWay);
	const fresh = await recordSequence();
	expect(await verifyChain(database.db, head)).toMatchObject({ status: 'PASS', runs: 5, head_found: true });
	for (const id of [old, underWay]) {
		const trx = await database.db.transaction();
		await forgeEnd(trx, id);
		expect((await verifyChain(trx)).status).toBe('FAIL');
		await trx.rollback();
	}
	// The newest end of all: only the head says so.
	const kept = (await verifyChain(database.db)).head;
	const trx = await database.db.transaction();
	await forgeEnd(trx, fresh);
	expect(await verifyChain(trx, kept)).toMatchObject({ status: 'FAIL', head_found: false });
	await trx.rollback();
});

it('of an empty ledger nothing is the head, and the first event follows nothing', async () => {
	await database.db.transaction((trx) => migrateUp(trx, LEDGER));
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 0, head: null });
	await recordSequence();
	const [first] = await database.db('axis_rollout_run').orderBy('run_no');
	expect(first).toMatchObject({ previous_hash: null, start_event: '1' });
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 2 });
});

it('an end and a start at once follow each other, whoever comes first, and neither waits for the other’s row', async () => {
	await database.db.transaction((trx) => migrateUp(trx, LEDGER));
	const [one, two] = [await start(), await start()];
	await Promise.all([end(one), start(), end(two), start(), start()]);
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 5, broken: [] });
});

it('goes down with its history', async () => {
	await database.db.transaction((trx) => migrateUp(trx, LEDGER));
	await recordSequence();
	await database.db.transaction((trx) => migrateDown(trx, LEDGER));
	expect(await database.db.schema.hasTable('axis_rollout_run')).toBe(false);
});
