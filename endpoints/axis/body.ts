/** Reads bodies. Asks for their type by name, and tells a few problems of a bad body in few words, however many there are. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request } from 'express';
import type { z } from 'zod';
import { CSV_BOUNDS, CSV_TOO_LONG } from '../../src/contract';
import { TOLD_PROBLEMS } from '../../src/contract/schemas/list-of';
import { InvalidPayloadError } from '../../src/errors';
import { kindAsked } from '../../src/profile/problems';

/** Characters of one problem: what zod says of unknown keys holds the keys. */
const PROBLEM_LENGTH = 200;

/** So long a CSV may be on its way; it holds one of few places meanwhile. */
const LONGEST_MS = 60_000;

/** What a POST holds. */
export type BodyType = 'application/json' | 'text/csv';

/**
 * Refuses a POST that does not say its type, with a body or without. Other pages can make a browser send a POST with its user's cookie,
 * but not of these types: for them the browser asks this server first. Errors: InvalidPayloadError.
 */
export function requireType({ method, headers }: Pick<Request, 'method' | 'headers'>, type: BodyType): void {
	const [said = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
	if (method !== 'POST' || said.trim() === type) return;
	const words = type === 'text/csv' ? 'this POST takes a CSV and must say' : 'a POST must say';
	const more = type === 'text/csv' ? '' : ', without a body too';
	throw new InvalidPayloadError({ reason: `${words} Content-Type: ${type}${more}` });
}

/**
 * Reads a CSV as it was sent. Nobody read it before: Directus parses JSON alone. Errors: InvalidPayloadError for one that is compressed, longer than may
 * be, or too long on its way; what is left of it is not read then, and the connection ends with the answer.
 */
export async function readCsvBody(
	request: IncomingMessage,
	response: ServerResponse,
	longestMs = LONGEST_MS,
): Promise<Uint8Array> {
	const refuse = (reason: string) => new InvalidPayloadError({ reason });
	const giveUp = (reason: string) => {
		response.setHeader('Connection', 'close');
		return refuse(reason);
	};
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (encoding !== 'identity') throw refuse(`the CSV is sent as ${JSON.stringify(encoding.slice(0, 100))}: send it uncompressed`);
	if (Number(request.headers['content-length']) > CSV_BOUNDS.bytes) throw giveUp(CSV_TOO_LONG);
	const parts: Uint8Array[] = [];
	let bytes = 0;
	const late = new AbortController();
	const timer = setTimeout(() => late.abort(), longestMs);
	try {
		for await (const part of partsOf(request, late.signal)) {
			if (!(part instanceof Uint8Array)) throw refuse('the CSV was not sent as bytes');
			bytes += part.byteLength;
			if (bytes > CSV_BOUNDS.bytes) throw giveUp(CSV_TOO_LONG);
			parts.push(part);
		}
	} finally {
		clearTimeout(timer);
	}
	if (late.signal.aborted) throw giveUp(`the CSV was not sent within ${longestMs / 1000} seconds: send it in parts`);
	return Buffer.concat(parts);
}

/** What comes until the signal. The request is not destroyed by who reads no further, as its answer would be with it. */
async function* partsOf(request: IncomingMessage, signal: AbortSignal): AsyncGenerator<unknown> {
	const stop = new Promise<{ done: true; value: undefined }>((resolve) => {
		signal.addEventListener('abort', () => resolve({ done: true, value: undefined }));
	});
	const parts = request.iterator({ destroyOnReturn: false });
	for (;;) {
		const { done, value } = await Promise.race([parts.next(), stop]);
		if (done) return;
		yield value;
	}
}

/** Reads a JSON body; an empty one is `{}`. Errors: InvalidPayloadError for wrong types, unknown keys and too many elements. */
export function readBody<Body>(request: Request, schema: z.ZodType<Body>): Body {
	const parsed = schema.safeParse(request.body ?? {});
	if (!parsed.success) throw new InvalidPayloadError({ reason: describeProblems(parsed.error.issues) });
	return parsed.data;
}

/** The first problems with their places, and how many more there are. */
export function describeProblems(issues: readonly z.core.$ZodIssue[]): string {
	const told = issues.slice(0, TOLD_PROBLEMS).map(describeProblem);
	const untold = issues.length - told.length;
	return [...told, ...(untold > 0 ? [`and ${untold} more`] : [])].join('; ');
}

function describeProblem(issue: z.core.$ZodIssue): string {
	const place = issue.path.join('.');
	if (place !== '' && issue.message.endsWith('received undefined')) return `${place} is missing`;
	const text = [place, issue.code === 'invalid_type' ? kindAsked(issue) : issue.message].filter(Boolean).join(': ');
	return text.length > PROBLEM_LENGTH ? `${text.slice(0, PROBLEM_LENGTH)}…` : text;
}
