/**
 * Which line of the table is what. Lines are the headings of groups and the rows of objects under them; the counts of the groups are enough
 * to know all of them, so that ten thousand rows need not be loaded to be scrolled through.
 */
import type { MatrixGroup } from '../../src/contract';

/** Height of every line in pixels; the style sheet holds to it. */
export const LINE_PX = 28;
/** Lines drawn above and below what is visible, so that scrolling finds them there. */
const SPARE_LINES = 8;

export type Line = { kind: 'heading'; line: number; group: MatrixGroup } | { kind: 'row'; line: number; row: number };

export interface Layout {
	/** Number of lines. */
	lines: number;
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
