/** What two profiles say differently. */
import type { ProfileChange } from '../contract';
import type { Profile } from './profile';

/** By key, e.g. `ownership.groups[0].owner_gov_code`, in their order; null where one of them does not have it. */
export function changesBetween(before: Profile, after: Profile): ProfileChange[] {
	const [one, other] = [leavesOf(before), leavesOf(after)];
	return [...new Set([...one.keys(), ...other.keys()])]
		.map((key) => ({ key, before: one.get(key) ?? null, after: other.get(key) ?? null }))
		.filter((change) => change.before !== change.after);
}

type Leaf = string | number | boolean;

function leavesOf(value: unknown, key = ''): Map<string, Leaf> {
	if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean') return new Map([[key, value]]);
	if (typeof value !== 'object' || value === null) return new Map();
	return new Map(
		Object.entries(value).flatMap(([name, part]: [string, unknown]) => {
			const place = Array.isArray(value) ? `${key}[${name}]` : key === '' ? name : `${key}.${name}`;
			return [...leavesOf(part, place)];
		}),
	);
}
