/** What the CSV writer wrote, a reader reads back: for any text in any cell, with nothing that a spreadsheet would run. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvHeader, csvRecords } from '../../src/contract';

/** RFC 4180, strictly: records end with CRLF, what is quoted has its quotes doubled, and nothing else has a quote or a line break. Null where it is not. */
function parse(text: string): string[][] | null {
	const records: string[][] = [];
	let rest = text;
	let record: string[] = [];
	while (rest !== '') {
		const [whole, quoted, plain = '', end] = /^(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/.exec(rest) ?? [];
		if (whole === undefined) return null;
		record.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
		if (end === '\r\n') {
			records.push(record);
			record = [];
		}
		rest = rest.slice(whole.length);
	}
	return record.length === 0 ? records : null;
}

/** Any text, and often the marks that CSV and spreadsheets take for more than a letter. */
const mark = fc.constantFrom(
	'"',
	'""',
	',',
	';',
	'\n',
	'\r',
	'\r\n',
	'=',
	'+',
	'-',
	'@',
	'\t',
	"'",
	'\uFEFF',
	'\uFF1D',
	'\0',
	'\u2028',
	' ',
);
const cell = fc.oneof(
	fc.string({ unit: 'binary' }),
	fc.array(fc.oneof(mark, fc.string({ maxLength: 2 })), { maxLength: 6 }).map((parts) => parts.join('')),
);
const table = fc
	.integer({ min: 1, max: 4 })
	.chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1 }));
const FORMULA = /^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Rows as the writer takes them: a list is an object by its positions. */
const write = (rows: string[][]) => csvRecords(Object.keys(rows[0] ?? []), rows);

it('a reader finds the same records and the same cells, but for the apostrophe before what would be run', () => {
	fc.assert(
		fc.property(table, (rows) => {
			const escaped = rows.map((row) => row.map((text) => (FORMULA.test(text) ? `'${text}` : text)));
			expect(parse(write(rows))).toEqual(escaped);
		}),
		{ numRuns: 500 },
	);
});

it('no cell that a reader finds begins as a formula does', () => {
	fc.assert(
		fc.property(table, (rows) => {
			for (const text of parse(write(rows))?.flat() ?? ['=']) expect(text).not.toMatch(FORMULA);
		}),
	);
});

it('a header alone is one record', () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[a-z_]+$/), { minLength: 1 }), (columns) => {
			expect(parse(csvHeader(columns))).toEqual([columns]);
		}),
	);
});
