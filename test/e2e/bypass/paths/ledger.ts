/** The run ledger: its rows, its collection, its fields, its relations. Refused with the gate shut or open. */
import { verdict } from '../../support/api';
import { graphql, rest, type Path } from '../path';

const KEPT = { shut: '403 FORBIDDEN', open: '403 FORBIDDEN', changes: 'nothing' } as const;
const RUN = { action: 'apply', tiers: [1], status: 'passed', requested_by: 'me', profile_sha256: 'x' };

export const ledgerPaths: readonly Path[] = [
	rest({
		name: 'run ledger: create a run',
		by: 'hook',
		method: 'POST',
		path: '/items/axis_rollout_run',
		body: () => RUN,
		...KEPT,
	}),
	{
		name: 'run ledger: delete all runs',
		by: 'hook',
		...KEPT,
		write: async ({ admin }) => verdict(await admin.send('DELETE', '/items/axis_rollout_run', { query: { filter: {} } })),
	},
	rest({
		name: 'run ledger: delete its collection',
		by: 'request_guard',
		method: 'DELETE',
		path: '/collections/axis_rollout_run',
		...KEPT,
	}),
	rest({
		name: 'run ledger: add a field',
		by: 'service_guard',
		method: 'POST',
		path: '/fields/axis_rollout_run',
		body: () => ({ field: 'extra', type: 'string', schema: {} }),
		...KEPT,
	}),
	rest({
		name: 'run ledger: change a field',
		by: 'service_guard',
		method: 'PATCH',
		path: '/fields/axis_rollout_run/status',
		body: () => ({ type: 'text', schema: { is_nullable: true } }),
		...KEPT,
	}),
	rest({
		name: 'run ledger: delete a field',
		by: 'service_guard',
		method: 'DELETE',
		path: '/fields/axis_rollout_run/error',
		...KEPT,
	}),
	rest({
		name: 'run ledger: delete a relation',
		by: 'request_guard',
		method: 'DELETE',
		path: '/relations/axis_rollout_run/part_of',
		...KEPT,
	}),
	rest({
		name: 'run ledger: change a relation',
		by: 'request_guard',
		method: 'PATCH',
		path: '/relations/axis_rollout_run/part_of',
		body: () => ({ schema: { on_delete: 'CASCADE' } }),
		...KEPT,
	}),
	graphql({
		name: 'run ledger: delete its collection through GraphQL',
		by: 'request_guard',
		scope: 'system',
		mutation: () => 'delete_collections_item(collection: "axis_rollout_run") { collection }',
		...KEPT,
	}),
];
