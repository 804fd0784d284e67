/** What is no table of approvals opens nothing, in any layer: reader, lock, trigger, preflight. Nor does a guard without its policy. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { gateBlockers, lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import { readPreflight } from '../../../src/rollout/preflight';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const POLICY: GatePolicy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: false };

let database: TestDatabase;
let trx: Knex.Transaction;
beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
});
afterAll(() => database.drop());
beforeEach(async () => {
	trx = await database.db.transaction();
});
afterEach(() => trx.rollback());

/** The first blocker of each layer, or open. */
async function layers(): Promise<Record<string, unknown>> {
	const first = (blockers: { code: string }[]) => blockers[0]?.code ?? 'open';
	const { rows } = await trx.raw('select axis_internal.gate_is_open() as open');
	const preflight = await readPreflight(contextFor(database, { db: trx }));
	return {
		trigger: rows[0].open ? 'open' : 'shut',
		reader: first(gateBlockers(await readGate(trx, POLICY, null), POLICY)),
		preflight: first(preflight.blockers.filter(({ code }) => /approvals|policy/.test(code))),
		lock: first(gateBlockers(await lockGate(trx, POLICY, null), POLICY)),
	};
}
const every = (code: string) => ({ trigger: code === 'open' ? 'open' : 'shut', reader: code, lock: code, preflight: code });

it('a table is read, with an index, a check and statistics of PostgreSQL’s own functions too', async () => {
	await trx.raw(`create index on os_proposal_approvals (lower(email)) where length(email) > 0;
		alter table os_proposal_approvals add check (length(email) > 0 or email is null);
		create statistics approvals_statistics on (lower(email)), id from os_proposal_approvals`);
	expect(await layers()).toEqual(every('open'));
});

it.each([
	['a view', 'alter table os_proposal_approvals rename to old; create view os_proposal_approvals as select * from old'],
	['a view of nothing', 'drop table os_proposal_approvals; create view os_proposal_approvals as select 1 as x'],
	['a part', 'create table whole (id uuid not null); alter table os_proposal_approvals inherit whole'],
	['a whole', 'create table part () inherits (os_proposal_approvals)'],
	[
		'a table whose index calls somebody’s function',
		`create function mine(text) returns text language sql immutable as 'select $1'; create index on os_proposal_approvals (mine(email))`,
	],
	[
		'a table whose index has a condition of somebody’s',
		`create function mine() returns boolean language sql immutable as 'select true'; create index on os_proposal_approvals (id) where mine()`,
	],
	[
		'a table whose check calls somebody’s function',
		`create function mine(text) returns boolean language sql immutable as 'select true'; alter table os_proposal_approvals add check (mine(email))`,
	],
	[
		'a table whose statistics call somebody’s function',
		`create function mine(text) returns text language sql immutable as 'select $1'; create statistics s on (mine(email)) from os_proposal_approvals`,
	],
])('%s is no table of approvals', async (_what, change) => {
	await trx.raw(change);
	expect(await layers()).toEqual(every('approvals_no_table'));
});

it.each(['delete from axis_internal.gate_policy', 'drop table axis_internal.gate_policy'])(
	'%s: the gate is shut',
	async (change) => {
		await trx.raw(change);
		expect(await layers()).toEqual(every('policy_missing'));
	},
);
