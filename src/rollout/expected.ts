/** The numbers a target must have: from the profile, else as an earlier tier of this rollout pinned them, else as they are now. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import type { Profile } from '../profile';
import measureExpected from './sql/measure-expected.sql';

export type ExpectedNumbers = Readonly<Record<'inventory' | 'active_scopes' | 'canonical_gap', number>>;

/**
 * @param pinned what the last passed run of a rollout under way recorded; null at its start.
 * Errors: the database's own where a number must be measured and the base model is missing.
 */
export async function resolveExpected(
	db: Knex,
	profile: Profile,
	pinned: Partial<ExpectedNumbers> | null,
): Promise<ExpectedNumbers> {
	const known = { ...pinned, ...withoutUndefined(profile.expected) };
	if (isComplete(known)) return known;
	const [measured] = await queryRows(db, measureExpected);
	return {
		inventory: known.inventory ?? Number(measured?.inventory),
		active_scopes: known.active_scopes ?? Number(measured?.active_scopes),
		canonical_gap: known.canonical_gap ?? Number(measured?.canonical_gap),
	};
}

function isComplete(numbers: Partial<ExpectedNumbers>): numbers is ExpectedNumbers {
	return numbers.inventory !== undefined && numbers.active_scopes !== undefined && numbers.canonical_gap !== undefined;
}

function withoutUndefined(values: Profile['expected']): Partial<ExpectedNumbers> {
	return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
