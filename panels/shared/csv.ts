/** CSV files: all rows of a route as the server writes them, or rows that are shown, written the same way. */
import type { Api } from './client';
import { REQUEST_TIMEOUT_MS } from './client';
import { UnexpectedAnswer } from './failure';

export type CsvRow = Readonly<Record<string, string | number | boolean | null>>;

/** All rows of that route. Rejects with what the HTTP client rejects with, and UnexpectedAnswer. */
export async function fetchCsv(api: Api, path: string): Promise<string> {
	const answer = await api.get<unknown>(path, {
		headers: { Accept: 'text/csv' },
		responseType: 'text',
		timeout: REQUEST_TIMEOUT_MS,
	});
	if (typeof answer.data !== 'string') throw new UnexpectedAnswer(answer.status);
	return answer.data;
}

/** Header and rows with CRLF, as the API answers; no row makes an empty file. Spreadsheets run what begins with = + - @: such text is escaped. */
export function rowsToCsv(rows: readonly CsvRow[]): string {
	const columns = Object.keys(rows[0] ?? {});
	if (columns.length === 0) return '';
	const lines = [columns.map(quote), ...rows.map((row) => columns.map((column) => field(row[column] ?? null)))];
	return lines.map((line) => `${line.join(',')}\r\n`).join('');
}

/** Hands a text to the browser as a file to keep. */
export function saveFile(filename: string, text: string): void {
	const url = URL.createObjectURL(new Blob([text], { type: 'text/csv;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = filename;
	link.click();
	URL.revokeObjectURL(url);
}

function field(value: string | number | boolean | null): string {
	if (value === null) return '';
	if (typeof value !== 'string') return String(value);
	return quote(/^[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/u.test(value) ? `'${value}` : value);
}

function quote(value: string): string {
	return /[",\r\n]/u.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
