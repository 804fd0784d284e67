/** The only file that knows Express: wraps handlers, reads requests, writes answers. */
import type { Accountability, SchemaOverview } from '@directus/types';
import type { ErrorRequestHandler, NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import type { Meta } from '../../src/contract';
import { INTEGER_MAX, PageQuery } from '../../src/contract/schemas/parts';
import { isDeadlockState } from '../../src/db/deadlock';
import type { RowTaker } from '../../src/db/cursor';
import type { Listing, Page } from '../../src/db/listing';
import { explainUnreadable } from '../../src/db/availability';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';
import { InvalidPayloadError, TooManyReadsError } from '../../src/errors';
import { describeProblems } from './body';

/** A request after Directus' own middleware. Anonymous ones have an accountability without a user. */
export interface AxisRequest extends Request {
	accountability?: Accountability | null;
	schema: SchemaOverview;
}

export interface Answer {
	data: unknown;
	meta?: Meta;
}

/** What a list of stored records says beside its rows. */
export function recordsMeta({ total, unreadable }: Pick<Listing<unknown>, 'total' | 'unreadable'>): Meta {
	return { total_count: total, ...(unreadable ? { unreadable } : {}) };
}

/** What a refused large read may wait before it asks again. */
const RETRY_AFTER_SECONDS = '5';

/** Wraps a handler: its answer becomes Directus' envelope; its rejection goes to Directus' error handler. */
export function handle(run: (request: AxisRequest) => Promise<Answer>): RequestHandler {
	return wrap(async (request, response) => {
		const answer = await run(request);
		response.json(answer);
	});
}

/** As handle, for a JSON text that is answered as it is: a document whose shape others define has no room for an envelope. */
export function handleDocument(run: (request: AxisRequest) => Promise<string>): RequestHandler {
	return wrap(async (request, response) => {
		response.type('application/json').send(await run(request));
	});
}

/** What Directus' error handler is given: a database that does not answer, or not in time, as such, named with the request; anything else as it is. */
export function explainFor({ method, baseUrl, path }: Request, error: unknown): unknown {
	return explainUnreadable(error, `${method} ${baseUrl}${path}`);
}

/** Wraps a handler that answers by itself. Nothing rejects into Express, because that would end the whole Directus process. */
export function wrap(answer: (request: AxisRequest, response: Response) => Promise<void>): RequestHandler {
	return (request: Request, response: Response, next: NextFunction) => {
		Promise.resolve()
			.then(() => {
				response.set('Cache-Control', 'no-store');
				return answerOrRepeat(answer, request as AxisRequest, response);
			})
			.catch((error: unknown) => {
				if (error instanceof TooManyReadsError) response.set('Retry-After', RETRY_AFTER_SECONDS);
				next(explainFor(request, error));
			});
	};
}

/** A structure that is gone or not there yet: undefined_table, and internal_error where it went between parsing and locking. */
const STRUCTURE_MOVED: ReadonlySet<string | null> = new Set([SQLSTATE.undefinedTable, SQLSTATE.internalError]);
const MOST_READS = 3;

/** A report is several statements, and tier 1 or its rollback may commit between two of them: then it is read once more, as things stand now.
 * The same where PostgreSQL ended it because it and another session waited for each other. */
async function answerOrRepeat(
	answer: (request: AxisRequest, response: Response) => Promise<void>,
	request: AxisRequest,
	response: Response,
): Promise<void> {
	for (let reads = 1; ; reads++) {
		try {
			return await answer(request, response);
		} catch (error) {
			const state = sqlState(error);
			const again = STRUCTURE_MOVED.has(state) || isDeadlockState(state);
			if (request.method !== 'GET' || reads === MOST_READS || response.headersSent || !again) throw error;
		}
	}
}

/** Express rejects a path that is no percent-encoded UTF-8 in its own words, which Directus would answer with 500. */
export const explainBadPath: ErrorRequestHandler = (error: unknown, _request, _response, next) => {
	next(error instanceof URIError ? new InvalidPayloadError({ reason: 'the path is not percent-encoded UTF-8' }) : error);
};

/** The page that is asked for; all rows where they go to a taker and no limit is asked for. Errors: InvalidPayloadError. */
export function readPage(request: Request, taker?: RowTaker): Page {
	const page = readQuery(request, PageQuery);
	// A CSV without a limit holds all rows.
	return taker && request.query.limit === undefined ? { ...page, limit: INTEGER_MAX, taker } : { ...page, taker };
}

/** Reads parameters of the query; unknown ones are Directus' and pass. Errors: InvalidPayloadError. */
export function readQuery<Query>(request: Request, schema: z.ZodType<Query>): Query {
	const parsed = schema.safeParse(request.query);
	if (!parsed.success) throw new InvalidPayloadError({ reason: describeProblems(parsed.error.issues) });
	return parsed.data;
}

/** A part of the path, as it was sent. */
export function readParam(request: Request, name: string): string {
	const value = request.params[name] ?? '';
	// PostgreSQL's text holds no NUL.
	if (value.includes('\0')) throw new InvalidPayloadError({ reason: `${name} must not contain a NUL character` });
	return value;
}
