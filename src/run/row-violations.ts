/** Rows of queries that return what stands in the way, as in tier files: no row means that nothing does. */
import type { Violation } from '../contract';
import type { Row } from '../db/run-sql';

/** Each row's `violation` with its facts; a fact that is null says nothing and is left out. */
export function asViolations(rows: readonly Row[]): Violation[] {
	return rows.map(({ violation, ...facts }) => ({
		violation: String(violation),
		...Object.fromEntries(Object.entries(facts).filter(([, fact]) => fact !== null)),
	}));
}
