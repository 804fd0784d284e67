/** Reads the header and the rows of a CSV by the columns that it may have. */
import { CSV_BOUNDS, readCsvText } from '../contract';

/** Columns of a CSV, by name. */
export interface CsvShape {
	/** The header has them, and no cell of them is empty. */
	filled: readonly string[];
	/** The header has them. */
	needed: readonly string[];
	/** The header may have them, and they are read. */
	read: readonly string[];
	/** The header may have them, as the export does; what they say is not read. */
	told: readonly string[];
}

/** What names a cell: every file of cells has them filled. */
export const CELL_COLUMNS: readonly string[] = ['object_type', 'object_ref', 'axis_code', 'value_code'];

/** A row as it is given to the database. */
export interface CsvRow {
	/** As a spreadsheet counts: the header is 1. */
	row_no: number;
	/** What is wrong with it as it stands, and in which column; null where nothing is, or not one column is to blame. */
	problem: string | null;
	column_name: string | null;
	axis_code?: string;
	[column: string]: string | number | null | undefined;
}

/** Where each column stands. Throws what `refuse` makes of a header that is not of this shape. */
export function placesOf(
	header: readonly string[],
	{ filled, needed, read, told }: CsvShape,
	refuse: (reason: string) => Error,
): ReadonlyMap<string, number> {
	const known = [...filled, ...needed, ...read, ...told];
	const names = header.map((name) => name.trim());
	const missing = [...filled, ...needed].filter((name) => !names.includes(name));
	if (missing.length > 0) throw refuse(`the header of the CSV has no ${missing.join(', ')}; it may have ${known.join(', ')}`);
	const unknown = names.find((name) => !known.includes(name));
	if (unknown !== undefined) {
		throw refuse(
			`the header of the CSV has the column ${JSON.stringify(unknown.slice(0, 100))}; it may have ${known.join(', ')}`,
		);
	}
	const twice = names.find((name, at) => names.indexOf(name) !== at);
	if (twice !== undefined) throw refuse(`the header of the CSV has the column ${twice} twice`);
	return new Map(names.map((name, at) => [name, at]));
}

/** The row with what is wrong with it. `axis_code`: the one that it must name; empty where any will do. */
export function readRow(
	row_no: number,
	record: readonly string[],
	places: ReadonlyMap<string, number>,
	{ filled, needed, read }: CsvShape,
	axis_code: string,
): CsvRow {
	const wrong = (problem: string, column_name: string | null = null): CsvRow => ({ row_no, problem, column_name });
	if (record.length !== places.size) return wrong(`the row has ${record.length} cells, and the header ${places.size}`);
	const row: CsvRow = { row_no, problem: null, column_name: null };
	for (const name of [...filled, ...needed, ...read]) {
		const text = readCsvText(record[places.get(name) ?? -1] ?? '');
		if (text.includes('\0')) return wrong('the cell has a NUL character', name);
		if (isTooLong(text)) return wrong(`the cell has more than ${CSV_BOUNDS.cell_characters} characters`, name);
		if (text === '' && filled.includes(name)) return wrong('the cell is empty', name);
		if (text !== '') row[name] = text;
	}
	if (axis_code !== '' && row.axis_code !== axis_code) {
		return wrong('the row is of another axis than the first row: a file is of one', 'axis_code');
	}
	return row;
}

/** As PostgreSQL counts: a character beyond the first 65,536 is one, not two. */
function isTooLong(text: string): boolean {
	const most = CSV_BOUNDS.cell_characters;
	return text.length > most && (text.length > 2 * most || [...text].length > most);
}
