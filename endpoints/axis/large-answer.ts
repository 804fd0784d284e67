/** Answers that ask much of the database or of this process: they wait for their turn, and their CSV is written as fast as it is read. */
import type { RequestHandler } from 'express';
import type { RouteContext } from './context';
import { sendCsv, wantsCsv } from './csv-answer';
import { columnsOf } from './csv-columns';
import { handle, wrap, type Answer, type AxisRequest } from './request';

type Turns = Pick<RouteContext, 'heavyReads'>;

/** So many records are made between two looks at other requests. */
const SLICE_ROWS = 1000;

/** As handle, for what asks much of the database. */
export function handleLarge(context: Turns, run: (request: AxisRequest) => Promise<Answer>): RequestHandler {
	return handle((request) => inTurn(context, request, () => run(request)));
}

/** As handle, for a list: CSV where that is asked for, in its turn. Its columns are those that docs/openapi.yaml has for the path, or the ones given. */
export function handleList(
	context: Turns,
	path: string,
	run: (request: AxisRequest) => Promise<Answer>,
	columns: readonly string[] = columnsOf(path),
): RequestHandler {
	return wrap(async (request, response) => {
		if (!wantsCsv(request)) {
			response.json(await run(request));
			return;
		}
		await inTurn(context, request, async () => {
			const { data } = await run(request);
			const rows: object[] = Array.isArray(data) ? data : [];
			await sendCsv(request, response, {
				columns,
				rows: async (signal, deliver) => {
					for (let first = 0; first < rows.length && !signal.aborted; first += SLICE_ROWS) {
						await deliver(rows.slice(first, first + SLICE_ROWS));
						await new Promise((resolve) => setImmediate(resolve));
					}
				},
			});
		});
	});
}

// Nobody waits who is refused anyway.
function inTurn<Result>({ heavyReads }: Turns, request: AxisRequest, work: () => Promise<Result>): Promise<Result> {
	const user = request.accountability?.user;
	return user ? heavyReads().run(user, work) : work();
}
