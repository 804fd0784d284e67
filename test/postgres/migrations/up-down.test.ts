/** Migration sets: up, down, twice, at once, and with bookkeeping of a newer build. */
import type { Knex } from 'knex';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LEDGER, migrateDown, migrateUp, SUBSTRATE } from '../../../src/db/migrations';
import type { MigrationSet } from '../../../src/db/sql-migration';
import { waitForLock } from '../../../src/db/advisory-lock';
import { withTransaction } from '../../../src/db/transaction';
import { createDatabase, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { outcomeOf } from '../support/sessions';

const LIMITS = { lockTimeoutMs: 5000, statementTimeoutMs: 30_000 };
const SETS = { SUBSTRATE, LEDGER } as const;

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabase({ ledger: false });
	await database.db.raw('create schema axis_internal');
});
afterEach(() => database.drop());

const up = (set: MigrationSet, db: Knex = database.db) =>
	withTransaction(db, LIMITS, async (trx) => {
		await waitForLock(trx, 'ledgerSetup');
		return migrateUp(trx, set);
	});
const down = (set: MigrationSet) => withTransaction(database.db, LIMITS, (trx) => migrateDown(trx, set));

/** Everything of the schemas, the ledger and its bookkeeping included. */
async function objects(): Promise<string[]> {
	const { rows } = await database.db.raw(
		`select c.oid::regclass::text as name from pg_class c where relnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace)
		union all select p.oid::regprocedure::text from pg_proc p where pronamespace in ('public'::regnamespace, 'axis_internal'::regnamespace)
		union all select t.typname from pg_type t where typnamespace in ('public'::regnamespace, 'axis_internal'::regnamespace) and typtype <> 'c'
		order by 1`,
	);
	return rows.map((row: { name: string }) => row.name);
}

describe.each(Object.entries(SETS))('%s', (_name, set) => {
	const names = set.migrations.map((migration) => migration.name);
	// Views of tier 1 read who is linked to an authority, which the ledger's set brings.
	beforeEach(async () => {
		if (set !== LEDGER) await up(LEDGER);
	});

	it('goes up once, whole and in order; a second time nothing is left to do', async () => {
		expect([...names].sort()).toEqual(names);
		expect(await up(set)).toEqual(names);
		const after = await objects();
		expect(await up(set)).toEqual([]);
		expect(await objects()).toEqual(after);
	});

	it('goes down to nothing of its own, and up again to the same', async () => {
		const before = [await objects(), await fingerprint(database.db)];
		await up(set);
		const applied = await objects();
		expect(await down(set)).toEqual([...names].reverse());
		expect([await objects(), await fingerprint(database.db)]).toEqual(before);
		expect(await down(set)).toEqual([]);
		expect(await objects()).toEqual(before[0]);
		await up(set);
		expect(await objects()).toEqual(applied);
	});

	it('of two pools that go up at once one does the work, and both succeed', async () => {
		const answers = await Promise.all([up(set, database.db), up(set, database.connect()), up(set, database.connect())]);
		expect(answers.map((done) => done.length).sort((a, b) => a - b)).toEqual([0, 0, names.length]);
	});

	it('a failing migration leaves nothing of those before it', async () => {
		const before = await objects();
		const broken = {
			...set,
			migrations: [...set.migrations, { name: 'axis999-break', up: 'select 1; select 1 / 0;', down: 'select 1' }],
		};
		await expect(up(broken)).rejects.toMatchObject({ code: '22012' });
		expect(await objects()).toEqual(before);
		expect(await up(set)).toEqual(names);
	});

	it('a later migration goes up alone, and comes down first', async () => {
		await up(set);
		const grown = {
			...set,
			migrations: [...set.migrations, { name: 'axis999-grow', up: 'create table grown ();', down: 'drop table grown;' }],
		};
		expect(await up(grown)).toEqual(['axis999-grow']);
		expect(await down(grown)).toEqual(['axis999-grow', ...[...names].reverse()]);
	});

	it('bookkeeping of a newer build refuses up and down by name, and changes nothing', async () => {
		await up({ ...set, migrations: [...set.migrations, { name: 'axis999-newer', up: 'select 1;', down: 'select 1;' }] });
		const before = await objects();
		const refusal = {
			code: 'AXIS_NEWER_SCHEMA',
			status: 409,
			message: expect.stringMatching(/does not know \(axis999-newer\)\. Nothing was changed\. Install the version/),
			extensions: { unknown: ['axis999-newer'] },
		};
		await expect(up(set)).rejects.toMatchObject(refusal);
		await expect(down(set)).rejects.toMatchObject(refusal);
		expect(await objects()).toEqual(before);
	});

	it('tells each statement before it runs, and a rejection ends it', async () => {
		const lines: number[] = [];
		const stop = new Error('stop');
		const run = withTransaction(database.db, LIMITS, (trx) =>
			migrateUp(trx, set, (statement) => {
				lines.push(statement.line);
				return lines.length < 3 ? Promise.resolve() : Promise.reject(stop);
			}),
		);
		expect(await outcomeOf(run)).toEqual({ error: stop });
		expect(lines).toHaveLength(3);
	});
});

it('what others built on the substrate makes down fail, and nothing is lost', async () => {
	await up(LEDGER);
	await up(SUBSTRATE);
	await database.db.raw('create view theirs as select * from v_axis_coverage_gap');
	const before = await objects();
	await expect(down(SUBSTRATE)).rejects.toMatchObject({ code: '2BP01' });
	expect(await objects()).toEqual(before);
});
