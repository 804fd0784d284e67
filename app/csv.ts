/** CSV files: all rows of a route as the server writes them, or rows that are shown, written by the same writer. */
import { CSV_BOM, csvHeader, csvRecords } from '../src/contract';
import type { Api } from './client';
import { UnexpectedAnswer } from './failure';

/** Rows at hand, and which of their columns go into the file. */
export interface CsvRows {
	columns: readonly string[];
	rows: readonly object[];
}

/** A file of all rows takes longer than what a panel shows: the server writes it as fast as it is read. */
const CSV_TIMEOUT_MS = 300_000;

/** All rows of that route. Rejects with what the HTTP client rejects with, and UnexpectedAnswer. */
export async function fetchCsv(api: Api, path: string): Promise<string> {
	const answer = await api.get<unknown>(path, {
		headers: { Accept: 'text/csv' },
		responseType: 'text',
		timeout: CSV_TIMEOUT_MS,
	});
	if (typeof answer.data !== 'string') throw new UnexpectedAnswer(answer.status);
	return answer.data;
}

/** Header and rows as the API answers them, the header of a list without rows too. */
export function rowsToCsv({ columns, rows }: CsvRows): string {
	return csvHeader(columns) + csvRecords(columns, rows);
}

/** Hands a text to the browser as a file to keep. Spreadsheets take a file without a byte order mark for another encoding. */
export function saveFile(filename: string, text: string): void {
	const url = URL.createObjectURL(new Blob([CSV_BOM, text], { type: 'text/csv;charset=utf-8' }));
	const link = document.createElement('a');
	link.href = url;
	link.download = filename;
	link.click();
	URL.revokeObjectURL(url);
}
