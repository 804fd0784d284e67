/** Where the owners of an active axis stand. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { requireActiveAxis } from '../coverage/axis';
import { queryRows } from '../db/run-sql';
import readAxis from './sql/assign/read-axis.sql';

const axisRow = z.object({ ownership_source: z.enum(['canonical', 'parallel']) });
export type AxisSource = z.output<typeof axisRow>['ownership_source'];

/** Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readAxisSource(trx: Knex.Transaction, axis_code: string): Promise<AxisSource> {
	await requireActiveAxis(trx, axis_code);
	const [row] = await queryRows(trx, readAxis, { axis_code });
	return axisRow.parse(row).ownership_source;
}
