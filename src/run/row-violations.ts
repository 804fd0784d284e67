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

/** The rows of queries that each answer the first of theirs, with the number of all of them as total_count. */
export function asListing(...answers: (readonly Row[])[]): { violations: Violation[]; total: number } {
	const total = answers.reduce((sum, [first]) => sum + Number(first?.total_count ?? 0), 0);
	return { violations: asViolations(answers.flat().map(({ total_count: _total, ...row }) => row)), total };
}
