/** How an axis stands before and after a change, to the cell. */
import type { Knex } from 'knex';
import { CellChanges } from '../contract/schemas';
import { keepCells } from '../coverage/cells';
import { countStanding, type Standing } from '../coverage/counts';
import { queryRows } from '../db/run-sql';
import compareCells from './sql/compare-cells.sql';

/** Counts the axis as it is at this moment, before or after a change, and keeps its cells to be compared. */
export async function measure(trx: Knex.Transaction, axisCode: string, moment: 'before' | 'after'): Promise<Standing> {
	const standing = await countStanding(trx, axisCode);
	await keepCells(trx, axisCode, moment);
	return standing;
}

/** Compares the cells of the two moments in the database: however many there are, only what differs is answered. */
export async function compareCellsKept(trx: Knex): Promise<CellChanges> {
	const [row] = await queryRows(trx, compareCells);
	return CellChanges.parse(row);
}
