/** GraphQL: every mutation that Directus makes for an axis table, and the shapes that a request can have. */
import { verdict } from '../../support/api';
import { graphql, REFUSED_GRAPHQL, type Path } from '../path';
import { ROW } from '../rows';

const AXIS = '{axis_code: "extra", axis_name: "Extra", axis_family: "label", axis_kind: "system"}';
const NAME = 'data: {value_name: "changed"}';

const MUTATIONS: Readonly<Record<string, string>> = {
	'create one': `create_axis_registry_item(data: ${AXIS}) { id }`,
	'create many': `create_axis_registry_items(data: [${AXIS}]) { id }`,
	'update one': `update_axis_value_item(id: "${ROW.spare}", ${NAME}) { id }`,
	'update many': `update_axis_value_items(ids: ["${ROW.spare}"], ${NAME}) { id }`,
	'update a batch': `update_axis_value_batch(data: [{id: "${ROW.spare}", value_name: "changed"}]) { id }`,
	'delete one': `delete_axis_value_item(id: "${ROW.spare}") { id }`,
	'delete many': `delete_axis_value_items(ids: ["${ROW.spare}"]) { ids }`,
};

const shaped = (name: string, body: unknown): Path => ({
	name: `GraphQL: ${name}`,
	by: 'hook',
	shut: REFUSED_GRAPHQL,
	open: '200',
	write: async ({ admin }) => verdict(await admin.send('POST', '/graphql', body)),
});

export const graphqlItemPaths: readonly Path[] = [
	...Object.entries(MUTATIONS).map(([name, mutation]) =>
		graphql({ name: `GraphQL: ${name}`, by: 'hook', mutation: () => mutation }),
	),
	...Object.entries(MUTATIONS).map(([name, mutation]) =>
		graphql({ name: `GraphQL: ${name}, as an operator`, by: 'hook', as: 'operator', mutation: () => mutation }),
	),
	graphql({
		name: 'GraphQL: inside another collection',
		by: 'hook',
		mutation: () => `update_governance_registry_item(id: "${ROW.authority}", data: {axis_owned: []}) { code }`,
	}),
	graphql({
		name: 'GraphQL: a singleton',
		by: 'hook',
		mutation: () => 'update_axis_candidate_finding(data: {finding_type: "stale_topic", severity: "info"}) { id }',
	}),
	shaped('variables, a fragment and an operation name', {
		query: `
			query Harmless { axis_value { id } }
			mutation Write($id: ID!, $data: update_axis_value_input!) { update_axis_value_item(id: $id, data: $data) { ...Value } }
			fragment Value on axis_value { id }`,
		operationName: 'Write',
		variables: { id: ROW.spare, data: { value_name: 'changed' } },
	}),
	shaped('an alias, after another mutation', {
		query: `mutation { other: update_governance_registry_item(id: "GOV-DOT", data: {}) { code } mine: ${MUTATIONS['update one']} }`,
	}),
	{
		...shaped('read an item in a version', {
			query: `{ axis_value_by_version(id: "${ROW.spare}", version: "draft") { id value_name } }`,
		}),
		by: 'nobody',
		shut: '200',
		changes: 'nothing',
	},
	{
		name: 'GraphQL: a mutation sent as GET',
		by: 'nobody',
		shut: '405 METHOD_NOT_ALLOWED',
		open: '405 METHOD_NOT_ALLOWED',
		changes: 'nothing',
		write: async ({ admin }) =>
			verdict(await admin.get(`/graphql?query=${encodeURIComponent(`mutation { ${MUTATIONS['update one']} }`)}`)),
	},
	{
		name: 'GraphQL: an array of requests',
		by: 'nobody',
		shut: '400 INVALID_PAYLOAD',
		open: '400 INVALID_PAYLOAD',
		changes: 'nothing',
		write: async ({ admin }) =>
			verdict(await admin.send('POST', '/graphql', [{ query: `mutation { ${MUTATIONS['update one']} }` }])),
	},
];
