/**
 * Calls of Directus' own services that change the axis tables themselves, as data: the hook puts a guard before each, the self-test asks them.
 * Every way to change a table over Directus ends in one of them: REST, GraphQL, MCP, schema apply, other extensions that use the services.
 */

/** What a call would change: table names, or anything else where it does not say. */
type NamesTables = (args: readonly unknown[]) => unknown[];

export interface GuardedCall {
	service: 'CollectionsService' | 'FieldsService' | 'RelationsService' | 'UtilsService';
	method: string;
	/** What is asked, as the beginning of a refusal; the tables' names follow. */
	asked: string;
	tables: NamesTables;
}

const first: NamesTables = ([table]) => [table];

export const GUARDED_CALLS: readonly GuardedCall[] = [
	{
		service: 'CollectionsService',
		method: 'createOne',
		asked: 'Creating the collection',
		tables: ([payload]) => [property(payload, 'collection')],
	},
	{ service: 'CollectionsService', method: 'deleteOne', asked: 'Deleting the collection', tables: first },
	{ service: 'FieldsService', method: 'createField', asked: 'Adding a field to', tables: first },
	{ service: 'FieldsService', method: 'updateField', asked: 'Changing a field of', tables: first },
	{ service: 'FieldsService', method: 'deleteField', asked: 'Deleting a field of', tables: first },
	{
		service: 'RelationsService',
		method: 'createOne',
		asked: 'Adding a relation to',
		tables: ([relation]) => [property(relation, 'collection'), property(relation, 'related_collection')],
	},
	{ service: 'RelationsService', method: 'updateOne', asked: 'Changing a relation of', tables: first },
	{ service: 'RelationsService', method: 'deleteOne', asked: 'Deleting a relation of', tables: first },
	{ service: 'UtilsService', method: 'sort', asked: 'Sorting items of', tables: first },
];

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

/** A property of whatever value; undefined where it has none. */
export function property(value: unknown, key: string): unknown {
	return typeof value === 'object' && value !== null && key in value ? Reflect.get(value, key) : undefined;
}
