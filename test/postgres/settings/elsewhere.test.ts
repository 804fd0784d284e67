/** A base model in another schema, and reads that the host opened the connection or the transaction for. */
import knex, { type Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCoverage } from '../../../src/coverage/counts';
import { queryRows } from '../../../src/db/run-sql';
import { READ_TIMEOUT_MS } from '../../../src/db/transaction';
import { policyForAnybody, readGate } from '../../../src/gate/gate';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { contextFor, createDatabase, ratify, type TestDatabase } from '../support/database';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

describe('a base model in another schema than the first of the search path', () => {
	let database: TestDatabase;
	let context: RolloutContext;
	let pool: Knex;
	beforeAll(async () => {
		database = await createDatabase({ ledger: false });
		await database.db.raw('create schema appdata');
		await ratify(database.db);
		pool = knex({ client: 'pg', connection: database.url, searchPath: ['appdata', 'public'], pool: { min: 0, max: 5 } });
		await setUpLedger(pool, () => Promise.resolve());
		context = contextFor(database, { db: pool });
	});
	afterAll(async () => {
		await pool.destroy();
		await database.drop();
	});

	it('is not ready for preflight, plan and tiers alike, and said to be in the wrong one', async () => {
		expect((await readPreflight(context)).status).toBe('BLOCKED');
		const asks: (() => Promise<unknown>)[] = [() => readPlan(context), () => applyTier(context, REQUEST, '1')];
		for (const ask of asks) {
			expect(await outcomeOf(ask())).toMatchObject({
				error: {
					code: 'AXIS_PREREQUISITE_MISSING',
					message: expect.stringContaining('governance_registry (in the schema public; it must be in appdata)'),
				},
			});
		}
	});
});

describe('a read outside of a transaction of ours', () => {
	let database: TestDatabase;
	beforeAll(async () => {
		database = await createDatabaseAt('tier 2');
	});
	afterAll(() => database.drop());

	it('runs in one of its own that can change nothing', async () => {
		const settings = `select current_setting('transaction_read_only') as read_only, current_setting('statement_timeout') as timeout`;
		expect(await queryRows(database.db, settings)).toEqual([{ read_only: 'on', timeout: `${READ_TIMEOUT_MS / 1000}s` }]);
		expect(await outcomeOf(queryRows(database.db, 'delete from os_proposal_approvals'))).toMatchObject({
			error: { code: '25006' },
		});
	});

	it('leaves no setting behind on the connection', async () => {
		const pool = database.connect();
		const settings = `select string_agg(name || '=' || setting, ',' order by name) as all from pg_settings where source = 'session'`;
		await pool.transaction(async (trx) => {
			const before = (await trx.raw(settings)).rows;
			await readGate(trx, { ...policyForAnybody(contextFor(database).loaded.profile.ratification) }, null);
			expect((await trx.raw(settings)).rows).toEqual(before);
		});
		const before = (await pool.raw(settings)).rows;
		await readCoverage(pool);
		expect((await pool.raw(settings)).rows).toEqual(before);
	});

	it('of the gate, in a transaction of the host, takes no temporary table for the approvals', async () => {
		await database.db.transaction(async (trx) => {
			await trx.raw(
				'create temporary table os_proposal_approvals on commit drop as select * from public.os_proposal_approvals limit 0',
			);
			const policy = policyForAnybody(contextFor(database).loaded.profile.ratification);
			const { approvals } = await readGate(trx, policy, null);
			expect(approvals).toBeGreaterThan(0);
			expect((await trx.raw('select count(*)::integer as rows from os_proposal_approvals')).rows).toEqual([{ rows: 0 }]);
		});
	});
});
