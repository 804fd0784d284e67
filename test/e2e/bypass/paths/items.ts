/** REST: items of the axis tables, as admin and as an operator with full permission on them. */
import { AXIS_TABLES } from '../../../../src/contract';
import { verdict } from '../../support/api';
import { REFUSED, rest, type Path } from '../path';
import { AXIS, RENAMED, ROW } from '../rows';

const VALUES = '/items/axis_value';
const SPARE = `${VALUES}/${ROW.spare}`;

/** Its keys are numbers; no row has 0. */
const NUMBERED: ReadonlySet<string> = new Set(['governance_scan_run']);

const byUser = (as?: 'operator'): Path[] => {
	const who = as === undefined ? '' : ', as an operator';
	const item = (name: string, request: { method: string; path: string; open?: string }, body?: unknown) =>
		rest({ name: `${name}${who}`, by: 'hook', as, ...request, body: () => body });
	return [
		item('create one item', { method: 'POST', path: '/items/axis_registry' }, AXIS),
		item('create many items', { method: 'POST', path: '/items/axis_registry' }, [AXIS, { ...AXIS, axis_code: 'further' }]),
		item('update one item', { method: 'PATCH', path: SPARE }, RENAMED),
		item('update by keys', { method: 'PATCH', path: VALUES }, { keys: [ROW.spare], data: RENAMED }),
		item('update by query', { method: 'PATCH', path: VALUES }, { query: { filter: { id: { _eq: ROW.spare } } }, data: RENAMED }),
		item('update a batch', { method: 'PATCH', path: VALUES }, [{ id: ROW.spare, ...RENAMED }]),
		item('delete one item', { method: 'DELETE', path: SPARE, open: '204' }),
		item('delete by keys', { method: 'DELETE', path: VALUES, open: '204' }, [ROW.spare]),
		item('delete by query', { method: 'DELETE', path: VALUES, open: '204' }, { query: { filter: { id: { _eq: ROW.spare } } } }),
	];
};

export const itemPaths: readonly Path[] = [
	...byUser(),
	...byUser('operator'),
	rest({
		name: 'update a batch with a key that no item has',
		by: 'hook',
		method: 'PATCH',
		path: VALUES,
		body: () => [{ id: ROW.absent, axis_code: 'responsibility', value_code: 'further' }],
		changes: 'nothing',
	}),
	{
		name: 'delete an item of each table',
		by: 'hook',
		shut: REFUSED,
		open: '204',
		changes: 'nothing',
		async write({ admin }) {
			const told = new Set<string>();
			for (const table of AXIS_TABLES) {
				const key = NUMBERED.has(table) ? 0 : ROW.absent;
				told.add(verdict(await admin.send('DELETE', `/items/${table}`, [key])));
			}
			return [...told].join(' ');
		},
	},
	rest({
		name: 'write a singleton',
		by: 'hook',
		method: 'PATCH',
		path: '/items/axis_candidate_finding',
		body: () => ({ finding_type: 'stale_topic', severity: 'info' }),
	}),
	rest({
		name: 'sort items',
		by: 'service_guard',
		method: 'POST',
		path: '/utils/sort/axis_assignment',
		body: () => ({ item: ROW.first, to: ROW.second }),
	}),
	rest({
		name: 'sort items, as an operator',
		by: 'service_guard',
		as: 'operator',
		method: 'POST',
		path: '/utils/sort/axis_assignment',
		body: () => ({ item: ROW.first, to: ROW.second }),
	}),
	rest({
		name: 'revert a revision',
		by: 'hook',
		method: 'POST',
		path: ({ revision }) => `/utils/revert/${revision}`,
		open: '204',
	}),
	{
		name: 'promote a version',
		by: 'hook',
		shut: REFUSED,
		open: '200',
		async write({ admin, version }) {
			const { data } = await admin.get<{ mainHash: string }>(`/versions/${version}/compare`);
			return verdict(await admin.send('POST', `/versions/${version}/promote`, { mainHash: data.mainHash }));
		},
	},
	rest({
		name: 'save a version',
		by: 'nobody',
		method: 'POST',
		path: ({ version }) => `/versions/${version}/save`,
		body: () => ({ value_name: 'drafted' }),
		shut: '200',
		changes: 'nothing',
	}),
	rest({
		name: 'read an item with ?version= (Directus writes the version, then rolls back)',
		by: 'trigger',
		method: 'GET',
		path: `${SPARE}?version=draft`,
		changes: 'nothing',
	}),
	rest({
		name: 'read items with ?version=',
		by: 'trigger',
		method: 'GET',
		path: `${VALUES}?version=draft`,
		shut: '200',
		changes: 'nothing',
		opaque: 'Directus answers 200, with the refusal beside each item in `$meta`',
	}),
];
