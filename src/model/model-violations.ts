/** Rows of a condition's query as violations. */
import type { Violation } from '../contract';
import type { Row } from '../db/run-sql';

export function asViolations(rows: readonly Row[]): Violation[] {
	return rows.map(({ violation, ...facts }) => ({
		violation: String(violation),
		...Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null)),
	}));
}
