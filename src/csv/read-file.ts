/** Reads a CSV that people send back, as a spreadsheet or this server wrote it: its columns, and its rows by the numbers that a spreadsheet shows. */
import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { CsvError, parse, type Info } from 'csv-parse';
import { CSV_BOUNDS, CSV_TOO_LONG } from '../contract';
import { InvalidPayloadError } from '../errors';
import { placesOf, readRow, type CsvRow, type CsvShape } from './read-row';
import { slicesOf, TOO_MANY_ROWS } from './slices';

/** A file whose header is understood. Its rows may still be wrong, each by itself. */
export interface CsvFile {
	/** Rows below the header that are not empty, those that are wrong included. */
	rows: number;
	/** Of the first row that names one; rows of another are wrong. */
	axis_code: string;
	sha256: string;
	/** The rows as JSON lists: what the database is given, so that it may be given again. */
	chunks: string[];
}

/** The file as a message names it. */
export const wordsOf = ({ rows }: CsvFile) => `a file of ${rows} row${rows === 1 ? '' : 's'}`;

/** Rows of a chunk: some hundred kB. */
const CHUNK_ROWS = 5_000;
/** In so much of the beginning the names of the header are looked for. */
const HEADER_BYTES = 65_536;

const QUOTES = 'cells with quotes, line breaks or separators are quoted, and quotes in them doubled';

/** Errors: InvalidPayloadError for what is no CSV in UTF-8, has not the columns, or is beyond the bounds. */
export async function readCsvFile(bytes: Uint8Array, shape: CsvShape): Promise<CsvFile> {
	if (bytes.byteLength > CSV_BOUNDS.bytes) throw refuse(CSV_TOO_LONG);
	if (!isUtf8(bytes)) throw refuse('the CSV is not UTF-8: let the spreadsheet save it as "CSV UTF-8"');
	const file: CsvFile = { rows: 0, axis_code: '', sha256: createHash('sha256').update(bytes).digest('hex'), chunks: [] };
	let chunk: CsvRow[] = [];
	const flush = () => {
		if (chunk.length > 0) file.chunks.push(JSON.stringify(chunk));
		chunk = [];
	};
	let places: ReadonlyMap<string, number> | undefined;
	for await (const { record, row_no } of recordsOf(bytes)) {
		if (places === undefined) {
			places = placesOf(record, shape, refuse);
			continue;
		}
		if (row_no > CSV_BOUNDS.rows + 1) throw refuse(TOO_MANY_ROWS);
		// Spreadsheets leave rows of separators behind.
		if (record.every((cell) => cell === '')) continue;
		file.rows += 1;
		const row = readRow(row_no, record, places, shape, file.axis_code);
		file.axis_code ||= row.axis_code ?? '';
		chunk.push(row);
		if (chunk.length === CHUNK_ROWS) flush();
	}
	flush();
	if (places === undefined) throw refuse('the CSV is empty');
	if (file.rows === 0) throw refuse('the CSV has no row below its header');
	if (file.axis_code === '') throw refuse('no row of the CSV names an axis, or none that can be read');
	return file;
}

/** The header is row 1, and empty lines count. Errors: InvalidPayloadError. */
async function* recordsOf(bytes: Uint8Array): AsyncGenerator<{ record: string[]; row_no: number }> {
	const delimiter = delimiterOf(bytes);
	const parser = parse({
		bom: true,
		delimiter,
		info: true,
		max_record_size: CSV_BOUNDS.row_characters,
		record_delimiter: ['\r\n', '\n', '\r'],
		relax_column_count: true,
		skip_empty_lines: true,
	});
	const slices = Readable.from(slicesOf(bytes, delimiter, refuse));
	// A pipe carries no error.
	slices.on('error', (error) => parser.destroy(error)).pipe(parser);
	try {
		for await (const found of parser) {
			const { record, info }: { record: string[]; info: Info } = found;
			yield { record, row_no: info.records + info.empty_lines };
		}
	} catch (error) {
		if (!(error instanceof CsvError)) throw error;
		// Rows before it may not have been taken yet.
		const row = `row ${Number(error.records) + Number(error.empty_lines) + 1}`;
		if (error.code === 'CSV_MAX_RECORD_SIZE') {
			throw refuse(
				`${row} has more than ${CSV_BOUNDS.row_characters} characters; where they are not meant, a quote is not closed`,
			);
		}
		throw refuse(`${row} cannot be read: ${QUOTES}`);
	}
}

/** What separates the names of the header most often: spreadsheets with decimal commas write semicolons. */
function delimiterOf(bytes: Uint8Array): string {
	const [header = ''] = new TextDecoder().decode(bytes.subarray(0, HEADER_BYTES)).split(/[\r\n]/, 1);
	const count = (mark: string) => header.split(mark).length;
	return [';', '\t'].reduce((best, mark) => (count(mark) > count(best) ? mark : best), ',');
}

const refuse = (reason: string): Error => new InvalidPayloadError({ reason });
