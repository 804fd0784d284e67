/** Statements that meet no Directus at all: other code in its process, psql, a job. They touch no row, and the guard refuses them all the same. */
import { AXIS_TABLES } from '../../contract';
import { quoteIdentifier } from '../../db/identifiers';
import { queryRows, runText } from '../../db/run-sql';
import type { Attempt, Bench, WritePath } from '../attempt';
import { overTables } from '../over-tables';
import cascadeDelete from '../sql/cascade-delete.sql';
import cascadeKey from '../sql/cascade-key.sql';

export const SQL_PATHS: readonly WritePath[] = [
	everyTable(
		'sql.insert',
		'inserts into each of the 11 tables',
		(table) => `insert into ${table} (created_by) select '' where false`,
	),
	everyTable('sql.update', 'updates each of the 11 tables', (table) => `update ${table} set created_by = created_by where false`),
	everyTable('sql.delete', 'deletes from each of the 11 tables', (table) => `delete from ${table} where false`),
	truncate(),
	{
		path: 'sql.foreign-key-cascade',
		does: 'deletes a row that axes refer to by a foreign key which cascades',
		note: 'Only who may act as the owner of the axis tables can add such a key.',
		layers: { trigger: { exclusive: true, run: deleteThrough }, database: { exclusive: true, run: addKey } },
	},
	{
		path: 'sql.replication-role',
		does: 'updates an axis in a session that plays a replica, where ordinary triggers do not fire',
		note: 'Only superusers, and who was granted it, may play one.',
		layers: { trigger: { run: (bench) => updateAsReplica(bench) }, database: { run: playReplica } },
	},
];

function everyTable(path: string, does: string, statement: (table: string) => string): WritePath {
	return { path, does, layers: { trigger: { run: (bench) => runOver(bench, statement) } } };
}

// TRUNCATE is a privilege of its own, which the owner role keeps to itself.
function truncate(): WritePath {
	const attempt: Attempt = { exclusive: true, run: (bench) => runOver(bench, (table) => `truncate ${table} cascade`) };
	return { path: 'sql.truncate', does: 'empties each of the 11 tables', layers: { trigger: attempt, database: attempt } };
}

function runOver(bench: Bench, statement: (table: string) => string): Promise<string | void> {
	return overTables(bench, AXIS_TABLES, ({ trx }, table) => queryRows(trx, statement(quoteIdentifier(table))));
}

async function addKey({ trx }: Bench): Promise<void> {
	await runText(trx, cascadeKey);
}

async function deleteThrough(bench: Bench): Promise<void> {
	await addKey(bench);
	await runText(bench.trx, cascadeDelete);
}

async function playReplica({ trx }: Bench): Promise<void> {
	await queryRows(trx, `set local session_replication_role = 'replica'`);
}

async function updateAsReplica(bench: Bench): Promise<void> {
	await playReplica(bench);
	await queryRows(bench.trx, 'update axis_registry set created_by = created_by where false');
}
