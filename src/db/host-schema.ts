/**
 * Names the host's tables by their schema, for reads on a connection that is not ours: a temporary table or view of the same name, left on it by
 * whoever, stands first in the search path of everything that only says `os_proposal_approvals`.
 */
import type { Knex } from 'knex';
import { queryRows, type Row } from './run-sql';
import type { Variables } from './sql-text';
import hostSchemaText from './sql/host-schema.sql';

/** The variable `:"host_schema"`. Where no schema is in the search path, one that holds no table of the host. Errors: the database's own. */
export async function hostSchema(db: Knex): Promise<{ host_schema: string }> {
	const [row] = await queryRows(db, hostSchemaText);
	return { host_schema: String(row?.host_schema) };
}

/** Runs a text of one statement that names the host's tables by `:"host_schema"`. Errors: the database's own. */
export async function queryHost(db: Knex, text: string, variables: Variables = {}): Promise<Row[]> {
	return queryRows(db, text, { ...variables, ...(await hostSchema(db)) });
}
