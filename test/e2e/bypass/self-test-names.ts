/** The names of the gate's self-test, and what of this suite goes the same way: for real, where the self-test rolls back. */
const by = (name: string, users = ['', ', as an operator']) => users.map((user) => `${name}${user}`);
const flows = (operation: string, events: string) =>
	['$full', '$trigger'].map((permissions) => `Flow: ${operation} ${events} events, permissions ${permissions}`);
const GRAPHQL = ['create one', 'create many', 'update one', 'update many', 'update a batch', 'delete one', 'delete many'];
const SOCKET = [
	'create',
	'create many',
	'update one',
	'update by ids',
	'update by query',
	'delete one',
	'delete by ids',
	'delete by query',
];

/** Paths of this suite by the self-test's name. */
export const SELF_TEST_NAMES: Readonly<Record<string, readonly string[]>> = {
	'items.create-one': [...by('create one item'), 'write a singleton', 'MCP: create items'],
	'items.create-many': by('create many items'),
	'items.update-one': by('update one item'),
	'items.update-many': [...by('update by keys'), 'MCP: update items'],
	'items.update-by-query': by('update by query'),
	'items.update-batch': [...by('update a batch'), 'update a batch with a key that no item has'],
	'items.upsert-one': ['import a JSON file that updates'],
	'items.upsert-many': ['upsert inside another collection (O2M)'],
	'items.delete-one': [...by('delete one item'), 'delete an axis that values point to'],
	'items.delete-many': [...by('delete by keys'), 'MCP: delete items'],
	'items.delete-by-query': by('delete by query'),
	'items.every-table': ['delete an item of each table'],
	'items.nested': [
		...['create', 'update', 'delete', 'deselect', 'upsert'].map((verb) => `${verb} inside another collection (O2M)`),
		'create inside another collection (M2O)',
		'create inside another collection (A2O)',
		'GraphQL: inside another collection',
	],
	'graphql.create': [
		...GRAPHQL.flatMap((name) => by(`GraphQL: ${name}`)),
		'GraphQL: a singleton',
		'GraphQL: variables, a fragment and an operation name',
		'GraphQL: an alias, after another mutation',
	],
	'websocket.items': SOCKET.flatMap((name) => by(`WebSocket: ${name}`)),
	'utils.import': [
		...by('import a JSON file'),
		...by('import a CSV file'),
		'import a JSON file that updates',
		'import in the background',
		...['mode add', 'mode merge', 'mode merge, dangerouslyAllowDelete', 'dryRun'].map(
			(name) => `import several collections, ${name}`,
		),
	],
	'utils.revert': ['revert a revision', 'GraphQL system: revert a revision'],
	'versions.promote': ['promote a version'],
	'versions.read': ['read an item with ?version= (Directus writes the version, then rolls back)', 'read items with ?version='],
	'flow.create': flows('item-create', 'without'),
	'flow.update': flows('item-update', 'without'),
	'flow.delete': flows('item-delete', 'without'),
	'flow.with-events': ['item-create', 'item-update', 'item-delete'].flatMap((operation) => flows(operation, 'with')),
	'utils.sort': [...by('sort items'), 'GraphQL system: sort items'],
	'collections.create': [
		'create a collection by the name of an axis table',
		'create it without metadata',
		'create several collections, one of them ours',
	],
	'collections.update': ['change a registered collection', 'register a collection', 'change collections in a batch'],
	'collections.delete': ['delete a registered collection'],
	'collections.delete-unregistered': [
		'delete an unregistered collection',
		'DELETE /COLLECTIONS/governance_event_log',
		'DELETE /collections/governance_event_log/',
		'DELETE /collections//governance_event_log',
		'DELETE /collections/%67overnance_event_log',
		'MCP: delete a collection',
	],
	'fields.create': ['add a field', 'add a field without metadata', 'add a field at /fields//axis_value'],
	'fields.update': [
		'change what Directus knows about a field',
		'change the column of a field',
		'change fields in a batch',
		'MCP: change a field',
	],
	'fields.delete': ['delete a field'],
	'relations.create': ['add a relation'],
	'relations.update': ['change a relation', 'change only the foreign key of a relation'],
	'relations.delete': [...by('delete a relation'), 'DELETE /relations//axis_assignment/superseded_by', 'MCP: delete a relation'],
	'schema.apply': [
		'apply a schema as JSON',
		'apply a schema as a file',
		'apply a schema as a YAML file',
		...['as JSON', 'as a file', 'as a file, force'].map((how) => `apply a schema that drops a foreign key, ${how}`),
	],
	'graphql.system': [
		...['create', 'change', 'delete'].map((verb) => `GraphQL system: ${verb} a collection`),
		...['add', 'change', 'delete'].flatMap((verb) => [`GraphQL system: ${verb} a field`, `GraphQL system: ${verb} a relation`]),
		'GraphQL system: delete a relation at /graphql/system/x',
		'GraphQL system: delete a relation at /GraphQL//system/',
		'GraphQL system: delete a relation with variables, a fragment and escapes',
	],
	'texts.relation-action': [
		'a relation with SQL in on_update',
		'GraphQL system: a relation with SQL in on_delete',
		'apply a schema with SQL in on_update',
	],
	'texts.json-default': [
		'a collection with SQL in a JSON default (written as JSON)',
		'MCP: a field with SQL in a JSON default (written as JSON)',
		'apply a schema with SQL in a JSON default (written as JSON)',
	],
	'texts.dotted-name': [
		'a collection in the schema of the bundle, by a name with a dot',
		'MCP: a collection in the schema of the bundle, by a name with a dot',
		'apply a schema with a collection in the schema of the bundle',
	],
	'extensions.disable': ['switch the bundle off', 'switch the bundle off through GraphQL', 'switch only the hook off'],
	'extensions.remove': ['delete the bundle'],
	'sql.insert': ['SQL: INSERT', 'SQL: INSERT into each table'],
	'sql.update': ['SQL: UPDATE', 'SQL: UPDATE of each table', 'SQL: MERGE', 'SQL: UPDATE as a rehearsal, committed'],
	'sql.delete': ['SQL: DELETE', 'SQL: DELETE from each table', 'SQL: a data-modifying WITH'],
	'sql.truncate': ['SQL: TRUNCATE', 'SQL: TRUNCATE of each table', 'SQL: TRUNCATE of a table with what points to it'],
	'sql.foreign-key-cascade': [
		'SQL: DELETE through a foreign key that cascades',
		'SQL: UPDATE through a foreign key that cascades',
	],
	'sql.replication-role': ['SQL: UPDATE in the replication role'],
};

/** Paths of the self-test that need more than one write; the file that tries them. */
export const TRIED_ELSEWHERE: Readonly<Record<string, string>> = {
	'extension.reload': 'reload.test.ts',
	// Here the endpoint refuses before the trigger is asked.
	'lifecycle.apply': '../self-test.test.ts',
	'lifecycle.undo': '../self-test.test.ts',
};

/** The self-test's names of a path of this suite; empty where the self-test does not try it. */
export function selfTestNamesOf(path: string): string[] {
	return Object.entries(SELF_TEST_NAMES).flatMap(([name, paths]) => (paths.includes(path) ? [name] : []));
}
