/** The matrix of an axis: objects × values, or groups × values where there are too many objects for a row each. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { CellState, CoveredCell, CoverageMatrix, MatrixCell, MatrixGroupCell, MatrixPage, MatrixRow } from '../contract';
import { readListing, type Page } from '../db/listing';
import { queryRows } from '../db/run-sql';
import { withSnapshot } from '../db/transaction';
import { groupVariables, requireAxis, type GroupFilter } from './coverage';
import cell from './sql/cell.sql';
import countObjects from './sql/count-objects.sql';
import listValues from './sql/list-values.sql';
import matrixCells from './sql/matrix-cells.sql';
import matrixGroups from './sql/matrix-groups.sql';
import matrixPage from './sql/matrix-page.sql';
import matrixPageCells from './sql/matrix-page-cells.sql';
import matrixPlaced from './sql/matrix-placed.sql';
import waivers from './sql/waivers.sql';

/** Above so many objects rows are groups and cells carry counts (http.md). */
export const MAX_OBJECT_ROWS = 500;

const objectCell = z.object({
	object_type: z.string(),
	object_ref: z.string(),
	group_ref: z.string().nullable(),
	value_code: z.string(),
	state: z.enum(['direct', 'inherited', 'gap', 'waived']),
	owner_gov_code: z.string().nullable(),
	source_anchor_ref: z.string().nullable(),
});

const groupCell = z.object({
	group_ref: z.string().nullable(),
	value_code: z.string(),
	required: z.number(),
	covered: z.number(),
	gap: z.number(),
	waived: z.number(),
});

const coveredCell = objectCell.extend({ axis_code: z.string() });
/** Keys of a cell of a page's list, in their order. */
export const CELL_COLUMNS: readonly string[] = Object.keys(coveredCell.shape);

const pageRow = z.object({
	groups: z.array(
		z.object({
			group_ref: z.string().nullable(),
			objects: z.number(),
			required: z.number(),
			covered: z.number(),
			gap: z.number(),
			waived: z.number(),
		}),
	),
	cells: z.array(coveredCell),
});

/** Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readMatrix(db: Knex, axisCode: string): Promise<CoverageMatrix> {
	return withSnapshot(db, async (trx) => {
		await requireAxis(trx, axisCode);
		const variables = { axis_code: axisCode };
		const values = (await queryRows(trx, listValues, variables)).map((row) => String(row.value_code));
		const head = waivers + cell;
		const [count] = await queryRows(trx, countObjects, variables);
		if (Number(count?.objects) > MAX_OBJECT_ROWS) {
			const cells = z.array(groupCell).parse(await queryRows(trx, head + matrixGroups, variables));
			return { grain: 'group', values, rows: groupRows(values, cells) };
		}
		const cells = z.array(objectCell).parse(await queryRows(trx, head + matrixCells, variables));
		return { grain: 'object', values, rows: objectRows(values, cells) };
	});
}

/** Which objects: those with a required cell of that owner and that state, of that group, with that text in their name. */
export interface MatrixFilter {
	group: GroupFilter;
	/** Empty for whatever owner. */
	owner: string;
	/** Empty for whatever state. */
	state: Exclude<CellState, 'not_required'> | '';
	/** Part of the object's name, small and capital letters alike; empty for all. */
	search: string;
}

/** One page of objects with their cells, and the number of objects that the filter keeps. Errors: UnknownAxisError. */
export async function readMatrixPage(
	db: Knex,
	axisCode: string,
	filter: MatrixFilter,
	page: Page,
): Promise<{ matrix: MatrixPage; total: number }> {
	return withSnapshot(db, async (trx) => {
		await requireAxis(trx, axisCode);
		const values = (await queryRows(trx, listValues, { axis_code: axisCode })).map((row) => String(row.value_code));
		const variables = { ...variablesOf(axisCode, filter), limit: page.limit, offset: page.offset };
		const [row] = await queryRows(trx, waivers + cell + matrixPlaced + matrixPage, variables);
		const { groups, cells } = pageRow.parse(row);
		const total = groups.reduce((sum, { objects }) => sum + objects, 0);
		return { matrix: { grain: 'object', values, rows: objectRows(values, cells), groups }, total };
	});
}

/** The cells of such a page, a row each; none where somebody takes them. Errors: UnknownAxisError. */
export async function readMatrixCells(db: Knex, axisCode: string, filter: MatrixFilter, page: Page): Promise<CoveredCell[]> {
	const { rows } = await readListing(db, page, async (trx) => {
		await requireAxis(trx, axisCode);
		const text = waivers + cell + matrixPlaced + matrixPageCells;
		return { text, variables: variablesOf(axisCode, filter), parse: (row) => coveredCell.parse(row) };
	});
	return rows;
}

function variablesOf(axisCode: string, { group, ...rest }: MatrixFilter) {
	return { axis_code: axisCode, ...groupVariables(group), ...rest };
}

// Cells arrive in the order of the rows; a Map keeps it.
function objectRows(values: readonly string[], cells: z.output<typeof objectCell>[]): MatrixRow<MatrixCell>[] {
	const rows = groupBy(cells, (found) => JSON.stringify([found.object_type, found.object_ref]));
	return [...rows.values()].flatMap((found) => {
		const [first] = found;
		if (!first) return [];
		const { object_type, object_ref, group_ref } = first;
		const byValue = new Map(found.map((item) => [item.value_code, item]));
		return [{ object_type, object_ref, group_ref, cells: values.map((value) => toCell(value, byValue.get(value))) }];
	});
}

function toCell(value_code: string, found: z.output<typeof objectCell> | undefined): MatrixCell {
	if (!found) return { value_code, state: 'not_required', owner_gov_code: null, source_anchor_ref: null };
	return { value_code, state: found.state, owner_gov_code: found.owner_gov_code, source_anchor_ref: found.source_anchor_ref };
}

function groupRows(values: readonly string[], cells: z.output<typeof groupCell>[]): MatrixRow<MatrixGroupCell>[] {
	const rows = groupBy(cells, (found) => found.group_ref);
	return [...rows].map(([group_ref, found]) => {
		const byValue = new Map(found.map((item) => [item.value_code, item]));
		const cell = (value_code: string): MatrixGroupCell => {
			const { required = 0, covered = 0, gap = 0, waived = 0 } = byValue.get(value_code) ?? {};
			return { value_code, required, covered, gap, waived };
		};
		return { object_type: 'group', object_ref: group_ref ?? '', group_ref, cells: values.map(cell) };
	});
}

// Map.groupBy, which Node 20 lacks.
function groupBy<Item, Key>(items: readonly Item[], keyOf: (item: Item) => Key): Map<Key, Item[]> {
	const groups = new Map<Key, Item[]>();
	for (const item of items) {
		const key = keyOf(item);
		const group = groups.get(key);
		if (group) group.push(item);
		else groups.set(key, [item]);
	}
	return groups;
}
