/** What people are called in Directus, for those who read in a terminal. */
import type { Knex } from 'knex';
import { queryHost } from '../db/host-schema';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import userNames from './sql/user-names.sql';

/** Sqlstates of a connection that cannot read Directus' users: they stay the ids that they are. */
const UNREADABLE: ReadonlySet<string | null> = new Set([
	SQLSTATE.undefinedTable,
	SQLSTATE.undefinedColumn,
	SQLSTATE.insufficientPrivilege,
]);

/** Name or else e-mail of users by id. Who is no user, is gone or has neither is left out. Errors: the database's own. */
export async function readUserNames(db: Knex, ids: readonly string[]): Promise<ReadonlyMap<string, string>> {
	try {
		const rows = await queryHost(db, userNames, { ids: JSON.stringify(ids) });
		return new Map(rows.map(({ id, name }) => [String(id), String(name)]));
	} catch (error) {
		if (UNREADABLE.has(sqlState(error))) return new Map();
		throw error;
	}
}
