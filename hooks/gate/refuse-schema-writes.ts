/**
 * Refuses changes of what Directus knows about the axis tables (its rows of collections, fields and relations) while the gate is shut, whoever
 * writes them: the services that refuse-table-changes.ts guards, imports, Flows. Directus tells the table in a different place for each event
 * (payload, meta or, for relations by id, only in its own table).
 */
import type { RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import { LEDGER_TABLE } from '../../src/contract';
import { queryHost } from '../../src/db/host-schema';
import { isPostgres } from '../../src/db/postgres';
import { property } from '../../src/gate/property';
import type { GateKeeper } from './gate-keeper';
import { requireChangeable } from './guarded-tables';
import relationTables from './sql/relation-tables.sql';
import fieldTables from './sql/field-tables.sql';

type Meta = Record<string, unknown>;
type FindTables = (payload: unknown, meta: Meta, database: Knex) => unknown[] | Promise<unknown[]>;

const EVENTS: Readonly<Record<string, { asked: string; tables: FindTables }>> = {
	'collections.create': { asked: 'Creating the collection', tables: (payload) => [property(payload, 'collection')] },
	// The ledger's icon, note or group are the admin's.
	'collections.update': {
		asked: 'Changing the collection',
		tables: (_payload, meta) => listOf(meta.keys).filter((name) => name !== LEDGER_TABLE),
	},
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
			await requireChangeable(keeper, asked, await tables(payload, meta, context.database), context.database);
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
	return (await queryHost(database, query, { ids: JSON.stringify(ids) })).map((row) => row.name);
}

function listOf(value: unknown): unknown[] {
	return Array.isArray(value) ? value : [];
}

function numbers(values: unknown[]): number[] {
	return values.map(Number).filter((value) => Number.isSafeInteger(value));
}
