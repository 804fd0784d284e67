/** How an axis stands before and after a change, to the cell. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { LifecycleReport, ModelStanding } from '../contract';
import { queryRows } from '../db/run-sql';
import compareCells from './sql/compare-cells.sql';
import readCells from './sql/read-cells.sql';
import readStanding from './sql/read-standing.sql';

export interface Reading {
	standing: Omit<ModelStanding, 'status'>;
	/** Every required cell with its owners, as text: it goes back to the database to be compared. */
	cells: string;
}

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

/** Reads the axis as this transaction sees it. */
export async function readAxis(trx: Knex, axisCode: string): Promise<Reading> {
	const [standing] = await queryRows(trx, readStanding, { axis_code: axisCode });
	const [row] = await queryRows(trx, readCells, { axis_code: axisCode });
	return { standing: standingRow.parse(standing), cells: z.string().parse(row?.cells) };
}

export async function compareReadings(trx: Knex, before: Reading, after: Reading): Promise<CellChanges> {
	const [row] = await queryRows(trx, compareCells, { before: before.cells, after: after.cells });
	return comparedRow.parse(row);
}
