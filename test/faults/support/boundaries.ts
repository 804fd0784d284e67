/** The states that a rollout may rest in, and how the database tells which one it is in. */
import type { Knex } from 'knex';
import { fingerprint } from '../../postgres/support/fingerprint';

/** How many tiers are applied (in the order 1 to 6), and how many scans were made after the baseline of tier 6. */
export interface Standing {
	tiers: number;
	scans: number;
}

/** Catalog by name, and the rows of each table without what differs from one time to the next: times, generated keys, positions of sequences. */
export async function readState(db: Knex): Promise<string> {
	const catalog = await fingerprint(db, (table) => table !== CATALOG_ANCHOR);
	const { rows: columns } = await db.raw(TABLES);
	const digests = columns.map(
		({ name, volatile }: { name: string; volatile: string }) =>
			`select '${name}' as name, count(*)::text || ' ' || md5(coalesce(string_agg(line, E'\\n' order by line collate "C"), '')) as digest
			from (select regexp_replace((to_jsonb(t) - '${volatile}'::text[])::text, '${TIMES}', '', 'g') as line from ${name} t) lines`,
	);
	const { rows } = await db.raw(`${digests.join(' union all ')} order by 1`);
	return [`catalog ${catalog}`, ...rows.map((row: { name: string; digest: string }) => `${row.name} ${row.digest}`)].join('\n');
}

/** The fingerprint hashes rows too; all but this table's, which nobody writes, are compared here. */
const CATALOG_ANCHOR = 'governance_responsibility_scope';

/** Times inside of JSON, which payloads and details carry, and ages in days. No question mark: knex takes it for a binding. */
const TIMES = String.raw`\d{4}-\d\d-\d\dT[\d:.]+([+-]\d\d:\d\d|Z|)|"(lag|age)_days": [-\d.]+`;

/** Volatile are times, generated keys, and by foreign key what refers to one of these. */
const TABLES = `
	with recursive volatile as (
		select a.attrelid, a.attnum from pg_attribute a left join pg_attrdef d on d.adrelid = a.attrelid and d.adnum = a.attnum
		where a.attnum > 0 and not a.attisdropped
			and (a.atttypid in ('timestamptz'::regtype, 'timestamp'::regtype, 'uuid'::regtype)
				or a.attidentity <> '' or pg_get_expr(d.adbin, d.adrelid) like 'nextval%')
		union
		select f.conrelid, key.attnum from volatile v join pg_constraint f on f.contype = 'f' and f.confrelid = v.attrelid
		cross join lateral unnest(f.conkey, f.confkey) as key(attnum, refers)
		where key.refers = v.attnum
	)
	select c.oid::regclass::text as name, array(select a.attname from pg_attribute a join volatile v using (attrelid, attnum)
			where a.attrelid = c.oid order by a.attname)::text as volatile
	from pg_class c join pg_namespace n on n.oid = c.relnamespace
	where n.nspname in ('public', 'axis_internal') and c.relkind = 'r' and c.relname not like 'directus\\_%'
		and c.relname not in ('axis_rollout_run', 'ledger_migrations', 'ledger_migrations_lock')
	order by 1`;

export class Boundaries {
	readonly #states = new Map<string, string>();

	/** Notes the state, or holds that it is the one that was noted. Errors: with what differs. */
	note(standing: Standing, state: string): void {
		const known = this.#states.get(keyOf(standing));
		if (known === undefined) this.#states.set(keyOf(standing), state);
		else if (known !== state) throw new Error(`${keyOf(standing)} does not come again: ${difference(known, state)}`);
	}

	/** The boundary that the state is; null where it is none. */
	find(state: string): string | null {
		for (const [key, known] of this.#states) if (known === state) return key;
		return null;
	}

	/** Null where the state is that of the standing; what differs else. */
	compare(standing: Standing, state: string): string | null {
		const known = this.#states.get(keyOf(standing));
		if (known === state) return null;
		return `${keyOf(standing)} was expected, ${this.find(state) ?? 'no boundary'} was found: ${difference(known ?? '', state)}`;
	}
}

export function keyOf({ tiers, scans }: Standing): string {
	return `${tiers} tiers${scans === 0 ? '' : `, ${scans} scans`}`;
}

function difference(one: string, other: string): string {
	const [left, right] = [one.split('\n'), other.split('\n')];
	const differs = [...left.filter((line) => !right.includes(line)), ...right.filter((line) => !left.includes(line))];
	return [...new Set(differs.map((line) => line.split(' ')[0]))].join(', ');
}
