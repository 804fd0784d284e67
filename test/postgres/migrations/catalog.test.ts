/** What the catalog says of our objects: comments, keys, guards, indexes. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AXIS_TABLES, INTERNAL_SCHEMA, LEDGER_TABLE } from '../../../src/contract';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

let database: TestDatabase;
let db: Knex;
let ours: string[];

beforeAll(async () => {
	const fresh = await createDatabaseAt('fresh');
	const before = await relations(fresh.db);
	await fresh.drop();
	database = await createDatabaseAt('tier 1');
	db = database.db;
	ours = [...(await relations(db)).filter((name) => !before.includes(name)), LEDGER_TABLE];
});
afterAll(() => database.drop());

/** Tables and views of the public schema. */
async function relations(of: Knex): Promise<string[]> {
	const { rows } = await of.raw(
		`select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by relname`,
	);
	return rows.map((row: { relname: string }) => row.relname);
}

async function names(query: string, bindings: readonly string[][] = []): Promise<string[]> {
	const { rows } = await db.raw(query, bindings);
	return rows.map((row: { name: string }) => row.name);
}

/** knex' own bookkeeping is created by knex, without comments. */
const MINE = `(n.nspname = '${INTERNAL_SCHEMA}' and c.relname not like '%_migrations%' or n.nspname = 'public' and c.relname = any (?))`;

it('the tables are AXIS_TABLES and the ledger, and nothing else came but views', async () => {
	const tables = await names(
		`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace and relname = any (?)`,
		[ours],
	);
	expect(tables.sort()).toEqual([...AXIS_TABLES, LEDGER_TABLE].sort());
	expect(ours.filter((name) => !tables.includes(name)).every((name) => name.startsWith('v_'))).toBe(true);
});

describe('has a comment', () => {
	it('every table and view', async () => {
		const silent = await names(
			`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
			where c.relkind in ('r', 'v') and ${MINE} and obj_description(c.oid, 'pg_class') is null`,
			[ours],
		);
		expect(silent).toEqual([]);
	});

	it('every column', async () => {
		const silent = await names(
			`select format('%s.%s', c.oid::regclass, a.attname) as name
			from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
			where c.relkind in ('r', 'v') and ${MINE} and a.attnum > 0 and not a.attisdropped and col_description(c.oid, a.attnum) is null`,
			[ours],
		);
		expect(silent).toEqual([]);
	});

	it('every function, trigger and schema', async () => {
		const silent = await names(
			`select p.oid::regprocedure::text as name from pg_proc p
			where pronamespace = '${INTERNAL_SCHEMA}'::regnamespace and obj_description(p.oid, 'pg_proc') is null
			union all
			select format('%s on %s', t.tgname, c.relname) from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace
			where not t.tgisinternal and ${MINE} and obj_description(t.oid, 'pg_trigger') is null
			union all
			select nspname from pg_namespace where nspname = '${INTERNAL_SCHEMA}' and obj_description(oid, 'pg_namespace') is null`,
			[ours],
		);
		expect(silent).toEqual([]);
	});
});

describe('tables', () => {
	it('have a key of one column, which is what Directus can show', async () => {
		const keyed = await names(
			`select c.relname as name from pg_class c join pg_index i on i.indrelid = c.oid and i.indisprimary and i.indnkeyatts = 1
			where c.relnamespace = 'public'::regnamespace and c.relname = any (?)`,
			[ours],
		);
		expect(keyed.sort()).toEqual([...AXIS_TABLES, LEDGER_TABLE].sort());
	});

	it('say who made a row and when', async () => {
		const columns = await names(
			`select format('%s.%s', table_name, column_name) as name from information_schema.columns
			where table_schema = 'public' and table_name = any (?) and column_name in ('created_by', 'created_at') and is_nullable = 'NO'`,
			[[...AXIS_TABLES]],
		);
		expect(columns.sort()).toEqual(AXIS_TABLES.flatMap((table) => [`${table}.created_at`, `${table}.created_by`]).sort());
	});

	it('check every status-like column', async () => {
		const unchecked = await names(
			`select format('%s.%s', c.relname, a.attname) as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0
			where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname = any (?)
				and a.attname ~ '(status|kind|zone|severity|mode|family|state)$'
				and not exists (select from pg_constraint k where k.conrelid = c.oid and k.contype = 'c' and k.conkey @> array[a.attnum])`,
			[ours],
		);
		expect(unchecked).toEqual([]);
	});

	it('have an index under every foreign key, so that deleting what it points at reads no table', async () => {
		const bare = await names(
			`select format('%s.%s', c.relname, k.conname) as name from pg_constraint k join pg_class c on c.oid = k.conrelid
			where k.contype = 'f' and c.relnamespace = 'public'::regnamespace and c.relname = any (?)
				and not exists (
					select from pg_index i where i.indrelid = c.oid and i.indisvalid
						and (select array_agg(key order by key) from unnest((string_to_array(i.indkey::text, ' ')::int2[])[1:cardinality(k.conkey)]) as key)
							= (select array_agg(key order by key) from unnest(k.conkey) as key)
				)`,
			[ours],
		);
		expect(bare).toEqual([]);
	});
});

describe('guards', () => {
	it('stand on each axis table, twice, always enabled, before the statement', async () => {
		const { rows } = await db.raw(
			`select c.relname as axis_table, t.tgname as name, t.tgenabled as enabled, t.tgtype & 1 as per_row, t.tgtype & 2 as before
			from pg_trigger t join pg_class c on c.oid = t.tgrelid where t.tgfoid = 'axis_internal.refuse_while_gate_shut'::regproc order by 1, 2`,
		);
		expect(rows).toEqual(
			[...AXIS_TABLES, 'acknowledgement', 'axis_semantics', 'gap_span', 'goal', 'waiver']
				.sort()
				.flatMap((axis_table) =>
					['axis_guard_truncate', 'axis_guard_write'].map((name) => ({ axis_table, name, enabled: 'A', per_row: 0, before: 2 })),
				),
		);
	});

	it('and every other routine of ours run with a search path that holds nobody’s functions, and what has the owner’s rights is nobody’s to call, but to read which links lead to nobody and what comes down the containment, and to write what a scan saw', async () => {
		const { rows } = await db.raw(
			`select proname, proconfig[1] as path, proconfig[2:] as other, prosecdef, has_function_privilege('public', oid, 'execute') as callable from pg_proc
			where pronamespace = '${INTERNAL_SCHEMA}'::regnamespace or proname = 'fn_governance_scan' order by proname`,
		);
		for (const row of rows) expect(row, row.proname).toMatchObject({ path: 'search_path=pg_catalog, pg_temp' });
		expect(rows.filter((row: { prosecdef: boolean }) => row.prosecdef)).toMatchObject([
			{ proname: 'gate_is_open', other: ['row_security=off'], callable: false },
			{ proname: 'inherited', other: ['row_security=off'], callable: true },
			{ proname: 'keep_gap_spans', other: ['row_security=off'], callable: true },
			{ proname: 'note_activation', other: ['row_security=off'], callable: false },
			{ proname: 'refuse_moved_second_value', other: ['row_security=off'], callable: false },
			{ proname: 'refuse_second_value', other: ['row_security=off'], callable: false },
			{ proname: 'refuse_while_gate_shut', other: [], callable: false },
			{ proname: 'unmanned_authority', other: ['row_security=off'], callable: true },
		]);
	});
});
