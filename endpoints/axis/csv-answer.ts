/** CSV over Express: written a batch at a time, as fast as the client reads it. */
import type { Request, Response } from 'express';
import { CSV_BOM, csvHeader, csvRecords } from '../../src/contract';
import type { RowTaker } from '../../src/db/cursor';

/** So long an answer waits for its first rows, once they are asked for, before it begins without them: till then what goes wrong has a status. */
const FIRST_ROWS_MS = 500;
/** A client that takes nothing for so long is gone; it holds a connection of the pool meanwhile. */
const STALLED_MS = 30_000;
/** Where others wait for its place among the large reads, a client may be so far behind one that takes so many bytes per millisecond. */
const PATIENCE_MS = 5_000;
const LEAST_PACE = 256;
/** So often somebody who waits is looked for. */
const LOOK_MS = 500;
/** Longest time of one answer, however slowly the client reads. */
const LONGEST_MS = 10 * 60_000;

export interface CsvAnswer {
	columns: readonly string[];
	/** Hands all rows over, in batches; waits for each to be taken, and ends once the signal is given. */
	rows: (taker: RowTaker) => Promise<void>;
	/** Whether others wait for the place that this answer has. */
	isWaitedFor: () => boolean;
}

/** Whether the answer is to be CSV rather than JSON. */
export function wantsCsv(request: Request): boolean {
	return request.headers.accept !== undefined && request.accepts(['application/json', 'text/csv']) === 'text/csv';
}

/**
 * Answers header and rows. Rejects with what stops it before the answer began; afterwards there is no status left, so the connection is broken:
 * a file that ends early must not look whole. Fulfils when the client is gone.
 */
export async function sendCsv(request: Request, response: Response, { columns, rows, isWaitedFor }: CsvAnswer): Promise<void> {
	const gone = new AbortController();
	const leave = () => gone.abort();
	response.on('close', leave);
	if (response.destroyed) leave();
	const start = () => {
		if (response.headersSent || gone.signal.aborted) return;
		response.status(200).set('Cache-Control', 'no-store').type('text/csv');
		response.write((request.query.bom === undefined ? '' : CSV_BOM) + csvHeader(columns));
	};
	let early: NodeJS.Timeout | undefined;
	const latest = setTimeout(leave, LONGEST_MS);
	const begin = () => {
		if (request.method !== 'HEAD') {
			early = setTimeout(start, FIRST_ROWS_MS);
			return;
		}
		// It asks whether there is an answer, not for its rows.
		start();
		response.end();
		leave();
	};
	let behindMs = 0;
	const take = async (batch: readonly object[]) => {
		start();
		if (gone.signal.aborted) return;
		const text = csvRecords(columns, batch);
		if (response.write(text)) return;
		const behind = Math.max(0, behindMs - Buffer.byteLength(text) / LEAST_PACE);
		const isTooSlow = (ms: number) => behind + ms > PATIENCE_MS && isWaitedFor();
		behindMs = behind + (await drained(response, gone, isTooSlow));
	};
	try {
		await rows({ signal: gone.signal, begin, take });
		start();
		response.end();
	} catch (error) {
		if (!response.headersSent && !gone.signal.aborted) throw error;
		if (!response.writableEnded) response.destroy();
	} finally {
		clearTimeout(early);
		clearTimeout(latest);
		response.off('close', leave);
	}
}

/**
 * Fulfils when the client took what was written, or is given up: it took nothing for too long, or is too slow after so many milliseconds. Answers how
 * long it was waited for.
 */
function drained(response: Response, gone: AbortController, isTooSlow: (ms: number) => boolean): Promise<number> {
	const began = performance.now();
	return new Promise((resolve) => {
		const stalled = setTimeout(() => gone.abort(), STALLED_MS);
		const look = setInterval(() => {
			if (isTooSlow(performance.now() - began)) gone.abort();
		}, LOOK_MS);
		const end = () => {
			clearTimeout(stalled);
			clearInterval(look);
			response.off('drain', end);
			gone.signal.removeEventListener('abort', end);
			resolve(performance.now() - began);
		};
		response.on('drain', end);
		gone.signal.addEventListener('abort', end);
		if (gone.signal.aborted) end();
	});
}
