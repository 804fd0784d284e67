/** The database itself: cascades from the base model, raw SQL of Directus' role, also as a replica. */
import type { Knex } from 'knex';
import { AXIS_TABLES } from '../../../../src/contract';
import { sqlState } from '../../../../src/db/sqlstate';
import { verdict } from '../../support/api';
import { graphql, rest, type Path } from '../path';
import { ROW } from '../rows';

class TakenBack extends Error {}

/** Runs statements in one transaction; answers "ok" or the SQLSTATE, that of COMMIT included. */
async function run(db: Knex, statements: readonly string[], end: 'commit' | 'rollback' = 'commit'): Promise<string> {
	try {
		await db.transaction(async (trx) => {
			for (const statement of statements) await trx.raw(statement);
			if (end === 'rollback') throw new TakenBack();
		});
		return 'ok';
	} catch (error) {
		if (error instanceof TakenBack) return 'ok';
		const state = sqlState(error);
		if (state === null) throw error;
		return state;
	}
}

/** One statement for each of the 11 tables, each in a transaction of its own that is rolled back; answers the different outcomes. */
async function everywhere(db: Knex, statement: (table: string) => string): Promise<string> {
	const outcomes = new Set<string>();
	for (const table of AXIS_TABLES) outcomes.add(await run(db, [statement(table)], 'rollback'));
	return [...outcomes].join(' ');
}

const sql = (name: string, path: Pick<Path, 'write'> & Partial<Path>): Path => ({
	name: `SQL: ${name}`,
	by: 'trigger',
	shut: 'AX001',
	open: 'ok',
	...path,
});

const insert = `insert into axis_registry (axis_code, axis_name, axis_family, axis_kind) values ('extra', 'Extra', 'label', 'system')`;

/** The foreign key of an ownership's owner, made to cascade; by the owner of the table, inside the transaction. */
const cascadeOn = (event: string): string[] => [
	'alter table axis_object_ownership drop constraint axis_object_ownership_owner_gov_code_fkey',
	`alter table axis_object_ownership add foreign key (owner_gov_code) references governance_registry (code) on ${event} cascade`,
];

/** Of each table, no row is touched but by TRUNCATE, which is rolled back. */
const EACH: Readonly<Record<string, (table: string) => string>> = {
	'INSERT into': (table) => `insert into ${table} overriding system value select * from ${table} where false`,
	'UPDATE of': (table) => `update ${table} set created_at = created_at where false`,
	'DELETE from': (table) => `delete from ${table} where false`,
	'TRUNCATE of': (table) => `truncate ${table} cascade`,
};

export const databasePaths: readonly Path[] = [
	rest({
		name: 'delete a row of the base model that an ownership points to',
		by: 'database',
		method: 'DELETE',
		path: `/items/governance_registry/${ROW.authority}`,
		shut: '400 INVALID_FOREIGN_KEY',
		open: '400 INVALID_FOREIGN_KEY',
		changes: 'nothing',
	}),
	graphql({
		name: 'the same through GraphQL',
		by: 'database',
		mutation: () => `delete_governance_registry_item(id: "${ROW.authority}") { id }`,
		shut: '200 INTERNAL_SERVER_ERROR',
		open: '200 INTERNAL_SERVER_ERROR',
		opaque: 'Directus lets nobody map what a GraphQL delete meets in the database',
		changes: 'nothing',
	}),
	{
		name: 'delete an axis that values point to',
		by: 'hook',
		shut: '423 AXIS_GATE_CLOSED',
		open: '400 INVALID_FOREIGN_KEY',
		changes: 'nothing',
		write: async ({ admin }) =>
			verdict(
				await admin.send('DELETE', '/items/axis_registry', { query: { filter: { axis_code: { _eq: 'responsibility' } } } }),
			),
	},
	{
		name: 'SQL: delete or rename a row of the base model that an ownership points to',
		by: 'database',
		shut: '23503 23503',
		open: '23503 23503',
		changes: 'nothing',
		write: async ({ db }) =>
			[
				await run(db, [`delete from governance_registry where code = '${ROW.authority}'`]),
				await run(db, [`update governance_registry set code = 'GOV-OTHER' where code = '${ROW.authority}'`]),
			].join(' '),
	},
	sql('INSERT', { write: ({ db }) => run(db, [insert]) }),
	sql('UPDATE', { write: ({ db }) => run(db, [`update axis_value set value_name = 'changed' where id = '${ROW.spare}'`]) }),
	sql('DELETE', { write: ({ db }) => run(db, [`delete from axis_value where id = '${ROW.spare}'`]) }),
	...Object.entries(EACH).map(([name, statement]) =>
		sql(`${name} each table`, { changes: 'nothing', write: ({ db }) => everywhere(db, statement) }),
	),
	sql('TRUNCATE', { write: ({ db }) => run(db, ['truncate axis_object_ownership']) }),
	sql('TRUNCATE of a table with what points to it', {
		write: ({ db }) => run(db, ['truncate governance_scan_run cascade']),
	}),
	sql('MERGE', {
		write: ({ db }) =>
			run(db, [
				`merge into axis_value using (select 1) as one on axis_value.id = '${ROW.spare}' when matched then update set value_name = 'changed'`,
			]),
	}),
	sql('a data-modifying WITH', {
		write: ({ db }) =>
			run(db, [`with gone as (delete from axis_value where id = '${ROW.spare}' returning 1) select count(*) from gone`]),
	}),
	...Object.entries({
		DELETE: { rule: 'delete', statement: `delete from governance_registry where code = '${ROW.authority}'` },
		UPDATE: { rule: 'update', statement: `update governance_registry set code = 'GOV-OTHER' where code = '${ROW.authority}'` },
	}).map(([verb, { rule, statement }]) =>
		sql(`${verb} through a foreign key that cascades`, {
			changes: 'nothing',
			write: ({ db }) => run(db, [...cascadeOn(rule), statement], 'rollback'),
		}),
	),
	sql('UPDATE in the replication role', {
		write: ({ db }) =>
			run(db, [
				`set local session_replication_role = 'replica'`,
				`update axis_value set value_name = 'changed' where id = '${ROW.spare}'`,
			]),
	}),
	sql('UPDATE as a rehearsal, committed', {
		shut: 'AX002',
		open: 'AX002',
		changes: 'nothing',
		write: ({ db }) =>
			run(db, [
				`select set_config('axis.rehearsal', pg_current_xact_id()::text, true)`,
				`update axis_value set value_name = 'changed' where id = '${ROW.spare}'`,
			]),
	}),
];
