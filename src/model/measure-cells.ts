/** How an axis stands before and after a change, to the cell. */
import type { Knex } from 'knex';
import type { z } from 'zod';
import { CellChanges, ModelStanding } from '../contract/schemas';
import { queryRows, runText } from '../db/run-sql';
import compareCells from './sql/compare-cells.sql';
import keepCells from './sql/keep-cells.sql';
import readStanding from './sql/read-standing.sql';
import stageCells from './sql/stage-cells.sql';

const Standing = ModelStanding.omit({ status: true });
export type Standing = z.infer<typeof Standing>;

/** Counts the axis as it is before a change, and keeps its cells to be compared. Once in a transaction; the other two come after it. */
export async function measureBefore(trx: Knex, axisCode: string): Promise<Standing> {
	await runText(trx, stageCells);
	return measure(trx, axisCode, 'before');
}

/** Counts the axis once it has changed, and keeps its cells. */
export async function measureAfter(trx: Knex, axisCode: string): Promise<Standing> {
	return measure(trx, axisCode, 'after');
}

/** Compares the cells of the two moments in the database: however many there are, only what differs is answered. */
export async function compareCellsKept(trx: Knex): Promise<CellChanges> {
	const [row] = await queryRows(trx, compareCells);
	return CellChanges.parse(row);
}

async function measure(trx: Knex, axisCode: string, moment: 'before' | 'after'): Promise<Standing> {
	const [standing] = await queryRows(trx, readStanding, { axis_code: axisCode });
	await runText(trx, keepCells, { axis_code: axisCode, moment });
	return Standing.parse(standing);
}
