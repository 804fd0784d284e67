/** Answers that ask much of the database or of this process: they wait for their turn, and their CSV is written as fast as it is read. */
import type { RequestHandler } from 'express';
import type { RowTaker } from '../../src/db/cursor';
import { createReadQueue } from '../../src/db/read-queue';
import { readCsvBody } from './body';
import type { RouteContext } from './context';
import { sendCsv, wantsCsv } from './csv-answer';
import { handle, wrap, type Answer, type AxisRequest } from './request';

/** Files that this process holds at once, on their way or waiting for their turn. One user has all of these places but one at most. */
const HELD_FILES = createReadQueue({ running: 4, waiting: 0, waitingOfOne: 0, waitMs: 0 });

type Turns = Pick<RouteContext, 'heavyReads'>;

/** As handle, for what asks much of the database. */
export function handleLarge(context: Turns, run: (request: AxisRequest) => Promise<Answer>): RequestHandler {
	return handle((request) => inTurn(context, request, () => runForClient(request, run)));
}

/**
 * As handleLarge, for a CSV that is sent: it is read before it has its turn, which a slow client would keep from others. Errors of the answer besides
 * run's: those of ask and of readCsvBody; TooManyReadsError where as many files are held as may be.
 */
export function handleFile<Asked extends { user: string }>(
	context: Turns,
	ask: (request: AxisRequest) => Promise<Asked>,
	run: (asked: Asked, csv: Uint8Array) => Promise<Answer>,
): RequestHandler {
	return wrap(async (request, response) => {
		const asked = await ask(request);
		const answer = await HELD_FILES.run(asked.user, async () => {
			const csv = await readCsvBody(request, response);
			return inTurn(context, request, () => runForClient(request, () => run(asked, csv)));
		});
		response.json(answer);
	});
}

/**
 * As handle, for a list, in its turn where it is large: CSV where that is asked for, always in its turn, whose rows go to the taker as they come. Rows
 * of a short list may be the answer itself.
 */
export function handleList(
	context: Turns,
	columns: readonly string[],
	run: (request: AxisRequest, taker?: RowTaker) => Promise<Answer>,
	large = false,
): RequestHandler {
	return wrap(async (request, response) => {
		if (!wantsCsv(request)) {
			response.json(await (large ? inTurn(context, request, () => runForClient(request, run)) : run(request)));
			return;
		}
		const rows = async (taker: RowTaker) => {
			const { data } = await run(request, taker);
			if (Array.isArray(data) && data.length > 0) await taker.take(data);
		};
		await inTurn(context, request, (isWaitedFor) => sendCsv(request, response, { columns, rows, isWaitedFor }));
	});
}

// Who reloads a page leaves what it asked for: where the client went while it waited, nobody reads the answer.
function runForClient(request: AxisRequest, run: (request: AxisRequest) => Promise<Answer>): Promise<Answer> {
	return request.socket.destroyed ? Promise.resolve({ data: null }) : run(request);
}

// Nobody waits who is refused anyway.
function inTurn<Result>(
	{ heavyReads }: Turns,
	request: AxisRequest,
	work: (isWaitedFor: () => boolean) => Promise<Result>,
): Promise<Result> {
	const user = request.accountability?.user;
	return user ? heavyReads().run(user, work) : work(() => false);
}
