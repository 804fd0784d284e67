/** REST: the fields of the axis tables. */
import { rest, sendFile, STOOD_ON, type Path } from '../path';
import { dropExtraField, restoreEventLogColumn, restoreReason } from '../restore';

const EXTRA = { field: 'extra', type: 'string', schema: {} };

export const fieldPaths: readonly Path[] = [
	rest({
		name: 'add a field',
		by: 'service_guard',
		method: 'POST',
		path: '/fields/axis_value',
		body: () => ({ ...EXTRA, meta: {} }),
		undo: dropExtraField,
	}),
	rest({
		name: 'add a field without metadata',
		by: 'service_guard',
		method: 'POST',
		path: '/fields/axis_value',
		body: () => ({ ...EXTRA, meta: null }),
		undo: dropExtraField,
	}),
	rest({
		name: 'add a field at /fields//axis_value',
		by: 'service_guard',
		method: 'POST',
		path: '/fields//axis_value',
		body: () => EXTRA,
		undo: dropExtraField,
	}),
	rest({
		name: 'change what Directus knows about a field',
		by: 'service_guard',
		method: 'PATCH',
		path: '/fields/axis_value/tag',
		body: () => ({ meta: { note: 'changed' } }),
		changes: 'metadata',
	}),
	rest({
		name: 'change the column of a field',
		by: 'service_guard',
		method: 'PATCH',
		path: '/fields/governance_event_log/blocked_reason',
		body: () => ({ type: 'text', schema: { is_nullable: true } }),
		undo: restoreReason,
	}),
	rest({
		name: 'change fields in a batch',
		by: 'service_guard',
		method: 'PATCH',
		path: '/fields/axis_value',
		body: () => [{ field: 'tag', meta: { note: 'batch' } }],
		changes: 'metadata',
	}),
	rest({
		name: 'delete a field',
		by: 'service_guard',
		method: 'DELETE',
		path: '/fields/governance_event_log/blocked_reason',
		open: '204',
		undo: restoreEventLogColumn,
	}),
	rest({
		name: 'delete a field of the base model that views of ours read',
		...STOOD_ON,
		method: 'DELETE',
		path: '/fields/label_rules/label_code',
	}),
	rest({
		name: 'change the type of a field of the base model that views of ours read',
		...STOOD_ON,
		method: 'PATCH',
		path: '/fields/label_rules/label_code',
		body: () => ({ type: 'string', schema: { data_type: 'character varying', max_length: 40 } }),
	}),
	{
		name: "import rows into Directus' fields",
		by: 'nobody',
		shut: '403 FORBIDDEN',
		open: '403 FORBIDDEN',
		changes: 'nothing',
		write: ({ admin }) =>
			sendFile(admin, '/utils/import/directus_fields', {
				name: 'fields.json',
				type: 'application/json',
				text: JSON.stringify([{ collection: 'axis_value', field: 'value_name', note: 'imported' }]),
			}),
	},
	rest({
		name: "import several collections, into Directus' fields",
		majors: [12],
		by: 'nobody',
		method: 'POST',
		path: '/utils/import?mode=add',
		body: () => [{ collection: 'directus_fields', items: [{ collection: 'axis_value', field: 'value_name', note: 'imported' }] }],
		shut: '403 FORBIDDEN',
		open: '403 FORBIDDEN',
		changes: 'nothing',
	}),
];
