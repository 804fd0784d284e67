/** A violation, or a row that a check found, in one line. */
import type { Violation } from '../../src/contract';

/** The sentence, then its facts. */
export function describeViolation({ violation, ...facts }: Violation): string {
	return [violation, describeFacts(facts)].filter((part) => part !== '').join(' · ');
}

/** Name and value of each fact, e.g. `object: agents · scope: audit`. */
export function describeFacts(facts: Readonly<Record<string, unknown>>): string {
	return Object.entries(facts)
		.map(([name, value]) => `${name}: ${typeof value === 'object' ? JSON.stringify(value) : String(value)}`)
		.join(' · ');
}
