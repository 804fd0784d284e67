/** Every row of every table, without what differs by nature: random keys and times. */
import type { Knex } from 'knex';

const UUID = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const TIME = /\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}(?::?\d{2})?)?/g;

/** Table → its rows as sorted JSON. The run ledger is left out: it records who ran what, and when. */
export async function readAllRows(db: Knex): Promise<Record<string, string[]>> {
	const { rows: tables } = await db.raw(
		`select c.oid::regclass::text as name, array_agg(a.attname::text order by a.attnum) filter (
			where a.atttypid not in ('uuid'::regtype, 'timestamptz'::regtype, 'timestamp'::regtype)) as columns
		from pg_class c join pg_namespace n on n.oid = c.relnamespace
		join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
		where n.nspname in ('public', 'axis_internal') and c.relkind = 'r' and c.relname <> 'axis_rollout_run'
		group by c.oid order by 1`,
	);
	const all: Record<string, string[]> = {};
	for (const { name, columns } of tables) {
		const { rows } = await db.raw(`select to_jsonb(item)::text as item from ${name} as item`);
		all[name] = rows.map((row: { item: string }) => maskRow(row.item, columns)).sort();
	}
	return all;
}

function maskRow(text: string, columns: string[]): string {
	const item: Record<string, unknown> = JSON.parse(text);
	const kept = columns.map((column) => [column, item[column]]);
	return JSON.stringify(kept).replaceAll(UUID, 'uuid').replaceAll(TIME, 'time');
}
