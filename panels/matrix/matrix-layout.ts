/**
 * Which line of the table is what. Lines are the headings of groups and the rows of objects under them; the counts of the groups are enough
 * to know all of them, so that ten thousand rows need not be loaded to be scrolled through.
 */
import type { CoverageMatrix, MatrixCell, MatrixGroup, MatrixRow } from '../../src/contract';

/** Height of every line in pixels; the style sheet holds to it. */
export const LINE_PX = 28;
/** Lines drawn above and below what is visible, so that scrolling finds them there. */
const SPARE_LINES = 8;

export type Line = { kind: 'heading'; line: number; group: MatrixGroup } | { kind: 'row'; line: number; row: number };

export interface Layout {
	/** Number of lines, and of the rows among them. */
	lines: number;
	rows: number;
	lineAt: (line: number) => Line | null;
	/** The line that a row of the matrix is in. */
	lineOfRow: (row: number) => number;
}

/** `groups` are in the order of the rows, as the API answers them. */
export function layOut(groups: readonly MatrixGroup[]): Layout {
	let rows = 0;
	const starts = groups.map((group, position) => {
		const start = { group, line: rows + position, row: rows };
		rows += group.objects;
		return start;
	});
	const lines = rows + groups.length;

	/** The last group that begins at or before `place`. */
	const groupAt = (place: number, figure: 'line' | 'row') => {
		let low = 0;
		let high = starts.length - 1;
		while (low < high) {
			const middle = Math.ceil((low + high) / 2);
			if ((starts[middle]?.[figure] ?? 0) <= place) low = middle;
			else high = middle - 1;
		}
		return starts[low];
	};

	return {
		lines,
		rows,
		lineAt: (line) => {
			const start = line < 0 || line >= lines ? undefined : groupAt(line, 'line');
			if (!start) return null;
			return line === start.line
				? { kind: 'heading', line, group: start.group }
				: { kind: 'row', line, row: start.row + line - start.line - 1 };
		},
		lineOfRow: (row) => {
			const start = groupAt(row, 'row');
			return start ? start.line + 1 + row - start.row : 0;
		},
	};
}

/** The names from the root to a group; undefined where they are not known. */
export type WayTo = (group: string) => string[] | undefined;

/** A matrix that is there as a whole: objects under their groups, or groups with no heading above them. */
export function layOutWhole(matrix: CoverageMatrix, wayTo: WayTo): Layout {
	if (matrix.grain === 'object') return layOut(groupsOf(matrix.rows, wayTo));
	const rows = matrix.rows.length;
	const lineAt = (line: number): Line | null => (line < 0 || line >= rows ? null : { kind: 'row', line, row: line });
	return { lines: rows, rows, lineAt, lineOfRow: (row) => row };
}

/** Rows of a group follow each other. */
function groupsOf(rows: readonly MatrixRow<MatrixCell>[], wayTo: WayTo): MatrixGroup[] {
	const groups: MatrixGroup[] = [];
	for (const { group_ref, cells } of rows) {
		const last = groups.at(-1);
		const group = last?.group_ref === group_ref ? last : emptyGroup(group_ref, wayTo);
		if (group !== last) groups.push(group);
		group.objects += 1;
		for (const { state } of cells) {
			if (state === 'not_required') continue;
			group.required += 1;
			group[state === 'direct' || state === 'inherited' ? 'covered' : state] += 1;
		}
	}
	return groups;
}

function emptyGroup(group_ref: string | null, wayTo: WayTo): MatrixGroup {
	const group_path = group_ref === null ? [] : (wayTo(group_ref) ?? [group_ref]);
	return { group_ref, group_path, objects: 0, required: 0, covered: 0, gap: 0, waived: 0 };
}

/** The lines to draw for what is scrolled to, first to last, in pixels from the first line; nothing of an empty table. */
export function visibleLines(layout: Layout, scrollTop: number, height: number): Line[] {
	const first = Math.max(0, Math.floor(scrollTop / LINE_PX) - SPARE_LINES);
	const last = Math.min(layout.lines - 1, Math.ceil((scrollTop + height) / LINE_PX) + SPARE_LINES);
	const lines: Line[] = [];
	for (let line = first; line <= last; line += 1) {
		const found = layout.lineAt(line);
		if (found) lines.push(found);
	}
	return lines;
}
