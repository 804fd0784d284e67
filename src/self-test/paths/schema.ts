/**
 * Collections, fields and relations of the axis tables. The filters are asked where the write would begin, or by a call that would change nothing.
 * The database is asked by the statement that Directus would make.
 */
import { randomInt } from 'node:crypto';
import { runText } from '../../db/run-sql';
import { itemsOf, serviceOptions, WRITE, type Attempt, type Bench, type WritePath } from '../attempt';
import { callBehindGuard, door, service } from '../guards';
import scratchRelation from '../sql/scratch-relation.sql';

const TABLE = 'axis_value';
const FIELD = 'axis_code';
const ALIAS = { field: 'axis_self_test', type: 'alias' } as const;
const OTHER_CODE =
	"Door and service guard stop what Directus does. Other code's SQL passes them, unless another role owns the axis tables (owns_axis_tables).";
const META_ONLY = 'Directus keeps this beside the table, which does not change: the database has no say.';

export const SCHEMA_PATHS: readonly WritePath[] = [
	{
		path: 'collections.create',
		does: 'registers an axis table as a collection',
		note: META_ONLY,
		layers: {
			request_guard: door('post', '/collections', { params: {}, body: { collection: TABLE, meta: {} } }),
			service_guard: service('CollectionsService', 'createOne', { collection: TABLE }),
			hook: ask((bench) => itemsOf(bench, 'directus_collections').createOne({ collection: TABLE }, WRITE.asked())),
		},
	},
	{
		path: 'collections.update',
		does: 'changes the settings of an axis collection, e.g. its sort field',
		note: META_ONLY,
		layers: {
			hook: ask((bench) => itemsOf(bench, 'directus_collections').updateOne(TABLE, { sort_field: 'tag' }, WRITE.asked())),
		},
	},
	{
		path: 'collections.delete',
		does: 'deletes an axis collection that is registered',
		layers: {
			request_guard: door('delete', '/collections/:collection', { params: { collection: TABLE } }),
			service_guard: service('CollectionsService', 'deleteOne', TABLE),
			hook: ask((bench) => itemsOf(bench, 'directus_collections').deleteOne(TABLE, WRITE.asked())),
			database: statement(`drop table ${TABLE}`),
		},
	},
	{
		path: 'collections.delete-unregistered',
		does: 'drops an axis table that is not registered: no filter hears of it',
		note: OTHER_CODE,
		layers: {
			request_guard: door('delete', '/collections/:collection', { params: { collection: TABLE } }),
			service_guard: service('CollectionsService', 'deleteOne', TABLE),
			database: statement(`drop table ${TABLE}`),
		},
	},
	{
		path: 'fields.create',
		does: 'adds a field to an axis table',
		layers: {
			service_guard: service('FieldsService', 'createField', TABLE),
			// An alias has no column: past the filter nothing happens.
			hook: ask((bench) => callBehindGuard(fieldsOf(bench), 'createField', TABLE, ALIAS, undefined, WRITE.whole())),
			database: statement(`alter table ${TABLE} add column axis_self_test text`),
		},
	},
	{
		path: 'fields.update',
		does: 'changes a field of an axis table',
		layers: {
			service_guard: service('FieldsService', 'updateField', TABLE),
			// Neither column nor settings are named: past the filter nothing happens.
			hook: ask((bench) => callBehindGuard(fieldsOf(bench), 'updateField', TABLE, { field: FIELD }, WRITE.whole())),
			database: statement(`alter table ${TABLE} alter column ${FIELD} set default 'self-test'`),
		},
	},
	{
		path: 'fields.delete',
		does: 'deletes a field of an axis table',
		layers: {
			service_guard: service('FieldsService', 'deleteField', TABLE),
			// There is no such field: past the filter nothing happens.
			hook: ask((bench) => callBehindGuard(fieldsOf(bench), 'deleteField', TABLE, ALIAS.field, WRITE.whole())),
			database: statement(`alter table ${TABLE} drop column tag`),
		},
	},
	{
		path: 'relations.create',
		does: 'adds a relation to an axis table',
		layers: {
			request_guard: door('post', '/relations', { params: {}, body: { collection: TABLE, field: FIELD } }),
			service_guard: service('RelationsService', 'createOne', { collection: TABLE, field: FIELD }),
			hook: ask((bench) =>
				itemsOf(bench, 'directus_relations').createOne({ many_collection: TABLE, many_field: FIELD }, WRITE.asked()),
			),
			database: statement(`alter table ${TABLE} add foreign key (${FIELD}) references axis_registry (axis_code) not valid`),
		},
	},
	{
		path: 'relations.update',
		does: 'changes the settings of a relation of an axis table',
		note: META_ONLY,
		layers: {
			request_guard: door('patch', '/relations/:collection/:field', { params: { collection: TABLE, field: FIELD } }),
			service_guard: service('RelationsService', 'updateOne', TABLE, FIELD),
			hook: ask(async (bench) => {
				const id = -randomInt(1, 2 ** 31);
				await runText(bench.trx, scratchRelation, { id });
				await itemsOf(bench, 'directus_relations').updateOne(id, { one_field: null }, WRITE.asked());
			}),
		},
	},
	{
		path: 'relations.delete',
		does: 'drops or rebuilds the foreign key of a relation: no filter hears of it',
		note: OTHER_CODE,
		layers: {
			request_guard: door('delete', '/relations/:collection/:field', { params: { collection: TABLE, field: FIELD } }),
			service_guard: service('RelationsService', 'deleteOne', TABLE, FIELD),
			database: statement(`alter table ${TABLE} drop constraint axis_value_axis_code_fkey`),
		},
	},
	{
		path: 'schema.apply',
		does: 'applies a schema that changes an axis table, by request or directus schema apply',
		note: 'Asked by the call that it makes for a field: applying a schema flushes every cache of the host.',
		layers: {
			request_guard: door('post', '/schema/apply', { params: {}, body: { diff: { fields: [{ collection: TABLE }] } } }),
			service_guard: service('FieldsService', 'createField', TABLE),
			hook: ask((bench) => callBehindGuard(fieldsOf(bench), 'createField', TABLE, ALIAS, undefined, WRITE.whole())),
		},
	},
	{
		path: 'graphql.system',
		does: 'drops an axis table by a mutation of /graphql/system',
		note: OTHER_CODE,
		layers: {
			request_guard: door('post', '/graphql/system', {
				params: {},
				body: { query: `mutation { delete_collections_item(collection: "${TABLE}") { collection } }` },
			}),
			service_guard: service('CollectionsService', 'deleteOne', TABLE),
			database: statement(`drop table ${TABLE}`),
		},
	},
];

function ask(run: (bench: Bench) => Promise<unknown>): Attempt {
	return {
		async run(bench) {
			await run(bench);
		},
	};
}

function statement(text: string): Attempt {
	return { exclusive: true, run: ({ trx }) => runText(trx, text) };
}

function fieldsOf(bench: Bench) {
	return new bench.services.FieldsService(serviceOptions(bench));
}
