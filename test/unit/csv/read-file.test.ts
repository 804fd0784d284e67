/** Files that spreadsheets and people send: what comes back equal, what is refused as a whole, and which rows are wrong. */
import { describe, expect, it } from 'vitest';
import { CSV_BOM, CSV_BOUNDS, csvHeader, csvRecords } from '../../../src/contract';
import { readCsvFile } from '../../../src/csv/read-file';

const SHAPE = {
	filled: ['object_type', 'object_ref', 'axis_code', 'value_code'],
	needed: ['owner_gov_code'],
	read: ['zone'],
	told: ['state'],
};
const HEADER = [...SHAPE.filled, ...SHAPE.needed];
const ROW = { object_type: 'collection', object_ref: 'pages', axis_code: 'a', value_code: 'v', owner_gov_code: 'WEB' };
const bytes = (text: string) => new TextEncoder().encode(text);
const read = (text: string | Uint8Array) => readCsvFile(typeof text === 'string' ? bytes(text) : text, SHAPE);
const rowsOf = async (text: string): Promise<Record<string, unknown>[]> =>
	(await read(text)).chunks.flatMap((chunk): Record<string, unknown>[] => JSON.parse(chunk));
const lines = (...rows: string[]) => [HEADER.join(','), ...rows].join('\n');
const fine = { ...ROW, problem: null, column_name: null };

describe('what a spreadsheet saves', () => {
	const names = ['=1+1', "'=1", 'a;=b', 'two\r\nlines', 'two\nlines', ' blanks ', 'q"q', ',;\t', '\u{1F600}', "'", '-5'];
	const own =
		csvHeader(HEADER) +
		csvRecords(
			HEADER,
			names.map((object_ref) => ({ ...ROW, object_ref })),
		);

	it('comes back equal: guarded formulas, quotes, line breaks, separators and blanks', async () => {
		expect((await rowsOf(own)).map(({ object_ref }) => object_ref)).toEqual(names);
	});

	it.each([
		['a byte order mark', CSV_BOM + own],
		['line breaks of one character', own.replaceAll('\r\n', '\n')],
	])('with %s too', async (_name, text) => {
		const found = (await rowsOf(text)).map(({ object_ref }) => object_ref);
		expect(found).toEqual(text === CSV_BOM + own ? names : names.map((name) => name.replace('\r\n', '\n')));
	});

	it.each([';', '\t'])('with %j between the cells, quoted header or not', async (mark) => {
		const cells = ['collection', '"pa;ges\t,"', 'a', 'v', 'WEB'];
		for (const header of [HEADER, HEADER.map((name) => `"${name}"`)]) {
			const text = `${CSV_BOM}${header.join(mark)}\r\n${cells.join(mark)}\r\n`;
			expect(await rowsOf(text)).toEqual([{ ...fine, row_no: 2, object_ref: 'pa;ges\t,' }]);
		}
	});

	it('has its columns in any order, and those that tell more are not read', async () => {
		const text = 'state,owner_gov_code,value_code,axis_code,object_ref,object_type\ngap,,v,a,pages,collection\n';
		const [row] = await rowsOf(text);
		expect({ ...row, owner_gov_code: 'WEB' }).toEqual({ ...fine, row_no: 2 });
		expect(row).not.toHaveProperty('owner_gov_code');
	});

	it('numbers its rows as they are shown: line breaks in cells are none, empty lines are', async () => {
		const text = lines('collection,"a\nb",a,v,WEB', '', ',,,,', 'collection,pages,a,v,WEB');
		expect((await rowsOf(text)).map(({ row_no }) => row_no)).toEqual([2, 5]);
	});
});

describe('rows that are wrong by themselves', () => {
	it.each([
		['collection,pages,a,v', 'the row has 4 cells, and the header 5', null],
		['collection,pages,a,v,WEB,', 'the row has 6 cells, and the header 5', null],
		['collection,,a,v,WEB', 'the cell is empty', 'object_ref'],
		['collection,pa\0ges,a,v,WEB', 'the cell has a NUL character', 'object_ref'],
		[`collection,${'x'.repeat(256)},a,v,WEB`, 'the cell has more than 255 characters', 'object_ref'],
		['collection,pages,b,v,WEB', 'the row is of another axis than the first row: a file is of one', 'axis_code'],
	])('%j is told, and the others are read', async (row, problem, column_name) => {
		const found = await rowsOf(lines('collection,pages,a,v,WEB', row, 'collection,pages,a,v,WEB'));
		expect(found).toEqual([
			{ ...fine, row_no: 2 },
			{ row_no: 3, problem, column_name },
			{ ...fine, row_no: 4 },
		]);
	});
});

