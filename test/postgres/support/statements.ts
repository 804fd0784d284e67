/** Ways to change an axis table. */
import type { Knex } from 'knex';
import { AXIS_TABLES } from '../../../src/contract';

export type Write = (db: Knex, table: string) => Promise<unknown>;

/** Each is one statement that would change the table, or be ready to: what matters is that the guard sees it, rows or none. */
export const WRITES: Readonly<Record<string, Write>> = {
	insert: (db, table) => db.raw(`insert into ${table} overriding system value select * from ${table} where false`),
	'insert of a row': (db, table) => db.raw(`insert into ${table} default values`),
	update: (db, table) => db.raw(`update ${table} set created_by = created_by`),
	delete: (db, table) => db.raw(`delete from ${table}`),
	truncate: (db, table) => db.raw(`truncate ${table} cascade`),
	'copy from': (db, table) => copyNothing(db, table),
	'merge that inserts': (db, table) =>
		db.raw(`merge into ${table} as t using (select 1 where false) as s on false when not matched then insert default values`),
	'merge that deletes': (db, table) => db.raw(`merge into ${table} as t using (select 1) as s on true when matched then delete`),
	'insert on conflict': (db, table) =>
		db.raw(`insert into ${table} overriding system value select * from ${table} where false
			on conflict on constraint ${table}_pkey do update set created_by = 'x'`),
	'delete in a query': (db, table) => db.raw(`with gone as (delete from ${table} returning 1) select count(*) from gone`),
	'write in a function': (db, table) => db.raw(`do $$ begin delete from ${table}; end $$`),
	'write through a view': (db, table) => db.raw(`delete from open_${table}`),
	'prepared statement': async (db, table) => {
		await db.raw(`deallocate all; prepare axis_write as delete from ${table}`);
		await db.raw('execute axis_write');
	},
};

/** Updatable views, through which anybody may write who may write the tables. */
export async function createOpenViews(db: Knex): Promise<void> {
	for (const table of AXIS_TABLES) await db.raw(`create view open_${table} as select * from ${table}`);
}

// COPY FROM STDIN needs the protocol's copy mode, which knex lacks; a program does the same on the server.
async function copyNothing(db: Knex, table: string): Promise<void> {
	await db.raw(`copy ${table} from program 'true'`);
}
