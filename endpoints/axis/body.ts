/** Reads bodies. Asks for JSON by name, and tells a few problems of a bad body in few words, however many there are. */
import type { Request } from 'express';
import type { z } from 'zod';
import { TOLD_PROBLEMS } from '../../src/contract/schemas/list-of';
import { InvalidPayloadError } from '../../src/errors';

/** Characters of one problem: what zod says of unknown keys holds the keys. */
const PROBLEM_LENGTH = 200;

/**
 * Refuses a POST that does not say application/json, with a body or without. Other pages can make a browser send a POST with its user's cookie,
 * but not of that type: for it the browser asks this server first. Errors: InvalidPayloadError.
 */
export function requireJson({ method, headers }: Pick<Request, 'method' | 'headers'>): void {
	const isJson = /^application\/json[ \t]*(?:;|$)/i.test(headers['content-type'] ?? '');
	if (method === 'POST' && !isJson)
		throw new InvalidPayloadError({ reason: 'a POST must say Content-Type: application/json, without a body too' });
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
