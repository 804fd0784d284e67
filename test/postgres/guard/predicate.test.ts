/** What opens the gate for the guard, and what cannot. Every test runs in a transaction that is rolled back. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import { ratify, type TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';
import { createOpenViews, WRITES } from '../support/statements';

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	await createOpenViews(database.db);
});
afterAll(() => database.drop());
beforeEach(async () => {
	trx = await database.db.transaction();
});
afterEach(() => trx.rollback());

const write = () => trx.transaction((savepoint) => savepoint.raw('update axis_value set created_by = created_by'));
const refused = () => expect(write()).rejects.toMatchObject({ code: 'AX001' });
const passes = () => expect(write()).resolves.toBeDefined();

describe('an open gate lets every write pass the guard', () => {
	it.each(AXIS_TABLES.flatMap((table) => Object.keys(WRITES).map((name) => [name, table] as const)))(
		'%s on %s',
		async (name, table) => {
			// What the tables themselves refuse (a row without its fields, a foreign key) is past the guard.
			const error: unknown = await Promise.resolve(WRITES[name]?.(trx, table)).then(
				() => null,
				(error: unknown) => error,
			);
			expect(error).not.toMatchObject({ code: 'AX001' });
			if (error !== null) expect(error).toMatchObject({ code: expect.stringMatching(/^23/) });
		},
	);
});

describe('approvals', () => {
	const rows = () => database.db('os_proposal_approvals');
	afterEach(async () => {
		await trx.rollback();
		await rows().delete();
		await ratify(database.db);
	});

	it('count against the minimum of the policy', async () => {
		await trx.raw('update axis_internal.gate_policy set minimum_approvals = 3');
		await refused();
		await ratify(database.db);
		await refused();
		await ratify(database.db);
		await passes();
	});

	it('that are deleted shut the gate at once, in the same transaction too', async () => {
		await passes();
		await trx('os_proposal_approvals').delete();
		await refused();
	});

	describe('that the writing transaction made itself open nothing, for they could be gone before anybody sees them', () => {
		beforeEach(() => rows().delete());

		it.each([
			['made', async () => ratify(trx)],
			['made in a savepoint that was released', async () => trx.transaction((savepoint) => ratify(savepoint))],
			['made in a block that catches errors', async () => trx.raw(SWALLOWING)],
			['made after others took transaction ids', async () => (await trx.raw('select pg_current_xact_id()'), ids(), ratify(trx))],
		])('%s', async (_how, make) => {
			await make();
			expect(await trx('os_proposal_approvals').select('id')).toHaveLength(1);
			await refused();
		});

		it('changed', async () => {
			await ratify(database.db);
			await passes();
			await trx('os_proposal_approvals').update({ organization: 'Other' });
			await refused();
		});

		it('of others count from their COMMIT on, also when that is later than the first write of ours', async () => {
			await trx.raw('select pg_current_xact_id()');
			await ids();
			await refused();
			await ratify(database.db);
			await passes();
		});
	});
});

const SWALLOWING = `do $$ begin begin insert into os_proposal_approvals (organization) values ('Council'); exception when others then null; end; end $$`;

/** Transactions of others, which take the next ids. */
async function ids(): Promise<void> {
	for (let count = 0; count < 3; count++) await database.db.raw('select pg_current_xact_id()');
}

