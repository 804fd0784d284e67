/** Tables for people: aligned columns, no frames, no colour, so that a log and a terminal show the same. */

export type Cell = string | number | boolean | null | undefined;

/** Columns as wide as their widest cell; those of numbers alone to the right. Empty without rows. */
export function formatTable(header: readonly string[], rows: readonly (readonly Cell[])[]): string {
	if (rows.length === 0) return '';
	const cells = rows.map((row) => header.map((_, column) => formatCell(row[column])));
	const widths = header.map((title, column) => Math.max(width(title), ...cells.map((row) => width(row[column] ?? ''))));
	const numeric = header.map((_, column) => rows.every((row) => row[column] == null || typeof row[column] === 'number'));
	const line = (row: readonly string[]) =>
		row
			.map((cell, column) => pad(cell, widths[column] ?? 0, numeric[column] === true))
			.join('  ')
			.trimEnd();
	return [line(header.map((title) => title.toUpperCase())), ...cells.map(line)].join('\n');
}

/** A time as people read it, UTC, to the second; a dash for none. */
export function formatTime(time: string | null): string {
	return time === null ? '–' : time.replace('T', ' ').replace(/\.\d+Z$/, 'Z');
}

/** A fact as people read it. */
export function formatCell(value: unknown): string {
	if (value === null || value === undefined) return '–';
	return typeof value === 'object' ? JSON.stringify(value) : String(value).replaceAll('\n', ' ');
}

function pad(text: string, to: number, right: boolean): string {
	const space = ' '.repeat(Math.max(0, to - width(text)));
	return right ? space + text : text + space;
}

// Code points, not UTF-16 units.
function width(text: string): number {
	return [...text].length;
}
