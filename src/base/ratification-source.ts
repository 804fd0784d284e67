/** Where people ratify: which table, and which rows of it are approvals. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows } from '../db/run-sql';
import isDefined from './sql/ratification-is-defined.sql';
import readSource from './sql/ratification-source.sql';

/** A table of Directus' schema, and values that its rows must have, by column. */
export interface Source {
	table: string;
	filter: Readonly<Record<string, string | number | boolean>>;
}

/** Where nothing else is named and nothing was made: as in the Agency OS template. */
export const DEFAULT_TABLE = 'os_proposal_approvals';

export const sourceRow = z.object({
	source_table: z.string(),
	source_filter: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).catch({}),
});

/** The source for SQL, `:'ratification_source'`: JSON, or empty where the profile names none. */
export function sourceVariable(source: Source | undefined): string {
	return source === undefined ? '' : JSON.stringify(source);
}

/**
 * The source that holds here: the policy's where tier 1 stands, else the profile's, else the default. Without the ledger, which says so, the
 * profile's or the default. Errors: the database's own.
 */
export async function readRatificationSource(db: Knex, named: Source | undefined): Promise<Source> {
	if ((await queryRows(db, isDefined))[0]?.defined !== true) return named ?? { table: DEFAULT_TABLE, filter: {} };
	const [row] = await queryRows(db, readSource, { ratification_source: sourceVariable(named) });
	return toSource(sourceRow.parse(row));
}

/** A source as the database answers it. */
export function toSource({ source_table, source_filter }: z.output<typeof sourceRow>): Source {
	return { table: source_table, filter: source_filter };
}

/** The source as a message names it: `os_proposal_approvals`, `approvals (status = "published")`. */
export function showSource({ table, filter }: Source): string {
	const values = Object.entries(filter).map(([column, value]) => `${column} = ${JSON.stringify(value)}`);
	return values.length === 0 ? table : `${table} (${values.join(', ')})`;
}
