/** What is wrong with a profile, in words that a person can act on: where, what is there, what is asked. */
import type { z } from 'zod';

type Issue = z.core.$ZodIssue;

/** Longest value that is repeated to its reader, in characters. */
const SHOWN = 60;

const KINDS: Readonly<Record<string, string>> = {
	string: 'a text',
	number: 'a number',
	int: 'a whole number',
	boolean: 'true or false',
	object: 'an object',
	record: 'an object',
	array: 'a list',
};

/** Of which kind it must be. */
export function kindAsked({ expected }: z.core.$ZodIssueInvalidType): string {
	return `must be ${KINDS[expected] ?? expected}`;
}

/** One problem for each issue; for unknown keys one for each key. Needs issues that tell their input (`reportInput`). */
export function problemsOf(issues: readonly Issue[]): string[] {
	return issues.flatMap((issue) => {
		const place = placeOf(issue.path);
		if (issue.code === 'unrecognized_keys') {
			return issue.keys.map((key) => `${place}: there is no key ${JSON.stringify(key)} here; check its spelling, or take it out`);
		}
		if (issue.code === 'custom' && typeof issue.input === 'object') return [`${place}: ${issue.message}`];
		return [`${place}: ${givenOf(issue)}, ${askedOf(issue)}`];
	});
}

/** `topic.values[3].value_code`; `profile` for the whole. */
function placeOf(path: readonly PropertyKey[]): string {
	const place = path.map((part) => (typeof part === 'number' ? `[${part}]` : `.${String(part)}`)).join('');
	return place === '' ? 'profile' : place.slice(1);
}

function givenOf({ input }: Issue): string {
	if (input === undefined) return 'it is missing';
	const text = JSON.stringify(input);
	return `it is ${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}`;
}

function askedOf(issue: Issue): string {
	switch (issue.code) {
		case 'invalid_type':
			return `and ${kindAsked(issue)}`;
		case 'too_small':
			return issue.origin === 'string' || issue.origin === 'array'
				? 'and must not be empty'
				: `and must be ${String(issue.minimum)} or more`;
		case 'too_big':
			return `and must be ${String(issue.maximum)} or less`;
		case 'invalid_value':
			return `and must be ${issue.values.map((value) => JSON.stringify(value)).join(' or ')}`;
		case 'invalid_format':
		case 'invalid_union':
		case 'custom':
			return `and ${issue.message}`;
		case 'unrecognized_keys':
		case 'not_multiple_of':
		case 'invalid_key':
		case 'invalid_element':
			return 'and cannot stand here';
	}
}
