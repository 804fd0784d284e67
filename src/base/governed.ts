/** Whether a database has to do with axes at all: elsewhere a table of the same name as the approvals is somebody else's business. */
import type { Knex } from 'knex';
import { AXIS_TABLES } from '../contract';
import { queryRows } from '../db/run-sql';
import { BASE_VIEWS } from './relations';
import isGovernedSql from './sql/is-governed.sql';

/** True where one axis table or one of the five views of the base model is on the connection's search path. */
export async function isGoverned(database: Knex): Promise<boolean> {
	const [row] = await queryRows(database, isGovernedSql, { names: JSON.stringify([...AXIS_TABLES, ...BASE_VIEWS]) });
	return row?.governed === true;
}
