/** Random small worlds: objects and groups, axes, rules, assignments, owners and waivers, within what the tables' constraints allow. */
import fc from 'fast-check';

export interface ObjectRef {
	type: string;
	ref: string;
}

export const isSame = (one: ObjectRef, other: ObjectRef) => one.type === other.type && one.ref === other.ref;

export interface World {
	objects: (ObjectRef & { requires_owner: boolean; born: boolean })[];
	containment: { child: ObjectRef; parent: ObjectRef }[];
	axes: { axis: string; status: string; source: string }[];
	values: { axis: string; value: string; status: string }[];
	/** Of axes that ask for what is not usual, at most one row each. */
	semantics: {
		axis: string;
		cardinality: string;
		missing: string;
		tags: string;
		owners: string;
		order: string[];
	}[];
	rules: { rule: string; axis: string; applies_to: string; mode: string; threshold: number; staleness: number; status: string }[];
	assignments: (ObjectRef & {
		axis: string;
		value: string;
		zone: string;
		confidence: number | null;
		/** 'sql null' and 'json null' both mean that nobody knows where it came from. */
		provenance: 'sql null' | 'json null' | 'known';
		age_days: number;
		status: string;
	})[];
	parallel: (ObjectRef & {
		axis: string;
		value: string;
		owner: string;
		kind: string;
		status: string;
		from: number | null;
		to: number | null;
	})[];
	canonical: (ObjectRef & { scope: string; owner: string; kind: string; status: string; anchor: boolean | null })[];
	waivers: (ObjectRef & {
		axis: string;
		value: string;
		/** Tells a waiver from others, wherever it goes. */
		approved_by: string;
		/** Expires so many days from when the world is loaded; at 0 it does so at that very moment. */
		days_left: number;
		/** Revoked, or replaced after it had expired. */
		ended: boolean;
		/** The values that it stood with before, oldest first. */
		moved_from: string[];
	})[];
}

const TYPES = ['collection', 'doc'];
const SCOPES = ['audit', 'health'];
const VALUES = [...SCOPES, 'other'];
const AXES = ['a1', 'a2'];
const OWNERS = ['GOV-DOT', 'GOV-SIV', 'GOV-MOIT'];
const GROUPS = ['g0', 'g1', 'g2', 'g3', 'g4', 'g5', 'g6'];

export const mostly = <Value>(usual: Value, ...others: Value[]) =>
	fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, fc.constantFrom(...others));
const status = mostly('active', 'candidate', 'deprecated', 'retired');
const object: fc.Arbitrary<ObjectRef> = fc.record({ type: fc.constantFrom(...TYPES), ref: fc.constantFrom('o1', 'o2', 'o3') });
const group = (ref: string): ObjectRef => ({ type: 'group', ref });
const anyone = fc.oneof(object, fc.constantFrom(...GROUPS).map(group));
const kind = mostly('accountable', 'supporting', 'delegated', 'exception');
export const keyOf = (...parts: unknown[]) => JSON.stringify(parts);

/** A chain g0 < g1 < … of the length given, with objects hung on it, and ways that lead elsewhere: across, up by two, or back down in a circle. */
const containment = fc
	.record({
		chain: fc.integer({ min: 0, max: 6 }),
		hung: fc.array(fc.tuple(object, fc.constantFrom(...GROUPS)), { maxLength: 4 }),
		across: fc.array(fc.tuple(fc.constantFrom(...GROUPS), fc.constantFrom(...GROUPS)), { maxLength: 3 }),
	})
	.map(({ chain, hung, across }) => [
		...GROUPS.slice(0, chain).map((ref, index) => ({ child: group(ref), parent: group(`g${index + 1}`) })),
		...hung.map(([child, parent]) => ({ child, parent: group(parent) })),
		...across.map(([child, parent]) => ({ child: group(child), parent: group(parent) })),
	]);

/** At most one row of a key that is in use, as the tables hold it. */
const single = <Row>(rows: Row[], isUsed: (row: Row) => boolean, key: (row: Row) => string): Row[] => {
	const seen = new Set<string>();
	return rows.filter((row) => !isUsed(row) || (!seen.has(key(row)) && seen.add(key(row)).size > 0));
};

/** At most one active accountable row per key. */
export const singleActive = <Row extends { status: string; kind?: string }>(rows: Row[], key: (row: Row) => string): Row[] =>
	single(rows, (row) => row.status === 'active' && (row.kind ?? 'accountable') === 'accountable', key);

const waiver = fc.record({
	at: object,
	axis: fc.constantFrom(...AXES),
	value: fc.constantFrom(...VALUES, ...VALUES, '(none)', 'gone'),
	days_left: mostly(1, 0, -1),
	ended: mostly(false, true),
});

/** At most one waiver of a cell that nobody ended. */
export const numbered = (waivers: Omit<World['waivers'][number], 'approved_by' | 'moved_from'>[]): World['waivers'] =>
	single(
		waivers,
		(row) => !row.ended,
		(row) => keyOf(row.type, row.ref, row.axis, row.value),
	).map((row, index) => ({ ...row, approved_by: `W${index}`, moved_from: index % 2 === 0 ? [] : ['gone'] }));

