/** The matrix of an axis, objects × values: page by page, or as a whole, then with groups × values where there are too many objects for a row each. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { CoverageMatrix, MatrixCell, MatrixGroupRow, MatrixPage, MatrixRow } from '../contract';
import { CoveredCell, GroupCoverage, MatrixGroup, MatrixGroupCell } from '../contract/schemas';
import type { Page } from '../db/listing';
import { queryRows, type Row } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { UnknownAxisError } from '../errors';
import { hasViews, requireFirst } from './axis';
import { filterVariables, type CellFilter } from './filter';
import matrixText from './sql/matrix.sql';
import pageText from './sql/page.sql';

/** Above so many objects rows of the whole are groups and cells carry counts. */
export const MAX_OBJECT_ROWS = 500;

const cellRow = CoveredCell.omit({ axis_code: true });
const { group_ref, group_path } = GroupCoverage.shape;
const groupCell = MatrixGroupCell.extend({ group_ref, group_path });

const headRow = z.object({ known: z.boolean(), value_codes: z.array(z.string()) });
const pageRow = headRow.extend({ groups: z.array(MatrixGroup), cells: z.array(cellRow) });
const matrixRow = z.discriminatedUnion('grain', [
	headRow.extend({ grain: z.literal('object'), cells: z.array(cellRow) }),
	headRow.extend({ grain: z.literal('group'), cells: z.array(groupCell) }),
]);

/** The whole matrix. Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readMatrix(db: Knex, axisCode: string): Promise<CoverageMatrix> {
	const read = matrixRow.parse(await readOne(db, axisCode, matrixText, { most_objects: MAX_OBJECT_ROWS }));
	const values = read.value_codes;
	return read.grain === 'group'
		? { grain: 'group', values, rows: groupRows(values, read.cells) }
		: { grain: 'object', values, rows: objectRows(values, read.cells) };
}

/** One page of objects with their cells, and the number of objects that the filter keeps. Errors: UnknownAxisError, UnsupportedDatabaseError. */
export async function readMatrixPage(
	db: Knex,
	axisCode: string,
	filter: CellFilter,
	{ limit, offset }: Page,
): Promise<{ matrix: MatrixPage; total: number }> {
	const read = pageRow.parse(await readOne(db, axisCode, pageText, { ...filterVariables(filter), limit, offset }));
	const { value_codes: values, groups } = read;
	const total = groups.reduce((sum, { objects }) => sum + objects, 0);
	return { matrix: { grain: 'object', values, rows: objectRows(values, read.cells), groups }, total };
}

/** The row of a query that tells all of a reading, and whether the axis is active. */
async function readOne(db: Knex, axisCode: string, text: string, variables: Variables): Promise<Row> {
	return withSnapshot(db, async (trx) => {
		const given = { ...variables, axis_code: axisCode };
		const [row] = (await hasViews(trx)) ? await queryRows(trx, text, given) : [];
		if (row?.known === true) return row;
		const [first] = await queryRows(trx, (await requireFirst(trx, axisCode))(text), given);
		if (!first) throw new UnknownAxisError({ axis_code: axisCode });
		return first;
	});
}

// Cells arrive in the order of the rows; a Map keeps it.
function objectRows(values: readonly string[], cells: z.output<typeof cellRow>[]): MatrixRow<MatrixCell>[] {
	const rows = groupBy(cells, (found) => JSON.stringify([found.object_type, found.object_ref]));
	return [...rows.values()].flatMap((found) => {
		const [first] = found;
		if (!first) return [];
		const { object_type, object_ref, group_ref } = first;
		const byValue = new Map(found.map((item) => [item.value_code, item]));
		return [{ object_type, object_ref, group_ref, cells: values.map((value) => toCell(value, byValue.get(value))) }];
	});
}

function toCell(value_code: string, found: z.output<typeof cellRow> | undefined): MatrixCell {
	if (!found) return { value_code, state: 'not_required', owner_gov_code: null, source_anchor_ref: null };
	return { value_code, state: found.state, owner_gov_code: found.owner_gov_code, source_anchor_ref: found.source_anchor_ref };
}

function groupRows(values: readonly string[], cells: z.output<typeof groupCell>[]): MatrixGroupRow[] {
	const rows = groupBy(cells, (found) => found.group_ref);
	return [...rows].map(([group_ref, found]) => {
		const byValue = new Map(found.map((item) => [item.value_code, item]));
		const cell = (value_code: string): MatrixGroupCell => {
			const { required = 0, covered = 0, gap = 0, waived = 0 } = byValue.get(value_code) ?? {};
			return { value_code, required, covered, gap, waived };
		};
		const group_path = found[0]?.group_path ?? [];
		return { object_type: 'group', object_ref: group_ref ?? '', group_ref, group_path, cells: values.map(cell) };
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
