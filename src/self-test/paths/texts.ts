/**
 * Texts that Directus would put into DDL as they are, of any table: guarded with the gate open as well. Each is a call of the guarded service as the
 * host makes it. Where nothing stopped it, what it names is not there, or the savepoint takes it back.
 */
import { queryRows } from '../../db/run-sql';
import { SQLSTATE, sqlState } from '../../db/sqlstate';
import { COLUMN_CALL } from '../../gate/guarded-calls';
import { Harmless, NotTried, serviceOptions, WRITE, type Bench, type WritePath } from '../attempt';
import { callAsHost, unsafeText } from '../guards';
import findGhost from '../sql/find-ghost.sql';

/** There is no such table: past the guard Directus refuses the relation. */
const NOWHERE = 'axis_self_test';

/** Nobody makes a table in this schema, a superuser neither. */
const ELSEWHERE = 'pg_catalog.axis_self_test';

const RAW_DEFAULT = [`'::text::json); create table axis_self_test_ghost(); --`];

export const TEXT_PATHS: readonly WritePath[] = [
	{
		path: 'texts.relation-action',
		does: 'makes a relation, of any collection, whose on_update holds SQL',
		layers: {
			service_guard: unsafeText('RelationsService', 'createOne', () => [
				{ collection: NOWHERE, field: 'id', related_collection: NOWHERE, schema: { on_update: 'NO ACTION; select 1' } },
				WRITE.silent(),
			]),
		},
	},
	{
		path: 'texts.json-default',
		does: 'makes a column, of any collection, whose JSON default holds SQL',
		note: 'It is not refused: it is written as the JSON that it is.',
		layers: { service_guard: { run: makeColumn } },
	},
	{
		path: 'texts.dotted-name',
		does: 'makes a collection whose name is a schema and a table',
		layers: {
			service_guard: unsafeText('CollectionsService', 'createOne', () => [
				{ collection: ELSEWHERE, schema: {}, meta: null, fields: [] },
				WRITE.silent(),
			]),
		},
	},
];

async function makeColumn(bench: Bench): Promise<void> {
	const fields = new bench.services.FieldsService(serviceOptions(bench));
	const field = { field: 'tried', type: 'json', schema: { default_value: RAW_DEFAULT } };
	try {
		await bench.trx.schema.createTable(NOWHERE, (table) => {
			callAsHost(fields, COLUMN_CALL.method, table, NOWHERE, field);
		});
	} catch (error) {
		if (sqlState(error) !== SQLSTATE.insufficientPrivilege) throw error;
		throw new NotTried("Directus' role may make no table.");
	}
	const [found] = await queryRows(bench.trx, findGhost);
	if (found?.ghosts === 0) throw new Harmless('It was written as JSON, and ran nothing.');
}
