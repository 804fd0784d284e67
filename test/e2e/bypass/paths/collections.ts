/** REST: the collections of the axis tables. Directus knows some of them by rows of its own (registered), the others by the table alone. */
import { verdict } from '../../support/api';
import { rest, STOOD_ON, type Path } from '../path';
import { restoreEventLog, unregisterRule } from '../restore';

const note = { meta: { note: 'changed' } };
const field = { field: 'id', type: 'integer', schema: { is_primary_key: true } };

/** No view stands on this table, so PostgreSQL lets it go. */
const GOES = { by: 'request_guard', method: 'DELETE', open: '204', undo: restoreEventLog } as const;

export const collectionPaths: readonly Path[] = [
	rest({
		name: 'create a collection by the name of an axis table',
		by: 'request_guard',
		method: 'POST',
		path: '/collections',
		body: () => ({ collection: 'axis_value', schema: {}, meta: {}, fields: [field] }),
		open: '400 INVALID_PAYLOAD',
		changes: 'nothing',
	}),
	rest({
		name: 'create it without metadata',
		by: 'request_guard',
		method: 'POST',
		path: '/collections',
		body: () => ({ collection: 'axis_value', schema: {}, meta: null, fields: [field] }),
		open: '400 INVALID_PAYLOAD',
		changes: 'nothing',
	}),
	rest({
		name: 'create several collections, one of them ours',
		by: 'request_guard',
		method: 'POST',
		path: '/collections',
		body: () => [
			{ collection: 'bypass_other', schema: {}, meta: null, fields: [field] },
			{ collection: 'axis_value', schema: {}, meta: null, fields: [field] },
		],
		open: '400 INVALID_PAYLOAD',
		changes: 'nothing',
	}),
	rest({
		name: 'change a registered collection',
		by: 'hook',
		method: 'PATCH',
		path: '/collections/axis_value',
		body: () => note,
		changes: 'metadata',
	}),
	rest({
		name: 'register a collection',
		by: 'hook',
		method: 'PATCH',
		path: '/collections/coverage_rule',
		body: () => note,
		changes: 'metadata',
		undo: unregisterRule,
	}),
	rest({
		name: 'change collections in a batch',
		by: 'hook',
		method: 'PATCH',
		path: '/collections',
		body: () => [{ collection: 'axis_value', meta: { note: 'batch' } }],
		changes: 'metadata',
	}),
	rest({
		name: 'delete a registered collection',
		by: 'request_guard',
		method: 'DELETE',
		path: '/collections/axis_value',
		open: '422 UNPROCESSABLE_CONTENT',
		changes: 'nothing',
	}),
	rest({ name: 'delete an unregistered collection', path: '/collections/governance_event_log', ...GOES }),
	rest({
		name: 'delete a collection of the base model that views of ours read',
		...STOOD_ON,
		method: 'DELETE',
		path: '/collections/label_rules',
	}),
	rest({
		name: 'delete a collection of the base model that an axis table points to',
		...STOOD_ON,
		method: 'DELETE',
		path: '/collections/governance_registry',
	}),
	...['/COLLECTIONS/governance_event_log', '/collections/governance_event_log/'].map((path) =>
		rest({ name: `DELETE ${path}`, path, ...GOES }),
	),
	rest({
		name: 'DELETE /collections//governance_event_log',
		path: '/collections//governance_event_log',
		...GOES,
		by: 'service_guard',
	}),
	rest({ name: 'DELETE /collections/%67overnance_event_log', path: '/collections/%67overnance_event_log', ...GOES }),
	...['//collections/governance_event_log', '/%63ollections/governance_event_log'].map((path) =>
		rest({
			name: `DELETE ${path}`,
			by: 'nobody',
			method: 'DELETE',
			path,
			shut: '404 ROUTE_NOT_FOUND',
			open: '404 ROUTE_NOT_FOUND',
			changes: 'nothing',
		}),
	),
	{
		name: 'DELETE by X-HTTP-Method-Override',
		by: 'nobody',
		shut: '404 ROUTE_NOT_FOUND',
		open: '404 ROUTE_NOT_FOUND',
		changes: 'nothing',
		write: async ({ admin }) =>
			verdict(
				await admin.raw('POST', '/collections/governance_event_log?_method=DELETE', null, { 'x-http-method-override': 'DELETE' }),
			),
	},
	rest({
		name: 'change a collection, as an operator',
		by: 'nobody',
		as: 'operator',
		method: 'PATCH',
		path: '/collections/axis_value',
		body: () => note,
		shut: '403 FORBIDDEN',
		open: '403 FORBIDDEN',
		changes: 'nothing',
	}),
];
