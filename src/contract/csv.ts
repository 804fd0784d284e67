/**
 * CSV as RFC 4180 has it, for the API and the Studio alike: records end with CRLF, fields with a comma, a quote or any line break are quoted.
 * Written here and not taken from a library: it runs in the browser and in the server, a record at a time, and is shorter than the options of one.
 */

/** Tells spreadsheets that the text is UTF-8. First in a file, where it is there at all. */
export const CSV_BOM = '\uFEFF';

const SIGN = '[=+\\-@\\uFF1D\\uFF0B\\uFF0D\\uFF20]';
/**
 * A spreadsheet runs what begins so; the last four signs are what some read as + - = @. Blanks and quotes may be lost before it is read. Behind
 * apostrophes nothing is run, but one more tells those of the text from the one that is put in front.
 */
const FORMULA = new RegExp(`^'*(?:["\\s]*${SIGN}|[\\t\\r\\n])`, 'u');
/** Where semicolons or tabs separate cells, as with decimal commas, another cell begins there, whatever we quote. */
const CELL_BEGINS = /[;\t\r\n]/u;
// What may lie before a cell's sign is taken as a whole, whatever follows, so that no text is looked at again from each character of it.
const FORMULA_INSIDE = new RegExp(`([;"\\s]+)('*${SIGN})?`, 'gu');
const GUARDED_INSIDE = new RegExp(`([;"\\s]+)(?:'('*${SIGN}))?`, 'gu');

/** The record of these columns' names. */
export function csvHeader(columns: readonly string[]): string {
	return record(columns);
}

/** A record for each row, of these columns in this order; what a row does not have is empty. */
export function csvRecords(columns: readonly string[], rows: readonly object[]): string {
	return rows.map((row) => record(columns.map((column) => Reflect.get(row, column)))).join('');
}

function record(values: readonly unknown[]): string {
	return `${values.map(field).join(',')}\r\n`;
}

/** Null is empty, a time as JSON has it, a list or an object its JSON. What a spreadsheet would run in a text gets an apostrophe in front. */
function field(value: unknown): string {
	if (value === null || value === undefined) return '';
	if (value instanceof Date) return value.toISOString();
	if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint') return String(value);
	const text = replaceInside(typeof value === 'string' ? value : JSON.stringify(value), FORMULA_INSIDE, "'");
	return quote(FORMULA.test(text) ? `'${text}` : text);
}

/** The text of a cell that was written here, without the apostrophes that were put into it; any other text as it is. */
export function readCsvText(cell: string): string {
	const isGuarded = cell.startsWith("'") && FORMULA.test(cell.slice(1));
	return replaceInside(isGuarded ? cell.slice(1) : cell, GUARDED_INSIDE, '');
}

/** Puts the mark between what the pattern finds before a sign and the sign, wherever a cell may begin there. */
function replaceInside(text: string, pattern: RegExp, mark: string): string {
	if (!CELL_BEGINS.test(text)) return text;
	return text.replace(pattern, (whole: string, before: string, sign?: string) =>
		sign === undefined || !CELL_BEGINS.test(before) ? whole : before + mark + sign,
	);
}

function quote(text: string): string {
	return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
