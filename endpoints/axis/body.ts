/** Reads bodies. Asks for their type by name, and tells a few problems of a bad body in few words, however many there are. */
import type { Request } from 'express';
import type { z } from 'zod';
import { CSV_BOUNDS } from '../../src/contract';
import { TOLD_PROBLEMS } from '../../src/contract/schemas/list-of';
import { InvalidPayloadError } from '../../src/errors';

/** Characters of one problem: what zod says of unknown keys holds the keys. */
const PROBLEM_LENGTH = 200;

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
 * Reads a CSV as it was sent. Nobody read it before: Directus parses JSON alone. Errors: InvalidPayloadError for one that is compressed, or longer than
 * may be; it is given up then.
 */
export async function readCsvBody(request: Request): Promise<Uint8Array> {
	const refuse = (reason: string) => new InvalidPayloadError({ reason });
	const encoding = request.headers['content-encoding'] ?? 'identity';
	if (encoding !== 'identity') throw refuse(`the CSV is sent as ${JSON.stringify(encoding)}: send it uncompressed`);
	const parts: Uint8Array[] = [];
	let bytes = 0;
	for await (const part of request) {
		if (!(part instanceof Uint8Array)) throw refuse('the CSV was not sent as bytes');
		bytes += part.byteLength;
		// Thrown out of the loop the request would be destroyed, and its answer with it.
		if (bytes <= CSV_BOUNDS.bytes) parts.push(part);
	}
	if (bytes > CSV_BOUNDS.bytes) throw refuse(`the CSV has ${bytes} bytes, and may have ${CSV_BOUNDS.bytes}: send it in parts`);
	return Buffer.concat(parts);
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

function describeProblem({ path, message }: z.core.$ZodIssue): string {
	const place = path.join('.');
	if (place !== '' && message.endsWith('received undefined')) return `${place} is missing`;
	const text = [place, message].filter(Boolean).join(': ');
	return text.length > PROBLEM_LENGTH ? `${text.slice(0, PROBLEM_LENGTH)}…` : text;
}
