/** A CSV in small pieces, each looked through before it is parsed: the parser counts neither empty lines nor cells without a character. */
import { setImmediate } from 'node:timers/promises';
import { CSV_BOUNDS } from '../contract';

/** So much is parsed before others have their turn. Rows that have not the header's cells take the parser long, each by itself. */
const SLICE_BYTES = 8_192;

const [QUOTE, LF, CR] = [0x22, 0x0a, 0x0d];

/** Throws what `refuse` makes of too many rows, and of too many cells in one; quotes that are not as they should be are the parser's to refuse. */
export async function* slicesOf(
	bytes: Uint8Array,
	delimiter: string,
	refuse: (reason: string) => Error,
): AsyncGenerator<Uint8Array> {
	const separator = delimiter.charCodeAt(0);
	let isQuoted = false;
	let row = 1;
	let cells = 1;
	for (let at = 0; at < bytes.byteLength; at += SLICE_BYTES) {
		await setImmediate();
		const end = Math.min(at + SLICE_BYTES, bytes.byteLength);
		for (let index = at; index < end; index++) {
			const byte = bytes[index];
			if (byte === QUOTE) isQuoted = !isQuoted;
			else if (isQuoted) continue;
			else if (byte === separator) {
				cells += 1;
				if (cells > CSV_BOUNDS.row_cells) throw refuse(tooWide(row));
			} else if (byte === LF || (byte === CR && bytes[index + 1] !== LF)) {
				if (row > CSV_BOUNDS.rows + 1) throw refuse(TOO_MANY_ROWS);
				row += 1;
				cells = 1;
			}
		}
		yield bytes.subarray(at, end);
	}
}

/** What is told of a CSV of more rows. */
export const TOO_MANY_ROWS = `the CSV has more than ${CSV_BOUNDS.rows} rows, empty ones counted: send it in parts`;

const tooWide = (row: number) =>
	`row ${row} has more than ${CSV_BOUNDS.row_cells} cells; where they are not meant, a quote is not closed`;
