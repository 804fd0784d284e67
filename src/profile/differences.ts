/** What a profile and a database say differently, one line each, whatever the order of their lists. */
import type { ProfileDifference } from '../contract';
import type { Profile } from './profile';

/** The sections of a profile that a database can hold. */
export type ModelSections = Partial<
	Pick<Profile, 'ratification' | 'responsibility' | 'ownership' | 'containment' | 'topic' | 'axes'>
>;

/** What of the objects is looked at. */
export interface ObjectParts {
	tags: boolean;
	owners: boolean;
}

interface Placed {
	object_type: string;
	object_ref: string;
	value_code?: string;
}

/** Where an item of a list stands is its name, not its number. */
type Named = ReadonlyMap<string, unknown>;

/** In the order of their paths' first mention. What a database does not keep (`close`, `scopes`, `writable`, `sealed` …) is not looked at. */
export function differencesBetween(profile: ModelSections, database: ModelSections, parts: ObjectParts): ProfileDifference[] {
	// A profile may leave the source to the database.
	const asks = profile.ratification?.source !== undefined;
	return compare('', modelOf(profile, parts, asks), modelOf(database, parts, asks));
}

function modelOf(
	{ ratification, responsibility, ownership, containment, topic, axes = [] }: ModelSections,
	parts: ObjectParts,
	withSource: boolean,
) {
	return {
		ratification: ratification && {
			minimum: ratification.minimum,
			agreement: ratification.agreement,
			distinct_signers: ratification.distinct_signers,
			source: withSource ? ratification.source : undefined,
		},
		responsibility,
		ownership: {
			groups: byName(
				ownership?.groups ?? [],
				({ group_ref }) => group_ref,
				({ owner_gov_code }) => owner_gov_code,
			),
		},
		containment: containment && { ...containment, close: undefined },
		topic: topic && {
			...topic,
			close: undefined,
			values: byName(
				topic.values,
				({ value_code }) => value_code,
				(value) => value,
			),
			maps: byName(
				topic.maps,
				(map) => `${map.value_code} → ${map.label_code}`,
				({ map_kind }) => map_kind,
			),
			assignments: parts.tags ? byName(topic.assignments, placeOf, (tag) => tag) : undefined,
			owners: parts.owners ? byName(topic.owners, placeOf, ({ owner_gov_code }) => owner_gov_code) : undefined,
		},
		axes: byName(
			axes,
			({ axis_code }) => axis_code,
			(axis) => ({
				...axis,
				axis_name: axis.axis_name ?? axis.axis_code,
				close: undefined,
				values: byName(
					axis.values,
					({ value_code }) => value_code,
					(value) => value,
				),
				tags: parts.tags
					? byName(axis.tags, placeOf, (tag) => ({ ...tag, provenance: tag.provenance ?? { source: 'profile' } }))
					: undefined,
				owners: parts.owners ? byName(axis.owners, placeOf, ({ owner_gov_code }) => owner_gov_code) : undefined,
			}),
		),
	};
}

function byName<Item>(items: readonly Item[], nameOf: (item: Item) => string, of: (item: Item) => unknown): Named {
	return new Map(items.map((item) => [nameOf(item), of(item)]));
}

function placeOf({ object_type, object_ref, value_code }: Placed): string {
	return [object_type, object_ref, value_code].filter((part) => part !== undefined).join(' ');
}

function compare(path: string, profile: unknown, database: unknown): ProfileDifference[] {
	const [one, other] = [partsOf(profile), partsOf(database)];
	if (one === null || other === null) {
		const [told, found] = [plain(profile), plain(database)];
		return JSON.stringify(told) === JSON.stringify(found) ? [] : [{ path, profile: told, database: found }];
	}
	const isList = profile instanceof Map || Array.isArray(profile);
	return [...new Set([...one.keys(), ...other.keys()])].flatMap((name) => {
		const place = isList ? `${path}[${name}]` : path === '' ? name : `${path}.${name}`;
		return compare(place, one.get(name), other.get(name));
	});
}

/** Null for what has no parts: a text, a number, nothing. */
function partsOf(value: unknown): Named | null {
	if (typeof value !== 'object' || value === null) return null;
	return value instanceof Map ? value : new Map(Object.entries(value));
}

/** As JSON says it; null for nothing. */
function plain(value: unknown): unknown {
	const parts = partsOf(value);
	if (parts === null) return value ?? null;
	if (Array.isArray(value)) return value.map(plain);
	return Object.fromEntries([...parts].filter(([, part]) => part !== undefined).map(([name, part]) => [name, plain(part)]));
}
