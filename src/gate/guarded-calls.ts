/**
 * Calls of Directus' own services that change the axis tables themselves, as data: the hook puts a guard before each, the self-test asks them.
 * Every way to change a table over Directus ends in one of them: REST, GraphQL, MCP, schema apply, other extensions that use the services.
 */
import type { UnsafeText } from '../errors';
import { property } from './property';
import { unsafeAction, unsafeName } from './schema-text';

/** What a call would change: table names, or anything else where it does not say. */
type NamesTables = (args: readonly unknown[]) => unknown[];

/** Finds text of a call that Directus would put into DDL as it is, and that is not let through; null where there is none. */
type FindsText = (args: readonly unknown[], service: unknown) => UnsafeText | null;

export type GuardedService = 'CollectionsService' | 'FieldsService' | 'RelationsService' | 'UtilsService';

export interface GuardedCall {
	service: GuardedService;
	method: string;
	/** What is asked, as the beginning of a refusal; the tables' names follow. */
	asked: string;
	tables: NamesTables;
	/** Left out where no text of the call reaches DDL, or where the guard of columns sees it (COLUMN_CALL). */
	unsafe?: FindsText;
}

const first: NamesTables = ([table]) => [table];

// Directus drops nothing for what is no table, e.g. a folder; its name is a matter of taste.
const nameOfTable: FindsText = ([name], service) =>
	property(property(property(service, 'schema'), 'collections'), String(name)) === undefined
		? null
		: unsafeName('of the collection', name);

export const GUARDED_CALLS: readonly GuardedCall[] = [
	{
		service: 'CollectionsService',
		method: 'createOne',
		asked: 'Creating the collection',
		tables: ([payload]) => [property(payload, 'collection')],
		// Without a schema it is a folder.
		unsafe: ([payload]) =>
			property(payload, 'schema') ? unsafeName('of the collection', property(payload, 'collection')) : null,
	},
	{
		service: 'CollectionsService',
		method: 'deleteOne',
		asked: 'Deleting the collection',
		tables: first,
		unsafe: nameOfTable,
	},
	{ service: 'FieldsService', method: 'createField', asked: 'Adding a field to', tables: first },
	{ service: 'FieldsService', method: 'updateField', asked: 'Changing a field of', tables: first },
	{ service: 'FieldsService', method: 'deleteField', asked: 'Deleting a field of', tables: first, unsafe: nameOfTable },
	{
		service: 'RelationsService',
		method: 'createOne',
		asked: 'Adding a relation to',
		tables: ([relation]) => [property(relation, 'collection'), property(relation, 'related_collection')],
		unsafe: ([relation]) =>
			// Without a related collection there is no foreign key.
			(property(relation, 'related_collection') ? unsafeEnds(relation) : null) ?? unsafeAction(property(relation, 'schema')),
	},
	{
		service: 'RelationsService',
		method: 'updateOne',
		asked: 'Changing a relation of',
		tables: first,
		unsafe: ([name, , relation]) => unsafeName('of the collection', name) ?? unsafeAction(property(relation, 'schema')),
	},
	{
		service: 'RelationsService',
		method: 'deleteOne',
		asked: 'Deleting a relation of',
		tables: first,
		unsafe: ([name]) => unsafeName('of the collection', name),
	},
	{ service: 'UtilsService', method: 'sort', asked: 'Sorting items of', tables: first },
];

function unsafeEnds(relation: unknown): UnsafeText | null {
	return (
		unsafeName('of the collection', property(relation, 'collection')) ??
		unsafeName('of the related collection', property(relation, 'related_collection')) ??
		unsafeName('of the field', property(relation, 'field'))
	);
}

/** The method by which Directus writes a column into DDL: of a new table, a new field, a changed one. */
export const COLUMN_CALL = { service: 'FieldsService', method: 'addColumnToTable' } as const;

/**
 * Whether Directus makes the call to apply a schema (`directus schema apply`, POST /schema/apply): it is all or nothing, and these two options are how
 * Directus itself tells it apart.
 */
export function isSchemaApply(args: readonly unknown[]): boolean {
	const options = args.at(-1);
	return property(options, 'bypassLimits') === true && property(options, 'autoPurgeSystemCache') === false;
}

/** Where a guard keeps the method that it stands before: extensions reload, and with them this module; Directus' classes stay. */
const UNGUARDED = Symbol.for('directus-extension-axis-coverage.unguarded');

/** The method that a guard of ours stands before; null where none does. */
export function behindGuard(method: unknown): CallableFunction | null {
	const kept: unknown = typeof method === 'function' ? Reflect.get(method, UNGUARDED) : undefined;
	return typeof kept === 'function' ? kept : null;
}

/** Marks a guard with the method that it stands before. */
export function markGuard<Guard extends object>(guard: Guard, original: CallableFunction): Guard {
	return Object.assign(guard, { [UNGUARDED]: original });
}
