/** Turns the endpoint's matrix into what the table shows: groups of rows of cells, each with tone, sign and words. */
import type { CoverageMatrix, MatrixGroupCell } from '../../src/contract';
import { cellView, objectCell, type CellView } from '../../app/cell-view';
import type { CellTone } from '../../app/tones';
import type { Texts } from './texts/use-texts';

export interface RowView {
	name: string;
	cells: CellView[];
	/** Position among all rows of the table, for the arrow keys. */
	index: number;
}

export interface GroupHeading {
	name: string;
	/** e.g. "16 objects" */
	objects: string;
	/** e.g. "96 gaps" */
	coverage: string;
	tone: 'gap' | 'covered' | 'not_required';
}

export interface GroupView {
	/** null where the rows are groups themselves. */
	heading: GroupHeading | null;
	rows: RowView[];
}

export function buildGroups(matrix: CoverageMatrix, texts: Texts): GroupView[] {
	return matrix.grain === 'object' ? objectGroups(matrix, texts) : [groupRows(matrix, texts)];
}

type ObjectMatrix = Extract<CoverageMatrix, { grain: 'object' }>;
type GroupMatrix = Extract<CoverageMatrix, { grain: 'group' }>;

function objectGroups(matrix: ObjectMatrix, texts: Texts): GroupView[] {
	const byGroup = new Map<string | null, { row: ObjectMatrix['rows'][number]; index: number }[]>();

	for (const [index, row] of matrix.rows.entries()) {
		const members = byGroup.get(row.group_ref);
		if (members) members.push({ row, index });
		else byGroup.set(row.group_ref, [{ row, index }]);
	}

	return [...byGroup].map(([groupRef, members]) => {
		const heading = groupHeading(
			groupRef,
			members.map(({ row }) => row),
			texts,
		);
		const rows = members.map(({ row, index }) => {
			const cells = new Map(row.cells.map((cell) => [cell.value_code, cell]));
			return {
				name: row.object_ref,
				index,
				cells: matrix.values.map((value) => objectCell(row.object_ref, value, cells.get(value), texts)),
			};
		});
		return { heading, rows };
	});
}

function groupHeading(groupRef: string | null, rows: ObjectMatrix['rows'], texts: Texts): GroupHeading {
	const states = rows.flatMap((row) => row.cells.map((cell) => cell.state));
	const gaps = states.filter((state) => state === 'gap').length;
	// Where nothing is required, "no gap" would read as if somebody had covered it.
	const isRequired = states.some((state) => state !== 'not_required');
	return {
		name: groupRef ?? texts.text('no_group'),
		objects: texts.counted('objects', rows.length),
		coverage: isRequired ? texts.counted('gaps', gaps) : texts.text('nothing_required'),
		tone: !isRequired ? 'not_required' : gaps === 0 ? 'covered' : 'gap',
	};
}

function groupRows(matrix: GroupMatrix, texts: Texts): GroupView {
	const rows = matrix.rows.map((row, index) => {
		const cells = new Map(row.cells.map((cell) => [cell.value_code, cell]));
		return {
			name: row.object_ref,
			index,
			cells: matrix.values.map((value) => groupCell(row.object_ref, value, cells.get(value), texts)),
		};
	});
	return { heading: null, rows };
}

function groupCell(group: string, value: string, cell: MatrixGroupCell | undefined, texts: Texts): CellView {
	if (!cell || cell.required === 0) {
		return cellView(group, value, 'not_required', '', texts.text('cell_not_required'), texts);
	}

	const counts = { covered: texts.number(cell.covered), required: texts.number(cell.required) };
	const tone = groupTone(cell);
	const state = texts.text('cell_group', { ...counts, gaps: texts.counted('gaps', cell.gap) });
	return cellView(group, value, tone, texts.text('cell_share', counts), state, texts);
}

/** A group of waived cells alone is neither covered nor a gap. */
function groupTone({ covered, gap }: MatrixGroupCell): CellTone {
	if (gap === 0) return covered === 0 ? 'waived' : 'covered';
	return covered === 0 ? 'gap' : 'partly';
}
