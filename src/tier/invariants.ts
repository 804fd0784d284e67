/** Facts outside of the rollout's scope: read before and after a tier, inside its transaction. */
import type { Knex } from 'knex';
import type { Check, Violation } from '../contract';
import { splitStatements } from '../db/sql-text';
import { sqlState } from '../db/sqlstate';
import { unavailability } from '../db/availability';
import { readInSavepoint } from '../db/transaction';
import type { Invariant } from '../profile/profile';
import { askJoined } from './ask-together';

export interface InvariantReading {
	invariant: Invariant;
	/** null where the query returned nothing or null: unknown, and unknown never holds. */
	actual: number | null;
}

/** Reads every invariant. A query that the database refuses (a missing table, say) is a reading of null, not an error. */
export async function readInvariants(trx: Knex.Transaction, invariants: readonly Invariant[]): Promise<InvariantReading[]> {
	const together = await readNumbers(trx, invariants);
	const readings: InvariantReading[] = [];
	for (const [index, invariant] of invariants.entries()) {
		const [actual = null] = together ? [together[index]] : ((await readNumbers(trx, [invariant])) ?? []);
		readings.push({ invariant, actual });
	}
	return readings;
}

/** By one statement, in one savepoint; null where the database refuses one of them. */
async function readNumbers(trx: Knex.Transaction, invariants: readonly Invariant[]): Promise<(number | null)[] | null> {
	const questions = invariants.flatMap(({ query }) => splitStatements(query));
	if (questions.length === 0) return [];
	try {
		const answers = await readInSavepoint(trx, (savepoint) => askJoined(savepoint, questions, {}));
		return answers.map(([row]) => {
			const value = row ? Object.values(row)[0] : null;
			return typeof value === 'number' ? value : null;
		});
	} catch (error) {
		if (sqlState(error) === null || unavailability(error) !== null) throw error;
		return null;
	}
}

/** The invariants as checks. What must be unchanged is compared with `before`; without a `before` it holds when it is known. */
export function invariantChecks(
	readings: readonly InvariantReading[],
	before: readonly InvariantReading[] | null = null,
): Check[] {
	return readings.map(({ invariant, actual }) => {
		const earlier = before?.find((reading) => reading.invariant.name === invariant.name)?.actual;
		const expected = typeof invariant.expected === 'number' ? invariant.expected : (earlier ?? actual);
		const judged = invariant.expected !== 'observed';
		return { name: invariant.name, expected, actual, ok: !judged || (actual !== null && actual === expected) };
	});
}

/** Failed checks as violations. */
export function invariantViolations(checks: readonly Check[]): Violation[] {
	return checks
		.filter((check) => !check.ok)
		.map(({ name, expected, actual }) => ({
			violation: 'an out-of-scope invariant does not hold',
			check: name,
			expected,
			actual,
		}));
}
