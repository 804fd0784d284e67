/** REST: the relations of the axis tables, with their foreign keys. */
import { dropAddedRelation, restoreRelation } from '../restore';
import { rest, type Path } from '../path';

const RELATION = '/relations/axis_assignment/superseded_by';

/** Directus 11.17.4 assigns to its frozen schema when a relation is changed, whoever's it is; the rejection ends the process. */
export const CRASHES_11 = { 11: 'changing any relation ends the process of Directus 11.17.4' } as const;

export const relationPaths: readonly Path[] = [
	rest({
		name: 'add a relation',
		by: 'request_guard',
		method: 'POST',
		path: '/relations',
		body: () => ({ collection: 'axis_candidate_finding', field: 'created_by', related_collection: 'governance_registry' }),
		undo: dropAddedRelation,
	}),
	rest({
		name: 'change a relation',
		by: 'request_guard',
		method: 'PATCH',
		path: RELATION,
		body: () => ({ meta: { one_deselect_action: 'delete' } }),
		changes: 'metadata',
		notOpened: CRASHES_11,
		undo: restoreRelation,
	}),
	rest({
		name: 'change only the foreign key of a relation',
		by: 'request_guard',
		method: 'PATCH',
		path: RELATION,
		body: () => ({ schema: { on_delete: 'CASCADE' } }),
		notOpened: CRASHES_11,
		undo: restoreRelation,
	}),
	rest({ name: 'delete a relation', by: 'request_guard', method: 'DELETE', path: RELATION, open: '204', undo: restoreRelation }),
	rest({
		name: 'DELETE /relations//axis_assignment/superseded_by',
		by: 'service_guard',
		method: 'DELETE',
		path: '/relations//axis_assignment/superseded_by',
		open: '204',
		undo: restoreRelation,
	}),
	rest({
		name: 'delete a relation, as an operator',
		by: 'service_guard',
		as: 'operator',
		method: 'DELETE',
		path: RELATION,
		open: '403 FORBIDDEN',
		changes: 'nothing',
	}),
];