describe('missing, unreadable or unknown means shut', () => {
	it.each([
		['the approvals are dropped', 'drop table os_proposal_approvals'],
		['the approvals are renamed', 'alter table os_proposal_approvals rename to approvals_of_old'],
		['the approvals moved to another schema', 'create schema away; alter table os_proposal_approvals set schema away'],
		['the policy is emptied', 'delete from axis_internal.gate_policy'],
		['the policy is dropped', 'drop table axis_internal.gate_policy'],
		[
			'a view that cannot be locked took their place',
			'drop table os_proposal_approvals; create view os_proposal_approvals as select count(*) from pg_class',
		],
		[
			'a view that could be locked took their place',
			'alter table os_proposal_approvals rename to approvals_of_old; create view os_proposal_approvals as select id, email from approvals_of_old',
		],
		[
			'a view without a row that anybody gave took their place',
			'drop table os_proposal_approvals; create view os_proposal_approvals as select 1 as x',
		],
		[
			'a foreign table took their place',
			`alter table os_proposal_approvals rename to approvals_of_old; create extension file_fdw; create server files foreign data wrapper file_fdw;
			create foreign table os_proposal_approvals (id text) server files options (program 'echo 1')`,
		],
		[
			'a table of several parts took their place',
			`alter table os_proposal_approvals rename to approvals_of_old;
			create table os_proposal_approvals (like approvals_of_old) partition by list (id);
			alter table os_proposal_approvals attach partition approvals_of_old default`,
		],
		[
			'the approvals are a part of another table',
			'create table approvals_of_all (id uuid not null); alter table os_proposal_approvals inherit approvals_of_all',
		],
		['the approvals have rows of another table', 'create table more_approvals () inherits (os_proposal_approvals)'],
		[
			'the approvals are hidden by row security',
			`alter table os_proposal_approvals enable row level security, force row level security; create role guard_owner; grant all on os_proposal_approvals, axis_internal.gate_policy to guard_owner; grant usage, create on schema axis_internal to guard_owner; alter function axis_internal.gate_is_open() owner to guard_owner`,
		],
		[
			'the guard’s owner may not read them',
			`create role guard_reader; grant usage, create on schema axis_internal to guard_reader; grant all on axis_internal.gate_policy to guard_reader; alter function axis_internal.gate_is_open() owner to guard_reader`,
		],
		[
			'the guard’s owner may not lock them',
			`create role guard_locker; grant usage, create on schema axis_internal to guard_locker; grant all on axis_internal.gate_policy to guard_locker; grant select on os_proposal_approvals to guard_locker; alter function axis_internal.gate_is_open() owner to guard_locker`,
		],
	])('%s', async (_what, change) => {
		await passes();
		await trx.raw(change);
		await refused();
	});

	it('where the guard’s owner may read and lock them, it is open', async () => {
		await trx.raw(`create role guard_full; grant usage, create on schema axis_internal to guard_full; grant all on axis_internal.gate_policy to guard_full;
			grant select, update on os_proposal_approvals to guard_full; alter function axis_internal.gate_is_open() owner to guard_full`);
		await passes();
	});
});

describe('what looks like approvals and is none', () => {
	beforeEach(() => trx('os_proposal_approvals').delete());

	it('a temporary table of the name', async () => {
		await trx.raw('create temp table os_proposal_approvals as select 1 as id');
		await trx.raw('set local search_path = pg_temp, public');
		await refused();
	});

	it('a table of the name in a schema that comes first on the path', async () => {
		await trx.raw(
			'create schema mine; create table mine.os_proposal_approvals (id integer); insert into mine.os_proposal_approvals values (1)',
		);
		await trx.raw('set local search_path = mine, public, pg_temp');
		await refused();
	});

	it('a policy of row security that says yes', async () => {
		await trx.rollback();
		trx = await database.db.transaction();
		await trx.raw(`create role guard_policy; grant usage, create on schema axis_internal to guard_policy; grant all on axis_internal.gate_policy to guard_policy;
			grant select, update on os_proposal_approvals to guard_policy; alter function axis_internal.gate_is_open() owner to guard_policy`);
		await passes();
		await trx.raw(
			'alter table os_proposal_approvals enable row level security; create policy everything on os_proposal_approvals using (true)',
		);
		await refused();
	});

	it('functions and settings of the caller', async () => {
		await trx.raw(`create function public.pg_current_xact_id() returns xid8 language sql as $$ select '1'::xid8 $$`);
		await trx.raw(`set local search_path = public, pg_catalog; set local axis.rehearsal = '1'`);
		await refused();
	});
});
