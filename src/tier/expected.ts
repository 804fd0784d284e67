/** The numbers a target must have: from the profile, else as an earlier tier of this rollout pinned them, else as they are now. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import type { Profile } from '../profile/profile';
import measureExpected from './sql/measure-expected.sql';

export const MEASURED = ['inventory', 'active_scopes', 'canonical_gap', 'containment'] as const;

type Measured = Record<(typeof MEASURED)[number], number>;

/** `ownership_seed` follows from the others: groups of the profile × active scopes. */
export type ExpectedNumbers = Readonly<Measured & { ownership_seed: number }>;

/**
 * @param pinned what the last passed run of a rollout under way recorded; null at its start.
 * Errors: the database's own where a number must be measured and the base model is missing.
 */
export async function resolveExpected(
	db: Knex,
	profile: Profile,
	pinned: Partial<ExpectedNumbers> | null,
): Promise<ExpectedNumbers> {
	const known: Partial<Measured> = { ...pinned, ...statedNumbers(profile.expected) };
	const measured = MEASURED.some((name) => known[name] === undefined) ? (await queryRows(db, measureExpected))[0] : undefined;
	const number = (name: keyof Measured) => known[name] ?? Number(measured?.[name]);
	const active_scopes = number('active_scopes');
	return {
		inventory: number('inventory'),
		active_scopes,
		canonical_gap: number('canonical_gap'),
		containment: number('containment'),
		ownership_seed: profile.ownership.groups.length * active_scopes,
	};
}

function statedNumbers(expected: Profile['expected']): Partial<Measured> {
	return Object.fromEntries(MEASURED.flatMap((name) => (expected[name] === undefined ? [] : [[name, expected[name]]])));
}
