/** The values of the SQL variables that tier files use: the profile's scalars, by path, who asked, and the names of what tier 1 makes. */
import { AXIS_TABLES, AXIS_VIEWS } from '../contract';
import { gateVariables, type OperatorFacts } from '../gate/policy';
import { NAMESPACE } from '../db/advisory-lock';
import type { Profile } from '../profile/profile';
import type { Variables } from '../db/sql-text';
import { declaredVariables } from './declared-axis';
import { statedNumbers } from './expected';
import { NOTHING_ACCEPTED, type Accepted } from './accepted';

export interface RunVariables {
	/** Numbers that the target must have; see expected.ts. */
	expected: Readonly<Record<string, number>>;
	/** Recorded as created_by. */
	actor: string;
	ratifiedApr: string | null;
	/** Who applies, where the gate goes by it. */
	operator?: OperatorFacts | null;
	/** Ids of tiers that the same rollback takes back before the one that is asked. */
	leaving?: readonly string[];
	/** The database that the rollout is for, where the profile names none. */
	database?: string;
	/** What people accepted since; only the checks of a verification go by it. */
	accepted?: Accepted;
}

/** For what reads alone: nothing is written in anybody's name, and no number is asserted. */
export const NOBODY: RunVariables = { expected: {}, actor: '', ratifiedApr: null };

/**
 * `responsibility.tag` becomes `:'responsibility_tag'`, and so on; lists are read from `:'profile'`, the whole profile as JSON.
 * A section whose tier the order leaves out has blanks in place of its codes: other tiers name them too.
 * `:'stated'` holds the numbers that the profile asserts, as JSON; `:'axis_tables'` and `:'axis_views'` are JSON arrays of names.
 */
export function tierVariables(profile: Profile, run: RunVariables): Variables {
	const { database, ratification, rollout, ownership, containment, topic } = profile;
	return {
		database: run.database ?? database ?? '',
		profile: JSON.stringify(profile),
		actor: run.actor,
		ratified_apr: run.ratifiedApr,
		lock_namespace: NAMESPACE,
		idle_allowed: rollout.idle_in_transaction ?? '',
		leaving: JSON.stringify(run.leaving ?? []),
		axis_tables: JSON.stringify(AXIS_TABLES),
		axis_views: JSON.stringify(AXIS_VIEWS),
		...gateVariables(ratification, run.operator),
		ownership_created_by: ownership?.created_by ?? '',
		group_count: ownership?.groups.length ?? 0,
		topic_value_count: topic?.values.length ?? 0,
		topic_map_count: topic?.maps.length ?? 0,
		ownership_close: String(ownership?.close ?? false),
		containment_close: String(containment?.close ?? false),
		topic_close: String(topic?.close ?? false),
		...axisVariables(profile, 'responsibility'),
		...axisVariables(profile, 'containment'),
		...axisVariables(profile, 'topic'),
		...declaredVariables(profile),
		stated: JSON.stringify(statedNumbers(profile)),
		...prefixed('expected', run.expected),
		expected_hold: String(profile.expected.hold),
		...(run.accepted ?? NOTHING_ACCEPTED),
	};
}

const NO_CODES = { axis_code: '', axis_name: '', rule_code: '', tag: '' };

function axisVariables(profile: Profile, id: 'responsibility' | 'containment' | 'topic'): Record<string, string | number> {
	const section = profile.rollout.order.includes(id) ? profile[id] : undefined;
	return prefixed(id, section ?? NO_CODES);
}

function prefixed(prefix: string, values: object): Record<string, string | number> {
	return Object.fromEntries(
		Object.entries(values).flatMap(([key, value]: [string, unknown]) =>
			typeof value === 'string' || typeof value === 'number' ? [[`${prefix}_${key}`, value]] : [],
		),
	);
}
