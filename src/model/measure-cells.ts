/** How an axis stands before and after a change, to the cell. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { LifecycleReport, ModelStanding } from '../contract';
import { queryRows, runText } from '../db/run-sql';
import compareCells from './sql/compare-cells.sql';
import keepCells from './sql/keep-cells.sql';
import readStanding from './sql/read-standing.sql';
import stageCells from './sql/stage-cells.sql';

export type Standing = Omit<ModelStanding, 'status'>;

export type CellChanges = Pick<
	LifecycleReport,
	| 'cells_added'
	| 'cells_removed'
	| 'gaps_added'
	| 'gaps_removed'
	| 'owners'
	| 'objects_without_owner'
	| 'objects_without_owner_count'
>;

const standingRow = z.object({
	required_cells: z.number(),
	gap_cells: z.number(),
	direct_cells: z.number(),
	inherited_cells: z.number(),
	waived_cells: z.number(),
	ok: z.number(),
	low_conf: z.number(),
	stale: z.number(),
	quarantine: z.number(),
	missing_assignments: z.number(),
	rules_without_values: z.array(z.string()),
});

const comparedRow = z.object({
	cells_added: z.number(),
	cells_removed: z.number(),
	gaps_added: z.number(),
	gaps_removed: z.number(),
	owners: z.array(z.object({ owner_gov_code: z.string(), cells: z.number() })),
	objects_without_owner: z.array(z.object({ object_type: z.string(), object_ref: z.string(), cells: z.number() })),
	objects_without_owner_count: z.number(),
});

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
	return comparedRow.parse(row);
}

async function measure(trx: Knex, axisCode: string, moment: 'before' | 'after'): Promise<Standing> {
	const [standing] = await queryRows(trx, readStanding, { axis_code: axisCode });
	await runText(trx, keepCells, { axis_code: axisCode, moment });
	return standingRow.parse(standing);
}
