/** A cell as people read it: tone, words beside its sign, and a sentence for who cannot see it. */
import type { MatrixCell, MatrixGroupCell, MatrixGroupRow, MatrixRow } from '../../src/contract';
import { groupWay } from '../../app/group-way';
import type { CellTone } from '../../app/tones';
import type { Texts } from './texts/use-texts';

/** A row of objects, or of groups with counts in its cells. */
export type GridRow = MatrixRow<MatrixCell> | MatrixGroupRow;

export interface CellView {
	tone: CellTone;
	/** Beside the sign where there is room: the owner, the word "gap", or counts. */
	short: string;
	/** e.g. "agents · approval" */
	title: string;
	/** e.g. "GOV-DOT, inherited from GRP-AI" */
	state: string;
	/** Both in one sentence, for screen readers. */
	label: string;
}

/** What the row is called: the object, or the way to the group. */
export function rowName(row: GridRow, texts: Texts): string {
	if (!('group_path' in row)) return row.object_ref;
	return row.group_ref === null ? texts.text('no_group') : groupWay(row.group_path);
}

/** A cell for each value, in their order. A value without a cell is one that nothing requires of the row. */
export function rowCells(row: GridRow, values: readonly string[], texts: Texts): CellView[] {
	const name = rowName(row, texts);
	const cells = new Map<string, MatrixCell | MatrixGroupCell>(row.cells.map((cell) => [cell.value_code, cell]));
	return values.map((value) => {
		const cell = cells.get(value);
		if (!cell) return cellView(name, value, 'not_required', '', texts.text('cell_not_required'), texts);
		return 'state' in cell ? objectCell(name, cell, texts) : groupCell(name, cell, texts);
	});
}

function objectCell(object: string, cell: MatrixCell, texts: Texts): CellView {
	const { value_code: value, state: tone } = cell;
	const owner = cell.owner_gov_code ?? texts.text('owner_unknown');

	switch (tone) {
		case 'direct':
			return cellView(object, value, tone, owner, texts.text('cell_direct', { owner }), texts);
		case 'inherited': {
			const anchor = cell.source_anchor_ref;
			const state = anchor ? texts.text('cell_inherited', { owner, anchor }) : texts.text('cell_inherited_unanchored', { owner });
			return cellView(object, value, tone, owner, state, texts);
		}
		case 'gap':
			return cellView(object, value, tone, texts.text('gap'), texts.text('cell_gap'), texts);
		case 'waived':
			return cellView(object, value, tone, texts.text('waived'), texts.text('cell_waived'), texts);
		case 'not_required':
			return cellView(object, value, tone, '', texts.text('cell_not_required'), texts);
	}
}

function groupCell(group: string, cell: MatrixGroupCell, texts: Texts): CellView {
	const { value_code: value, required, covered, gap } = cell;
	if (required === 0) return cellView(group, value, 'not_required', '', texts.text('cell_not_required'), texts);
	const counts = { covered: texts.number(covered), required: texts.number(required) };
	const state = texts.text('cell_group', { ...counts, gaps: texts.counted('gaps', gap) });
	return cellView(group, value, groupTone(cell), texts.text('cell_share', counts), state, texts);
}

/** A group of waived cells alone is neither covered nor a gap. */
function groupTone({ covered, gap }: MatrixGroupCell): CellTone {
	if (gap === 0) return covered === 0 ? 'waived' : 'covered';
	return covered === 0 ? 'gap' : 'partly';
}

/** Puts title, state and label together. */
function cellView(object: string, value: string, tone: CellTone, short: string, state: string, texts: Texts): CellView {
	const title = texts.text('cell_title', { object, value });
	return { tone, short, title, state, label: texts.text('cell_label', { title, state }) };
}
