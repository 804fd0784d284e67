/** What the database holds: catalog and rows, the run ledger aside. Equal fingerprints mean that nothing changed. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';

const CATALOG = `
	select md5(string_agg(concat_ws(' ', kind, name, detail), E'\\n' order by kind collate "C", name collate "C", detail collate "C")) as digest from (
	select 'relation' as kind, n.nspname || '.' || c.relname as name, c.relkind::text || ' ' || pg_get_userbyid(c.relowner) || ' ' || coalesce(c.relacl::text, '') ||
		coalesce(obj_description(c.oid, 'pg_class'), '') as detail
	from pg_class c join pg_namespace n on n.oid = c.relnamespace where SCHEMAS
	union all
	select 'column', n.nspname || '.' || c.relname || '.' || a.attname, format_type(a.atttypid, a.atttypmod) || ' ' || a.attnotnull ||
		coalesce(pg_get_expr(d.adbin, d.adrelid), '') || coalesce(col_description(a.attrelid, a.attnum), '')
	from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
	left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
	where SCHEMAS and a.attnum > 0 and not a.attisdropped and c.relkind in ('r', 'v')
	union all
	select 'constraint', coalesce(co.conrelid::regclass::text, '') || '.' || co.conname, pg_get_constraintdef(co.oid) || co.convalidated
	from pg_constraint co join pg_namespace n on n.oid = co.connamespace where SCHEMAS
	union all
	select 'trigger', n.nspname || '.' || c.relname || '.' || t.tgname, pg_get_triggerdef(t.oid) || t.tgenabled::text
	from pg_trigger t join pg_class c on c.oid = t.tgrelid join pg_namespace n on n.oid = c.relnamespace where SCHEMAS and not t.tgisinternal
	union all
	select 'function', p.oid::regprocedure::text, pg_get_functiondef(p.oid)
	from pg_proc p join pg_namespace n on n.oid = p.pronamespace where SCHEMAS and p.prokind = 'f'
	union all
	select 'schema', n.nspname, coalesce(n.nspacl::text, '') from pg_namespace n where SCHEMAS
	) entries`.replaceAll('SCHEMAS', `n.nspname in ('public', 'axis_internal')`);

const ASIDE = new Set([
	'axis_rollout_run',
	'axis_internal.plan_seal',
	'axis_internal.assignment_batch',
	'axis_internal.assignment_row',
	'axis_internal.ledger_migrations',
	'axis_internal.ledger_migrations_lock',
]);

/** Views, each with the row of pg_rewrite that holds it: a new definition is a new version of that row. */
const VIEWS = `
	select c.oid::regclass::text as name, concat_ws('/', inet_server_port(), current_database(), r.oid, r.xmin) as version, c.oid::integer as id
	from pg_rewrite r join pg_class c on c.oid = r.ev_class join pg_namespace n on n.oid = c.relnamespace
	where SCHEMAS and c.relkind = 'v' order by 1`.replaceAll('SCHEMAS', `n.nspname in ('public', 'axis_internal')`);

/** Texts of views by version. PostgreSQL takes longer to write them out than for all else that is asked here. */
const definitions = new Map<string, string>();

/** `ignore` leaves out the rows and sequences of further tables, e.g. those that the host writes for itself. */
export async function fingerprint(db: Knex, ignore: (table: string) => boolean = () => false): Promise<string> {
	const hash = createHash('sha256');
	const { rows: catalog } = await db.raw(CATALOG);
	hash.update(`${catalog[0].digest}\n`);
	for (const { name, definition } of await views(db)) hash.update(`view ${name} ${definition}\n`);
	// One query for all of them: a test asks this hundreds of times.
	const digests = (await tables(db))
		.filter((table) => !ignore(table))
		.map(
			(table) =>
				`select '${table}' as name, count(*) as rows, md5(coalesce(string_agg(t::text, E'\\n' order by t::text collate "C"), '')) as digest from ${table} t`,
		);
	const { rows: contents } = await db.raw(`${digests.join(' union all ')} order by 1`);
	for (const { name, rows, digest } of contents) hash.update(`${name} ${rows} ${digest}\n`);
	const { rows: sequences } = await db.raw(
		`select schemaname || '.' || sequencename as name, sequencename as short, last_value from pg_sequences where sequencename not like 'axis_rollout_run%' and sequencename not like 'ledger_migrations%' and sequencename not like 'assignment_row%' order by 1`,
	);
	for (const row of sequences.filter((row: { short: string }) => !ignore(row.short)))
		hash.update(`${row.name} ${row.last_value}\n`);
	return hash.digest('hex');
}

async function views(db: Knex): Promise<{ name: string; definition: string | undefined }[]> {
	const { rows } = await db.raw<{ rows: { name: string; version: string; id: number }[] }>(VIEWS);
	const unknown = rows.filter(({ version }) => !definitions.has(version));
	if (unknown.length > 0) {
		const { rows: texts } = await db.raw<{ rows: { id: number; text: string }[] }>(
			'select id, pg_get_viewdef(id::oid) as text from unnest(?::integer[]) as id',
			[unknown.map(({ id }) => id)],
		);
		const byId = new Map(texts.map(({ id, text }) => [id, text]));
		for (const { version, id } of unknown) definitions.set(version, byId.get(id) ?? '');
	}
	return rows.map(({ name, version }) => ({ name, definition: definitions.get(version) }));
}

async function tables(db: Knex): Promise<string[]> {
	const { rows } = await db.raw(
		`select c.oid::regclass::text as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
		where n.nspname in ('public', 'axis_internal') and c.relkind = 'r' order by 1`,
	);
	return rows.map((row: { name: string }) => row.name).filter((name: string) => !ASIDE.has(name));
}
