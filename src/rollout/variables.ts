/** The values of the SQL variables that tier files use: the profile's scalars, by path, and who asked. */
import type { Profile } from '../profile';
import type { Variables } from '../db/sql-text';

export interface RunVariables {
	/** Numbers that the target must have; see expected.ts. */
	expected: Readonly<Record<string, number>>;
	/** Recorded as created_by. */
	actor: string;
	ratifiedApr: string | null;
}

/**
 * `responsibility.tag` becomes `:'responsibility_tag'`, and so on; `:'profile'` is the whole profile as JSON.
 */
export function tierVariables(profile: Profile, run: RunVariables): Variables {
	const { database, ratification, responsibility } = profile;
	return {
		database,
		profile: JSON.stringify(profile),
		actor: run.actor,
		ratified_apr: run.ratifiedApr,
		...prefixed('ratification', { minimum: ratification.minimum }),
		...prefixed('responsibility', responsibility),
		...prefixed('expected', run.expected),
	};
}

function prefixed(prefix: string, values: Readonly<Record<string, string | number>>): Record<string, string | number> {
	return Object.fromEntries(Object.entries(values).map(([key, value]) => [`${prefix}_${key}`, value]));
}