it('a cell may have 255 characters, as PostgreSQL counts them, and the apostrophe in front besides; what is not read may be longer', async () => {
	for (const object_ref of ['\u{1F600}'.repeat(255), `=${'x'.repeat(254)}`]) {
		const text =
			csvHeader([...HEADER, 'state']) + csvRecords([...HEADER, 'state'], [{ ...ROW, object_ref, state: 'x'.repeat(5000) }]);
		expect(await rowsOf(text)).toEqual([{ ...fine, row_no: 2, object_ref }]);
	}
});

it('each of many rows of another axis is told shortly, however long the name of the first', async () => {
	const { chunks } = await read(
		lines(...['a'.repeat(255), ...Array<string>(2_000).fill('b')].map((axis) => `x,y,${axis},v,WEB`)),
	);
	expect(chunks.join('').length).toBeLessThan(2_000 * 150);
});

describe('a file that is refused as a whole', () => {
	const known = 'it may have object_type, object_ref, axis_code, value_code, owner_gov_code, zone, state';
	const tooWide = 'row 2 has more than 1000 cells; where they are not meant, a quote is not closed';
	it.each([
		['nothing', '', 'the CSV is empty'],
		['a header alone', lines(), 'the CSV has no row below its header'],
		['no UTF-8', new Uint8Array([0xff, 0xfe, 0x61, 0x00]), 'the CSV is not UTF-8: let the spreadsheet save it as "CSV UTF-8"'],
		[
			'a column missing',
			'object_type,axis_code\nx,y',
			`the header of the CSV has no object_ref, value_code, owner_gov_code; ${known}`,
		],
		['an unknown column', `${HEADER.join(',')},onwer\n`, `the header of the CSV has the column "onwer"; ${known}`],
		['a column twice', `${HEADER.join(',')},zone,zone\n`, 'the header of the CSV has the column zone twice'],
		[
			'a quote inside of a cell',
			lines('collection,pages,a,v,WEB', 'collection,5" disk,a,v,WEB'),
			'row 3 cannot be read: cells with quotes, line breaks or separators are quoted, and quotes in them doubled',
		],
		[
			'a quote that is not closed',
			lines('collection,"pages,a,v,WEB'),
			'row 2 cannot be read: cells with quotes, line breaks or separators are quoted, and quotes in them doubled',
		],
		[
			'a cell of 10 MB',
			lines(`collection,${'x'.repeat(10_000_000)},a,v,WEB`),
			'row 2 has more than 100000 characters; where they are not meant, a quote is not closed',
		],
		[
			'more rows than may be',
			lines(...Array<string>(CSV_BOUNDS.rows + 1).fill('a,b,c,d,e')),
			'the CSV has more than 100000 rows, empty ones counted: send it in parts',
		],
		[
			'16 million empty lines below its header',
			lines('\n'.repeat(16_000_000)),
			'the CSV has more than 100000 rows, empty ones counted: send it in parts',
		],
		[
			'16 million empty lines and no header',
			'\n'.repeat(16_000_000),
			'the CSV has more than 100000 rows, empty ones counted: send it in parts',
		],
		['32 MB of separators for a row', lines(','.repeat(32_000_000)), tooWide],
		['a row of cells without end, over many lines', lines(`"\n",${','.repeat(900)}`.repeat(30_000)), tooWide],
		['more bytes than may be', new Uint8Array(CSV_BOUNDS.bytes + 1), 'the CSV has more than 33554432 bytes: send it in parts'],
	])('has %s', async (_name, text, reason) => {
		await expect(read(text)).rejects.toMatchObject({ code: 'AXIS_INVALID_PAYLOAD', extensions: { reason } });
	});

	it('not one of as many rows as may be, and others have their turn while it is read', async () => {
		let turns = 0;
		const other = setInterval(() => (turns += 1), 5);
		const file = await read(`${lines(...Array<string>(CSV_BOUNDS.rows).fill('a,b,c,d,e'))}\r\n`);
		clearInterval(other);
		expect(file).toMatchObject({ rows: 100_000, axis_code: 'c' });
		expect(turns).toBeGreaterThan(10);
	});

	it.each([
		['empty', ''],
		['separators alone', ',,,,'],
	])('and of the rows that may be, those that are %s are some', async (_what, row) => {
		const empty = Array<string>(CSV_BOUNDS.rows - 1).fill(row);
		expect(await read(lines(...empty, 'a,b,c,d,e'))).toMatchObject({ rows: 1 });
		await expect(read(lines(...empty, row, 'a,b,c,d,e'))).rejects.toThrow('more than 100000 rows, empty ones counted');
	});
});
