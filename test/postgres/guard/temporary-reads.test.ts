/** Temporary tables and types in front of every table, view and type of the host and of PostgreSQL’s catalog, on the only connection of a pool: no report sees them. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { queryRows } from '../../../src/db/run-sql';
import { lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import { withTransaction } from '../../../src/db/transaction';
import { verifyChain } from '../../../src/run/ledger-read';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';
import plantTemporary from './plant-temporary.sql';

const LIMITS = { lockTimeoutMs: 2000, statementTimeoutMs: 15_000 };
const POLICY: GatePolicy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: false };

let database: TestDatabase;
let crowded: Knex;

beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	crowded = database.connect();
	await crowded.raw(plantTemporary);
});
afterAll(() => database.drop());

/** What each reader of the database says. */
async function answers(db: Knex): Promise<Record<string, unknown>> {
	const context = contextFor(database, { db });
	return {
		gate: await readGate(db, POLICY, null),
		locked: await withTransaction(db, LIMITS, (trx) => lockGate(trx, POLICY, null)),
		preflight: await readPreflight(context),
		plan: await readPlan(context),
		verify: await verifyRollout(context),
		coverage: await readCoverage(db),
		chain: await verifyChain(db),
	};
}

it('a name without its schema means the temporary one: of our tables and views, of the base model, of the catalog', async () => {
	const [found] = await queryRows(
		crowded,
		`select count(*)::int as all, count(*) filter (where relname like 'axis\\_%' or relname like 'v\\_%')::int as ours,
			count(*) filter (where relname like 'pg\\_%')::int as catalog
		from pg_catalog.pg_class where relnamespace = pg_catalog.pg_my_temp_schema() and relkind = 'r'`,
	);
	expect(found).toMatchObject({ ours: expect.any(Number), catalog: expect.any(Number) });
	expect(Number(found?.ours)).toBeGreaterThan(30);
	expect(Number(found?.catalog)).toBeGreaterThan(100);
	for (const name of ['os_proposal_approvals', 'axis_registry', 'v_axis_coverage_summary', 'axis_rollout_run', 'pg_class'])
		expect((await crowded.raw(`select * from ${name}`)).rows, name).toEqual([]);
	for (const type of ['text', 'jsonb', 'regclass', 'oid', 'name', 'uuid'])
		await expect(crowded.raw(`select null::${type}`), type).rejects.toMatchObject({ code: '23514' });
});

it('gate, preflight, plan, verify, coverage and chain say what they say without them', async () => {
	const timeless = (found: unknown) => JSON.stringify(found, (key, value) => (/_at$|_ms$/.test(key) ? null : value), '\t');
	const expected = await answers(database.db);
	const found = await answers(crowded);
	for (const [reader, answer] of Object.entries(expected)) expect(timeless(found[reader]), reader).toBe(timeless(answer));
	expect((await crowded.raw('select * from os_proposal_approvals')).rows, 'the doubles are still there').toEqual([]);
});

it('guard, scan and ledger judge a write as without them', async () => {
	const trx = await crowded.transaction();
	const refused = (statement: string) =>
		expect(
			trx.transaction((savepoint) => savepoint.raw(statement)),
			statement,
		).rejects;
	await trx.raw('update public.axis_value set value_name = value_name');
	await trx.raw(`select public.fn_governance_scan('test', 'manual')`);
	await trx.raw(`select pg_catalog.set_config('axis.ledger_writer', pg_catalog.pg_current_xact_id()::pg_catalog.text, true)`);
	await trx.raw(`insert into public.axis_rollout_run (action, requested_by, profile_sha256) values ('apply', 'doubles', 'x')`);
	await refused(`delete from public.axis_rollout_run`).toMatchObject({ code: 'AX003' });
	await refused(`set local axis.gate = 'shut'; update public.axis_value set value_name = value_name`).toMatchObject({
		code: 'AX001',
	});
	await trx.rollback();
});
