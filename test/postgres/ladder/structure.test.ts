/** What tier 1 adds: exactly 11 tables, 31 views and a function, and all that the migrations make, as a dump kept beside this file. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import type { TestDatabase } from '../support/database';
import { createDatabaseAt } from '../support/states';

const NEW = `
	with held as (select relname, relkind from pg_class where relnamespace = 'public'::regnamespace
		union all select proname, 'f' from pg_proc where pronamespace = 'public'::regnamespace)
	select relkind as kind, relname as name from held where relkind in ('r', 'v', 'f', 'm', 'p', 'S') order by 1, 2`;

/** Constraints of PostgreSQL 18 that say NOT NULL are left out: the columns say it. So are numbers that differ from server to server. */
const DUMP: Readonly<Record<string, string>> = {
	columns: `select format('  %s %s%s%s%s', attname, format_type(atttypid, atttypmod),
			case when attnotnull then ' not null' else '' end,
			coalesce(' default ' || pg_get_expr(adbin, adrelid), ''),
			case attidentity when '' then '' else format(' identity %s', attidentity) end) as line
		from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
		where attrelid = ?::regclass and attnum > 0 and not attisdropped order by attnum`,
	constraints: `select format('  constraint %s %s', conname, pg_get_constraintdef(oid)) as line
		from pg_constraint where conrelid = ?::regclass and contype <> 'n' order by contype, conname`,
	indexes: `select '  ' || pg_get_indexdef(indexrelid) as line from pg_index where indrelid = ?::regclass order by pg_get_indexdef(indexrelid) collate "C"`,
	triggers: `select format('  %s [%s]', pg_get_triggerdef(oid), tgenabled) as line
		from pg_trigger where tgrelid = ?::regclass and not tgisinternal order by tgname`,
	comments: `select format('  -- %s: %s', coalesce(attname, relation::text), description) as line
		from pg_description cross join lateral (select objoid::regclass as relation) as named
		left join pg_attribute on attrelid = objoid and attnum = objsubid and objsubid > 0
		where classoid = 'pg_class'::regclass and objoid = ?::regclass order by objsubid`,
	commentsOfParts: `select format('  -- %s %s: %s', kind, name, description) as line
		from (
			select 'constraint' as kind, conname as name, conrelid as relation, 'pg_constraint'::regclass as catalog, oid from pg_constraint
			union all
			select 'index', indexrelid::regclass::text, indrelid, 'pg_class', indexrelid from pg_index
			union all
			select 'trigger', tgname, tgrelid, 'pg_trigger', oid from pg_trigger where not tgisinternal
		) as part
		join pg_description on classoid = catalog and objoid = oid
		where relation = ?::regclass order by kind, name collate "C"`,
	access: `select format('  owner %s, access %s', case when relowner = nspowner then 'of the schema' else 'another' end, coalesce(relacl::text, 'default')) as line
		from pg_class join pg_namespace on pg_namespace.nspname = 'axis_internal' where pg_class.oid = ?::regclass`,
};

const ASIDE = ['ledger_migrations', 'ledger_migrations_lock', 'substrate_migrations', 'substrate_migrations_lock'];

let before: TestDatabase;
let after: TestDatabase;
beforeAll(async () => {
	before = await createDatabaseAt('ratified');
	after = await createDatabaseAt('tier 1');
});
afterAll(async () => {
	await before.drop();
	await after.drop();
});

async function linesOf(db: Knex, relation: string): Promise<string[]> {
	const lines: string[] = [];
	for (const query of Object.values(DUMP)) {
		const { rows } = await db.raw(query, [relation]);
		lines.push(...rows.map((row: { line: string }) => row.line));
	}
	return lines;
}

async function dump(db: Knex): Promise<string> {
	const { rows: internal } = await db.raw(`select relname as name from pg_class
		where relnamespace = 'axis_internal'::regnamespace and relkind = 'r' order by relname`);
	const tables: string[] = [
		...AXIS_TABLES,
		'axis_rollout_run',
		...internal
			.map((row: { name: string }) => row.name)
			.filter((name: string) => !ASIDE.includes(name))
			.map((name: string) => `axis_internal.${name}`),
	];
	const parts: string[] = [];
	for (const table of tables.sort()) parts.push(`table ${table}`, ...(await linesOf(db, table)), '');
	const { rows: views } = await db.raw(`select oid::regclass::text as name, pg_get_viewdef(oid, true) as text from pg_class
		where relkind = 'v' and (relnamespace = 'axis_internal'::regnamespace
			or relnamespace = 'public'::regnamespace and relname ~ '^v_(axis|reconcile|drift|projection|ui)_') order by relnamespace::regnamespace::text desc, relname`);
	for (const view of views) parts.push(`view ${view.name}`, ...(await linesOf(db, view.name)), 'as', view.text, '');
	const { rows: functions } =
		await db.raw(`select pg_get_functiondef(oid) as text, proacl::text as access, obj_description(oid, 'pg_proc') as comment
		from pg_proc where pronamespace = 'axis_internal'::regnamespace or (pronamespace = 'public'::regnamespace and proname ~ '^fn_governance_scan')
		order by oid::regprocedure::text collate "C"`);
	for (const { text, access, comment } of functions)
		parts.push(`function, access ${access ?? 'default'}`, `-- ${comment}`, text, '');
	return `${parts.join('\n').replace(/[ \t]+$/gm, '')}\n`;
}

it('exactly +11 tables, +31 views and +1 function, and a sequence that belongs to a table’s key', async () => {
	const read = async ({ db }: TestDatabase) =>
		(await db.raw(NEW)).rows.map((row: { kind: string; name: string }) => `${row.kind} ${row.name}`);
	const [held, holds]: string[][] = [await read(before), await read(after)];
	expect(held?.filter((object) => !holds?.includes(object))).toEqual([]);
	const added = holds?.filter((object) => !held?.includes(object)) ?? [];
	const ofKind = (kind: string) => added.filter((object) => object.startsWith(`${kind} `)).map((object) => object.slice(2));
	expect(ofKind('r')).toEqual([...AXIS_TABLES].sort());
	expect(ofKind('v')).toHaveLength(31);
	expect(ofKind('f')).toEqual(['fn_governance_scan']);
	expect(ofKind('S')).toEqual(['governance_scan_run_scan_id_seq']);
	expect(added).toHaveLength(11 + 31 + 1 + 1);
});

it('nothing of the base model looks different afterwards', async () => {
	const { rows } = await before.db.raw(`select oid::regclass::text as name from pg_class
		where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by relname`);
	for (const { name } of rows) expect(await linesOf(after.db, name), name).toEqual(await linesOf(before.db, name));
});

it('the structure is the one that is kept beside this file', async () => {
	await expect(await dump(after.db)).toMatchFileSnapshot('./schema.snapshot.txt');
});
