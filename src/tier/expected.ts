/** The numbers that a rollout goes by: from the profile, which asserts them, else as they are. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import type { Profile } from '../profile/profile';
import countGroups from './sql/count-groups.sql';
import measureExpected from './sql/measure-expected.sql';

export const MEASURED = ['inventory', 'active_scopes', 'canonical_gap', 'containment'] as const;

type Measured = Record<(typeof MEASURED)[number], number>;

/**
 * `ownership_seed` follows from the others: groups of the profile × active scopes. `containment_groups`: values of the axis of groups, those of the
 * profile and those that contain an object. `containment_owners`: objects whose group the profile gives an owner.
 */
export type ExpectedNumbers = Readonly<
	Measured & { ownership_seed: number; containment_groups: number; containment_owners: number }
>;

/**
 * @param pinned what a run of the rollout recorded and still holds; null at its start.
 * Errors: the database's own where a number must be measured and the base model is missing.
 */
export async function resolveExpected(
	db: Knex,
	profile: Profile,
	pinned: Partial<ExpectedNumbers> | null,
): Promise<ExpectedNumbers> {
	const known: Partial<Measured> = { ...pinned, ...statedNumbers(profile) };
	const measured = MEASURED.some((name) => known[name] === undefined) ? (await queryRows(db, measureExpected))[0] : undefined;
	const number = (name: keyof Measured) => known[name] ?? Number(measured?.[name]);
	const active_scopes = number('active_scopes');
	const groups = profile.ownership?.groups.length ?? 0;
	return {
		inventory: number('inventory'),
		active_scopes,
		canonical_gap: number('canonical_gap'),
		containment: number('containment'),
		ownership_seed: groups * active_scopes,
		...(countsGroups(profile) ? await readGroupCounts(db, profile) : { containment_groups: 0, containment_owners: 0 }),
	};
}

/** What a tier that is to be applied keeps of the numbers of those before it: the gap, which one of them closes. The others are as they are now. */
export function keptNumbers(pinned: Partial<ExpectedNumbers> | null): Partial<ExpectedNumbers> | null {
	return pinned?.canonical_gap === undefined ? null : { canonical_gap: pinned.canonical_gap };
}

/** The numbers that the profile states: tiers assert them, and no others. */
export function statedNumbers({ expected }: Profile): Partial<Measured> {
	return Object.fromEntries(MEASURED.flatMap((name) => (expected[name] === undefined ? [] : [[name, expected[name]]])));
}

/** Whether the rollout has an axis of groups, whose rows are to be counted. */
export function countsGroups({ rollout }: Profile): boolean {
	return rollout.order.includes('containment');
}

async function readGroupCounts(db: Knex, profile: Profile) {
	const [row] = await queryRows(db, countGroups, { profile: JSON.stringify(profile) });
	return { containment_groups: Number(row?.groups), containment_owners: Number(row?.owners) };
}
