/**
 * Refuses changes of the collections, fields and relations of the axis tables while the gate is shut.
 * Directus tells the table in a different place for each event (payload, meta or, for relations by id, only in its own table).
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import { AXIS_TABLES, LEDGER_TABLE } from '../../src/contract';
import { isPostgres } from '../../src/db/postgres';
import { queryRows } from '../../src/db/run-sql';
import type { GateKeeper } from './gate-keeper';
import relationTables from './sql/relation-tables.sql';
import fieldTables from './sql/field-tables.sql';

const GUARDED: ReadonlySet<unknown> = new Set([...AXIS_TABLES, LEDGER_TABLE]);

type Meta = Record<string, unknown>;
type FindTables = (payload: unknown, meta: Meta, database: Knex) => unknown[] | Promise<unknown[]>;

const EVENTS: Readonly<Record<string, { asked: string; tables: FindTables }>> = {
	'collections.create': { asked: 'Creating the collection', tables: (payload) => [property(payload, 'collection')] },
	'collections.update': { asked: 'Changing the collection', tables: (_payload, meta) => listOf(meta.keys) },
	'collections.delete': { asked: 'Deleting the collection', tables: (payload) => listOf(payload) },
	'fields.create': {
		asked: 'Adding a field to',
		tables: (payload, meta) => [property(payload, 'collection') ?? meta.collection],
	},
	'fields.update': { asked: 'Changing a field of', tables: fieldsTouched },
	'fields.delete': { asked: 'Deleting a field of', tables: fieldsTouched },
	'relations.create': {
		asked: 'Adding a relation to',
		tables: (payload) => [property(payload, 'many_collection'), property(payload, 'one_collection')],
	},
	'relations.update': { asked: 'Changing a relation of', tables: relationsTouched },
	'relations.delete': { asked: 'Deleting a relation of', tables: relationsTouched },
};

export function registerSchemaGuard({ filter }: Pick<RegisterFunctions, 'filter'>, keeper: GateKeeper): void {
	for (const [event, { asked, tables }] of Object.entries(EVENTS)) {
		filter(event, async (payload, meta, context) => {
			const touched = (await tables(payload, meta, context.database)).filter((name) => GUARDED.has(name));
			if (touched.length > 0) await keeper.require(`${asked} ${touched.join(', ')}`, context.database);
			return payload;
		});
	}
}

// From the fields API meta.collection is the table; from deleting a collection the payload holds ids of directus_fields.
async function fieldsTouched(payload: unknown, meta: Meta, database: Knex): Promise<unknown[]> {
	const ids =
		meta.collection === 'directus_fields' || meta.collection === undefined
			? numbers([...listOf(payload), ...listOf(meta.keys)])
			: [];
	const named = [meta.collection, property(payload, 'collection')];
	return ids.length === 0 ? named : [...named, ...(await tablesOf(database, fieldTables, ids))];
}

async function relationsTouched(payload: unknown, meta: Meta, database: Knex): Promise<unknown[]> {
	const ids = numbers([...listOf(meta.keys), ...listOf(payload)]);
	const named = [property(payload, 'many_collection'), property(payload, 'one_collection')];
	return ids.length === 0 ? named : [...named, ...(await tablesOf(database, relationTables, ids))];
}

async function tablesOf(database: Knex, query: string, ids: number[]): Promise<unknown[]> {
	// On another database there are no axis tables, and the query would not be understood.
	if (!isPostgres(database)) return [];
	return (await queryRows(database, query, { ids: JSON.stringify(ids) })).map((row) => row.name);
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function numbers(values: unknown[]): number[] {
	return values.map(Number).filter((value) => Number.isSafeInteger(value));
}

function property(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
