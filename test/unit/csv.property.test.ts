/** What the CSV writer wrote, a reader reads back: for any text in any cell, with nothing that a spreadsheet would run. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { csvHeader, csvRecords, readCsvText } from '../../src/contract';

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
const FORMULA = /^(?:["\s]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/u;
const SIGN = /[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]/u;

/** Rows as the writer takes them: a list is an object by its positions. */
const write = (rows: string[][]) => csvRecords(Object.keys(rows[0] ?? []), rows);

it('a reader finds the same records and, without the apostrophes that the writer put in, the very texts', () => {
	fc.assert(
		fc.property(table, (rows) => {
			const found = parse(write(rows));
			expect(found?.map((row) => row.map(readCsvText))).toEqual(rows);
			for (const [at, text] of rows.flat().entries())
				if (!SIGN.test(text) && !FORMULA.test(text) && !text.startsWith("'")) expect(found?.flat()[at]).toBe(text);
		}),
		{ numRuns: 500 },
	);
});

it.each(['=1', "'=1", "''=1", "'=1;'=2", ';=1', ";''=1", '\t=1', "'", "'a", 'a', '', "'\t\t-", '"=1', '-'])(
	'%j comes back',
	(text) => {
		const [[cell = ''] = []] = parse(csvRecords(['a'], [{ a: text }])) ?? [];
		expect(readCsvText(cell)).toBe(text);
	},
);

it('no cell that a reader finds begins as a formula does', () => {
	fc.assert(
		fc.property(table, (rows) => {
			for (const text of parse(write(rows))?.flat() ?? ['=']) expect(text).not.toMatch(FORMULA);
		}),
	);
});

it('nor one that a spreadsheet finds to which a semicolon or a tab begins a cell, and quotes inside of one are text', () => {
	fc.assert(
		fc.property(table, (rows) => {
			for (const text of write(rows).split(/[;\t\r\n]/u)) expect(text.replace(/^["\s]+/u, '').slice(0, 1)).not.toMatch(SIGN);
		}),
		{ numRuns: 500 },
	);
	expect(csvRecords(['name', 'facts'], [{ name: 'a;=1+1', facts: { note: 'b;@c' } }])).toBe(`a;'=1+1,"{""note"":""b;'@c""}"\r\n`);
	expect(csvRecords(['gap', 'name'], [{ gap: -1, name: '2-1; 3-2' }])).toBe('-1,2-1; 3-2\r\n');
});

it.each([
	['tabs', '\t'],
	['blanks behind a semicolon', ' '],
	['quoted line breaks', '"\n"'],
	['quotes', '"'],
	['semicolons', ';'],
	['apostrophes', "'"],
])('100,000 %s, ended by nothing, a letter or a formula, are written and read as they are', (_what, mark) => {
	const many = mark.repeat(100_000 / mark.length);
	for (const end of ['', 'x', "'x", '=1']) {
		for (const text of [`;${many}${end}`, `x\n${many}${end}`]) {
			const [[cell = ''] = []] = parse(csvRecords(['a'], [{ a: text }])) ?? [];
			// Apostrophes are of the text: one more is put in front of them.
			const before = mark === "'" ? text.indexOf("'") : text.length - 2;
			expect(cell).toBe(end === '=1' ? `${text.slice(0, before)}'${text.slice(before)}` : text);
			expect(readCsvText(cell)).toBe(text);
		}
	}
});

it('a header alone is one record', () => {
	fc.assert(
		fc.property(fc.array(fc.stringMatching(/^[a-z_]+$/), { minLength: 1 }), (columns) => {
			expect(parse(csvHeader(columns))).toEqual([columns]);
		}),
	);
});
