/** Whether a write of items touches rows that count as approvals, as far as it can be told before it happens. What cannot be told touches. */
import type { Knex } from 'knex';
import type { Source } from '../base/ratification-source';
import { queryHost } from '../db/host-schema';
import { queryRows } from '../db/run-sql';
import { sqlState } from '../db/sqlstate';
import type { WriteEvent } from './human-only';
import presetFields from './sql/preset-fields.sql';
import touches from './sql/touches-source.sql';

/** A write as Directus tells a filter of it. */
export interface ItemWrite {
	event: WriteEvent;
	/** The values, or the keys of a deletion. */
	payload: unknown;
	/** Of the items of an update. */
	keys: unknown;
	/** What Directus knows of the collection. */
	collection: CollectionFacts | undefined;
	/** Whether a permission may add values of its own to an update. */
	presets: boolean;
}

/** As much of Directus' schema as matters. */
export interface CollectionFacts {
	primary: string;
	fields: Readonly<Record<string, { special: readonly string[] }>>;
}

/** More items than these are not looked at. */
const MOST_KEYS = 10_000;

/** Field types under which Directus writes the very value that it is given. */
const WRITTEN_AS_GIVEN: ReadonlySet<string> = new Set(['m2o', 'file', 'uuid', 'cast-boolean', 'conceal']);

/** Errors: none of the database's own answers, which make a write one that touches. */
export async function touchesSource(db: Knex, { table, filter }: Source, write: ItemWrite): Promise<boolean> {
	if (Object.keys(filter).length === 0) return true;
	const asked = askedOf(write);
	if (asked === null || write.collection === undefined) return true;
	try {
		const preset =
			write.presets && write.event === 'items.update' ? await queryHost(db, presetFields, { collection: table }) : [];
		const [row] = await queryRows(db, touches, {
			source_table: table,
			source_filter: JSON.stringify(filter),
			key: write.collection.primary,
			keys: asked.keys === null ? '' : JSON.stringify(asked.keys),
			given: asked.given === null ? '' : JSON.stringify(asked.given),
			unsure: JSON.stringify([...unsureFields(asked.given, write.collection), ...preset.map(({ field }) => String(field))]),
		});
		return row?.touched !== false;
	} catch (error) {
		if (sqlState(error) === null) throw error;
		return true;
	}
}

interface Asked {
	/** Null for a creation. */
	keys: readonly unknown[] | null;
	/** Null for a deletion. */
	given: Readonly<Record<string, unknown>> | null;
}

/** Null where the write does not say what it writes. */
function askedOf({ event, payload, keys }: ItemWrite): Asked | null {
	if (event === 'items.delete') return isKeys(payload) ? { keys: payload, given: null } : null;
	if (typeof payload !== 'object' || payload === null || Array.isArray(payload)) return null;
	const given = Object.fromEntries(Object.entries(payload));
	if (event === 'items.create') return { keys: null, given };
	return isKeys(keys) ? { keys, given } : null;
}

function isKeys(value: unknown): value is readonly unknown[] {
	return Array.isArray(value) && value.length <= MOST_KEYS;
}

/** Fields whose value after the write is not the given one: Directus makes it, or makes it of an object. */
function unsureFields(given: Readonly<Record<string, unknown>> | null, { fields }: CollectionFacts): string[] {
	const made = Object.entries(fields).filter(([, { special }]) => special.some((one) => !WRITTEN_AS_GIVEN.has(one)));
	const unclear = Object.entries(given ?? {}).filter(([, value]) => !isPlain(value));
	return [...made, ...unclear].map(([field]) => field);
}

function isPlain(value: unknown): boolean {
	return (
		value === null ||
		typeof value === 'string' ||
		typeof value === 'boolean' ||
		(typeof value === 'number' && Number.isFinite(value))
	);
}
