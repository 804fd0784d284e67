/** Random lifecycle changes, and worlds in which they meet something. */
import fc from 'fast-check';
import type { AskedChange } from '../../../src/contract';
import { isSame, numbered, type ObjectRef, type World } from './world';

const REFS = ['o1', 'o2', 'o3'];

/** Changes of the worlds' axes, values and rules; `merge` and `split` become what fits the world. */
export const asked = fc.record({
	kind: fc.oneof({ weight: 6, arbitrary: fc.constant('value' as const) }, fc.constantFrom('axis' as const, 'rule' as const)),
	axis: fc.constantFrom('a1', 'a2'),
	value: fc.constantFrom('audit', 'health', 'other'),
	rule: fc.constantFrom('R0', 'R1', 'RX'),
	to: fc.constantFrom('active' as const, 'deprecated' as const, 'retired' as const),
	move: fc.constantFrom('none', 'merge', 'merge', 'split', 'split'),
	/** Refusals are a part of what is asked, not half of it. */
	fits: fc.oneof({ weight: 3, arbitrary: fc.constant(true) }, fc.constant(false)),
	rest: fc.boolean(),
	mode: fc.constantFrom('cross_product', 'per_assignment'),
	/** Rows that the world gets besides its own, so that moves meet something. */
	rows: fc.uniqueArray(
		fc.record({
			ref: fc.constantFrom('o1', 'o2', 'o3'),
			value: fc.constantFrom('audit', 'health', 'other'),
			owner: fc.boolean(),
		}),
		{ minLength: 4, maxLength: 14, selector: (row) => JSON.stringify(row) },
	),
	/** Objects with a waiver of the value, and of the one that takes it over first. */
	waived: fc.record({ value: fc.subarray(REFS), target: fc.subarray(REFS), days_left: fc.constantFrom(1, 1, 0) }),
	/** Objects that have an assignment and a waiver of the value and no more, so that the waiver may follow. */
	lone: fc.subarray(['o1', 'o2']),
});
export type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

/** The world for a wish: with the rows of it, and standing so that the change may be made, where it fits. */
export function worldFor(world: World, wish: Asked): World {
	const crowd = withLone(crowded(world, wish), wish);
	return wish.fits ? fitted(crowd, wish) : crowd;
}

/** What is changed has a status that leads to the one wished for, and rows move to values that are in use, or for a split may come into use. */
function fitted(world: World, { kind, axis, value, rule, to, move }: Asked): World {
	const from = to === 'active' ? 'candidate' : 'active';
	const target = (status: string) => (move === 'split' && status === 'candidate' ? status : 'active');
	return {
		...world,
		axes: world.axes.map((row) => (kind === 'axis' && row.axis === axis ? { ...row, status: from } : row)),
		values: world.values.map((row) => {
			if (kind !== 'value' || row.axis !== axis) return row;
			return { ...row, status: row.value === value ? from : target(row.status) };
		}),
		rules: world.rules.map((row) => (kind === 'rule' && row.rule === rule ? { ...row, status: from } : row)),
	};
}

/** The world with the wish's rows, and an active rule and objects that they matter to; of two active rows for a cell the world's own is left out. */
function crowded(world: World, { kind, axis, value, rows, mode, waived }: Asked): World {
	const at = (row: { ref: string; value: string }) => ({
		type: 'collection',
		ref: row.ref,
		axis,
		value: row.value,
		status: 'active',
	});
	const isNew = (row: { type: string; ref: string; axis: string; value: string }, owner: boolean) =>
		!rows.some(
			(one) =>
				one.owner === owner && one.ref === row.ref && one.value === row.value && row.axis === axis && row.type === 'collection',
		);
	const demand = { rule: 'RX', axis, applies_to: 'collection', mode, threshold: 0, staleness: 0, status: 'active' };
	const governed = REFS.map((ref) => ({ type: 'collection', ref, requires_owner: true, born: true }));
	return {
		...world,
		objects: [...world.objects.filter((row) => !governed.some((object) => isSame(object, row))), ...governed],
		axes: world.axes.map((row) => (row.axis === axis && kind !== 'axis' ? { ...row, status: 'active' } : row)),
		rules: [...world.rules, demand],
		assignments: [
			...world.assignments.filter((row) => isNew(row, false)),
			...rows
				.filter((row) => !row.owner)
				.map((row) => ({ ...at(row), zone: 'approved', confidence: 1, provenance: 'known' as const, age_days: 0 })),
		],
		parallel: [
			...world.parallel.filter((row) => isNew(row, true)),
			...rows
				.filter((row) => row.owner)
				.map((row) => ({ ...at(row), owner: 'GOV-SIV', kind: 'accountable', from: null, to: null })),
		],
		waivers: numbered([
			...waived.value.map((ref) => waive(axis, ref, value, 1)),
			...waived.target.map((ref) => waive(axis, ref, others(value)[0] ?? '', waived.days_left)),
			...world.waivers,
		]),
	};
}

const waive = (axis: string, ref: string, value: string, days_left: number) => ({
	type: 'collection',
	ref,
	axis,
	value,
	days_left,
	ended: false,
});

/** The world where each of the wish's lone objects has an assignment and a waiver of the value, and nothing else on the axis. */
function withLone(world: World, { axis, value, lone, mode }: Asked): World {
	const isLone = (row: ObjectRef & { axis?: string }) =>
		row.type === 'collection' && lone.includes(row.ref) && (row.axis ?? axis) === axis;
	const rest = <Row extends ObjectRef & { axis?: string }>(rows: Row[]) => rows.filter((row) => !isLone(row));
	return {
		...world,
		rules: world.rules.map((row) => (row.axis === axis && lone.length > 0 ? { ...row, mode } : row)),
		assignments: [
			...rest(world.assignments),
			...lone.map((ref) => ({
				type: 'collection',
				ref,
				axis,
				value,
				status: 'active',
				zone: 'approved',
				confidence: 1,
				provenance: 'known' as const,
				age_days: 0,
			})),
		],
		parallel: rest(world.parallel),
		canonical: rest(world.canonical),
		waivers: numbered([...rest(world.waivers), ...lone.map((ref) => waive(axis, ref, value, 1))]),
	};
}

const others = (value: string) => ['audit', 'health', 'other'].filter((code) => code !== value);

/** Objects with a row of the value, once each. */
function holders(world: World, axis: string, value: string): ObjectRef[] {
	const rows = [...world.assignments, ...world.parallel].filter(
		(row) => row.axis === axis && row.value === value && row.status === 'active',
	);
	return rows.filter((row, index) => rows.findIndex((other) => isSame(row, other)) === index);
}

/** The change as a caller would ask for it. A split names every second object for the first part. */
export function changeOf(world: World, { kind, axis, value, rule, to, move, rest }: Asked): AskedChange {
	const base = { kind, to, reason: 'because', merge_into: null, split_into: null };
	if (kind === 'axis') return { ...base, code: axis, axis_code: null };
	if (kind === 'rule') return { ...base, code: rule, axis_code: null };
	const change = { ...base, code: value, axis_code: axis };
	const [first = '', second = ''] = others(value);
	if (to === 'active' || move === 'none') return change;
	if (move === 'merge') return { ...change, merge_into: first };
	const named = (parity: number) =>
		holders(world, axis, value)
			.filter((_object, index) => index % 2 === parity)
			.map(({ type, ref }) => ({ object_type: type, object_ref: ref }));
	return {
		...change,
		split_into: [
			{ value_code: first, objects: named(0) },
			{ value_code: second, ...(rest ? {} : { objects: named(1) }) },
		],
	};
}