/** Two tags of one axis with different values: on one object, on two, on a group and one elsewhere. */
const couples = fc
	.array(fc.tuple(fc.constantFrom(...AXES), anyone, anyone, fc.boolean(), fc.constantFrom('audit', 'health')), { maxLength: 2 })
	.map((rows) =>
		rows.flatMap(([axis, one, other, together, value]) => {
			const tag = { axis, zone: 'approved', confidence: 1, provenance: 'known' as const, age_days: 0, status: 'active' };
			return [
				{ ...one, ...tag, value },
				{ ...(together ? one : other), ...tag, value: 'other' },
			];
		}),
	);

export const world: fc.Arbitrary<World> = fc.record({
	objects: fc.uniqueArray(
		fc.record({
			type: fc.constantFrom(...TYPES),
			ref: fc.constantFrom('o1', 'o2', 'o3'),
			requires_owner: mostly(true, false),
			born: mostly(true, false),
		}),
		{
			maxLength: 5,
			selector: ({ type, ref }) => keyOf(type, ref),
		},
	),
	containment: containment.map((pairs) => [...new Map(pairs.map((pair) => [keyOf(pair), pair])).values()]),
	axes: fc.tuple(
		...AXES.map((axis) => fc.record({ axis: fc.constant(axis), status, source: fc.constantFrom('canonical', 'parallel') })),
	),
	values: fc.tuple(
		...AXES.flatMap((axis) => VALUES.map((value) => fc.record({ axis: fc.constant(axis), value: fc.constant(value), status }))),
	),
	semantics: fc
		.tuple(
			...AXES.map((axis) =>
				fc.option(
					fc.record({
						axis: fc.constant(axis),
						cardinality: fc.constantFrom('many', 'one', 'one'),
						missing: fc.constantFrom('finding', 'gap'),
						tags: fc.constantFrom('none', 'containment'),
						owners: fc.constantFrom('none', 'containment'),
						order: fc.shuffledSubarray([...VALUES]),
					}),
					{ freq: 2 },
				),
			),
		)
		.map((rows) => rows.filter((row) => row !== null)),
	rules: fc
		.array(
			fc.record({
				axis: fc.constantFrom(...AXES),
				applies_to: fc.constantFrom('*', ...TYPES, 'ghost'),
				mode: fc.constantFrom('cross_product', 'per_assignment'),
				threshold: fc.constantFrom(0, 0.5, 0.7),
				staleness: fc.constantFrom(0, 10, 30),
				status,
			}),
			{ maxLength: 4 },
		)
		.map((rules) => rules.map((rule, index) => ({ rule: `R${index}`, ...rule }))),
	assignments: fc
		.array(
			fc.tuple(anyone, fc.constantFrom(...AXES), fc.constantFrom(...VALUES)).chain(([at, axis, value]) =>
				fc
					.record({
						zone: fc.constantFrom('approved', 'candidate', 'quarantine'),
						confidence: fc.constantFrom(null, 0, 0.499, 0.5, 0.7, 1),
						provenance: fc.constantFrom('sql null', 'json null', 'known'),
						age_days: fc.constantFrom(0, 9, 11, 29, 31),
						status: mostly('active', 'superseded', 'retired'),
					})
					.map((rest) => ({
						...at,
						axis,
						value,
						...rest,
						provenance: rest.zone === 'quarantine' ? rest.provenance : ('known' as const),
					})),
			),
			{ maxLength: 5 },
		)
		.chain((rows) => couples.map((more) => [...rows, ...more]))
		.map((rows) => singleActive(rows, (row) => keyOf(row.type, row.ref, row.axis, row.value))),
	parallel: fc
		.array(
			fc.record({
				at: anyone,
				axis: fc.constantFrom(...AXES),
				value: fc.constantFrom(...VALUES),
				owner: fc.constantFrom(...OWNERS),
				kind,
				status: mostly('active', 'superseded', 'revoked', 'expired'),
				from: fc.constantFrom(null, -10, 5),
				to: fc.constantFrom(null, -5, 10),
			}),
			{ maxLength: 5 },
		)
		.map((rows) =>
			rows.map(({ at, ...row }) => ({
				...at,
				...row,
				from: row.from === 5 && row.to !== 10 ? null : row.from,
				to: row.kind === 'delegated' ? 10 : row.to,
			})),
		)
		.map((rows) => singleActive(rows, (row) => keyOf(row.type, row.ref, row.axis, row.value))),
	canonical: fc
		.array(
			fc.record({
				at: anyone,
				scope: fc.constantFrom(...SCOPES),
				owner: fc.constantFrom(...OWNERS),
				kind,
				status: mostly('active', 'superseded', 'revoked', 'expired'),
				anchor: mostly<boolean | null>(true, false, null),
			}),
			{ maxLength: 6 },
		)
		.map((rows) => rows.map(({ at, ...row }) => ({ ...at, ...row })))
		.map((rows) => singleActive(rows, (row) => keyOf(row.type, row.ref, row.scope))),
	waivers: fc.array(waiver, { maxLength: 6 }).map((rows) => numbered(rows.map(({ at, ...row }) => ({ ...at, ...row })))),
});
