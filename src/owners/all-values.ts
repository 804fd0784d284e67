/** What "all" means where values of an axis are named. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows } from '../db/run-sql';
import allValuesText from './sql/assign/all-values.sql';

const valueRow = z.object({ value_code: z.string() });

/** Codes of the active values, in order; none of an axis that there is not. Errors: the database's own, as before tier 1. */
export async function readAllValues(db: Knex, axis_code: string): Promise<string[]> {
	return (await queryRows(db, allValuesText, { axis_code })).map((row) => valueRow.parse(row).value_code);
}
