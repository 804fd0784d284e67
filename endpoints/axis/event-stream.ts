/** Server-sent events over Express: what the client is told, until the events end or the client goes away. */
import type { RequestHandler, Response } from 'express';
import { TooManyStreamsError } from '../../src/errors';
import { explainFor, type AxisRequest } from './request';

/** Each follows one run and asks the database some times a second; a browser opens one. */
export const STREAMS_MAX = 20;
/** Of them for one user, so that nobody takes the places of all others; a user with several windows has enough. */
export const STREAMS_OF_ONE = 5;
/** Proxies end connections that are silent for longer. */
const HEARTBEAT_MS = 15_000;
/** After that the client asks again, and with it its permission is asked again. */
const STREAM_MS = 10 * 60_000;

/** no-transform: a compressing middleware would hold events back; the last one is nginx' word for the same. */
const HEADERS = { 'Content-Type': 'text/event-stream', 'Cache-Control': 'no-store, no-transform', 'X-Accel-Buffering': 'no' };

export type ServerEvents = AsyncGenerator<{ event: string; data: unknown }, void>;

/** Open streams by user. */
const open = new Map<string, number>();

/**
 * Wraps a handler that answers events. What it rejects with before the first event goes to Directus' error handler, as everywhere;
 * afterwards there is no status left to answer, so the stream ends, and the client asks again.
 */
export function handleEvents(run: (request: AxisRequest, signal: AbortSignal) => Promise<ServerEvents>): RequestHandler {
	return (request, response, next) => {
		const ended = new AbortController();
		response.on('close', () => ended.abort());
		// Directus asks who is calling first: a client that left meanwhile closes nothing any more.
		if (response.destroyed) ended.abort();
		Promise.resolve()
			.then(() => run(request as AxisRequest, ended.signal))
			.then((events) => tell(events, userOf(request as AxisRequest), response, ended))
			.catch((error: unknown) => {
				if (response.headersSent) response.end();
				else next(explainFor(request, error));
			});
	};
}

const userOf = (request: AxisRequest) => request.accountability?.user ?? '';

async function tell(events: ServerEvents, user: string, response: Response, ended: AbortController): Promise<void> {
	takePlace(user);
	const heartbeat = setInterval(() => {
		if (response.headersSent) response.write(':\n\n');
	}, HEARTBEAT_MS);
	const life = setTimeout(() => ended.abort(), STREAM_MS);
	try {
		for await (const { event, data } of events) {
			if (!response.headersSent) response.writeHead(200, HEADERS);
			response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
			// A HEAD, which Express sends here too, has its answer with the first event.
			if (ended.signal.aborted || response.req.method === 'HEAD') break;
		}
		response.end();
	} finally {
		givePlaceBack(user);
		clearInterval(heartbeat);
		clearTimeout(life);
	}
}

/** Errors: TooManyStreamsError. */
function takePlace(user: string): void {
	const ofOne = open.get(user) ?? 0;
	const all = [...open.values()].reduce((sum, count) => sum + count, 0);
	if (all >= STREAMS_MAX) throw new TooManyStreamsError({ limit: STREAMS_MAX, of: 'all' });
	if (ofOne >= STREAMS_OF_ONE) throw new TooManyStreamsError({ limit: STREAMS_OF_ONE, of: 'user' });
	open.set(user, ofOne + 1);
}

function givePlaceBack(user: string): void {
	const left = (open.get(user) ?? 0) - 1;
	if (left > 0) open.set(user, left);
	else open.delete(user);
}
