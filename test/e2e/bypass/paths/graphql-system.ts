/** GraphQL, system scope: collections, fields, relations, sorting, reverting. */
import { verdict } from '../../support/api';
import { CRASHES_11 } from './relations';
import { graphql, REFUSED, REFUSED_GRAPHQL, type Path } from '../path';
import { ROW } from '../rows';
import { dropAddedRelation, dropExtraField, restoreEventLog, restoreEventLogColumn, restoreRelation } from '../restore';

const system = (path: Omit<Parameters<typeof graphql>[0], 'mutation' | 'scope'> & { mutation: string }): Path =>
	graphql({ ...path, name: `GraphQL system: ${path.name}`, scope: 'system', mutation: () => path.mutation });

const UNRELATE = 'delete_relations_item(collection: "axis_assignment", field: "superseded_by") { field }';

const shaped = (name: string, path: string, body: unknown): Path => ({
	name: `GraphQL system: ${name}`,
	by: 'service_guard',
	shut: REFUSED_GRAPHQL,
	open: '200',
	write: async ({ admin }) => verdict(await admin.send('POST', path, body)),
	undo: restoreRelation,
});

export const graphqlSystemPaths: readonly Path[] = [
	// The input type that Directus makes for this mutation lacks the collection's name: it cannot name ours, or any.
	system({
		name: 'create a collection',
		by: 'request_guard',
		mutation: 'create_collections_item(data: {collection: "axis_value", fields: []}) { collection }',
		shut: REFUSED,
		open: '400 GRAPHQL_VALIDATION',
		changes: 'nothing',
	}),
	system({
		name: 'change a collection',
		by: 'request_guard',
		shut: REFUSED,
		mutation: 'update_collections_item(collection: "axis_value", data: {meta: {note: "graphql"}}) { collection }',
		changes: 'metadata',
	}),
	system({
		name: 'delete a collection',
		by: 'request_guard',
		shut: REFUSED,
		mutation: 'delete_collections_item(collection: "governance_event_log") { collection }',
		undo: restoreEventLog,
	}),
	system({
		name: 'add a field',
		by: 'service_guard',
		mutation:
			'create_fields_item(collection: "axis_value", data: {field: "extra", type: "string", schema: {name: "extra"}}) { field }',
		undo: dropExtraField,
	}),
	system({
		name: 'change a field',
		by: 'service_guard',
		mutation: 'update_fields_item(collection: "axis_value", field: "tag", data: {meta: {note: "graphql"}}) { field }',
		changes: 'metadata',
	}),
	system({
		name: 'delete a field',
		by: 'service_guard',
		mutation: 'delete_fields_item(collection: "governance_event_log", field: "blocked_reason") { field }',
		undo: restoreEventLogColumn,
	}),
	system({
		name: 'add a relation',
		by: 'request_guard',
		shut: REFUSED,
		mutation:
			'create_relations_item(data: {collection: "axis_candidate_finding", field: "created_by", related_collection: "governance_registry"}) { field }',
		undo: dropAddedRelation,
	}),
	system({
		name: 'change a relation',
		by: 'request_guard',
		shut: REFUSED,
		mutation:
			'update_relations_item(collection: "axis_assignment", field: "superseded_by", data: {collection: "axis_assignment", field: "superseded_by", meta: {one_deselect_action: "delete"}}) { field }',
		changes: 'metadata',
		notOpened: CRASHES_11,
		undo: restoreRelation,
	}),
	system({ name: 'delete a relation', by: 'request_guard', shut: REFUSED, mutation: UNRELATE, undo: restoreRelation }),
	shaped('delete a relation at /graphql/system/x', '/graphql/system/x', { query: `mutation { ${UNRELATE} }` }),
	shaped('delete a relation at /GraphQL//system/', '/GraphQL//system/', { query: `mutation { ${UNRELATE} }` }),
	{
		...shaped('delete a relation with variables, a fragment and escapes', '/graphql/system', {
			query: `
			query Harmless { __typename }
			mutation Unrelate($field: String!) { ...Gone }
			fragment Gone on Mutation { gone: delete_relations_item(collection: "axis\\u005fassignment", field: $field) { field } }`,
			operationName: 'Unrelate',
			variables: { field: 'superseded_by' },
		}),
		by: 'request_guard',
		shut: REFUSED,
	},
	system({
		name: 'sort items',
		by: 'service_guard',
		mutation: `utils_sort(collection: "axis_assignment", item: "${ROW.first}", to: "${ROW.second}")`,
	}),
	graphql({
		name: 'GraphQL system: revert a revision',
		by: 'hook',
		scope: 'system',
		mutation: ({ revision }) => `utils_revert(revision: "${revision}")`,
	}),
];
