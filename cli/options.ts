/** Reads what commander gives: strings, unchecked. */
import { z } from 'zod';
import { TIER_ID } from '../src/contract';
import { kindAsked } from '../src/profile/problems';

/** Printed as commander prints its own errors: "error: …", exit code 1. */
export class UsageError extends Error {}

const number = z
	.string()
	.regex(/^\d{1,6}$/, 'is not a whole number')
	.transform(Number);

/** By id or by number. */
export const tierOption = z
	.string()
	.refine((text) => /^\d{1,2}$/.test(text) || TIER_ID.test(text), 'takes the number or id of a tier, e.g. 4 or containment')
	.optional();
export const countOption = number.pipe(z.number().min(1, 'must be at least 1').max(1000, 'must be at most 1000')).optional();
export const flagOption = z.boolean().default(false);
export const codeOption = textOf(255);
/** A code or the path of a file. */
export const wordOption = z.string().min(1, 'must not be empty');
/** As long as the routes take it. */
export const reasonOption = textOf(1000);

function textOf(length: number) {
	return z
		.string()
		.trim()
		.min(1, 'must not be empty')
		.max(length, 'is too long')
		.refine((text) => !text.includes('\0'), 'must not contain a NUL character');
}

/** Errors: UsageError that names every option that is wrong. */
export function readOptions<Schema extends z.ZodType>(schema: Schema, given: unknown): z.output<Schema> {
	const parsed = schema.safeParse(given);
	if (parsed.success) return parsed.data;
	throw new UsageError(parsed.error.issues.map((issue) => `option '${optionName(issue.path)}' ${issue.message}`).join('; '));
}

/** The body of a request, made of what was given. Errors: UsageError that names everything that is wrong. */
export function parseBody<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
	const read = schema.safeParse(body);
	if (read.success) return read.data;
	const problems = read.error.issues.map((issue) =>
		issue.code === 'invalid_type' ? { ...issue, message: kindAsked(issue) } : issue,
	);
	throw new UsageError(problems.map(({ path, message }) => `${path.join('.')} ${message}`.trim()).join('; '));
}

/** What an act needs. Errors: UsageError where it was not given. */
export function requireReason(reason: string | undefined): string {
	if (reason === undefined) throw new UsageError("option '--reason' is needed: the run ledger keeps it");
	return reason;
}

/** Errors: UsageError when both are given. */
export function refuseBoth(first: [name: string, value: unknown], second: [name: string, value: unknown]): void {
	if (first[1] !== undefined && second[1] !== undefined)
		throw new UsageError(`option '${first[0]}' cannot be used with option '${second[0]}'`);
}

/** As it is typed. */
export function optionName(path: readonly PropertyKey[]): string {
	return `--${String(path[0]).replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
}

/** Whether --json was given. Read apart from the other options, which may be wrong: that is told in the command's frame. */
export function wantsJson(given: unknown): boolean {
	return typeof given === 'object' && given !== null && 'json' in given && given.json === true;
}

export const JSON_HELP = 'print the data as JSON, as the HTTP endpoint answers it';
export const YES_HELP = 'do not ask; needed where nobody can be asked (no terminal)';
