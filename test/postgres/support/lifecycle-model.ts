/** What a lifecycle change must do to a world: the rules of the runbook, spelled out one row at a time. */
import fc from 'fast-check';
import { LIFECYCLE_TRANSITIONS, type AxisStatus, type LifecycleChange, type LifecycleReport } from '../../../src/contract';
import type { ObjectRef, World } from './world';

/** Changes of the worlds' axes, values and rules; `merge` and `split` become what fits the world. */
export const asked = fc.record({
	kind: fc.constantFrom('axis' as const, 'value' as const, 'value' as const, 'value' as const, 'rule' as const),
	axis: fc.constantFrom('a1', 'a2'),
	value: fc.constantFrom('audit', 'health', 'other'),
	rule: fc.constantFrom('R0', 'R1', 'RX'),
	to: fc.constantFrom('active' as const, 'deprecated' as const, 'retired' as const),
	move: fc.constantFrom('none', 'merge', 'merge', 'split'),
	rest: fc.boolean(),
	mode: fc.constantFrom('cross_product', 'per_assignment'),
	/** Rows that the world gets besides its own, so that moves meet something. */
	rows: fc.uniqueArray(
		fc.record({
			ref: fc.constantFrom('o1', 'o2', 'o3'),
			value: fc.constantFrom('audit', 'health', 'other'),
			owner: fc.boolean(),
		}),
		{ maxLength: 12, selector: (row) => JSON.stringify(row) },
	),
});
export type Asked = typeof asked extends fc.Arbitrary<infer Value> ? Value : never;

const same = (one: ObjectRef, other: ObjectRef) => one.type === other.type && one.ref === other.ref;

/** The world with the wish's rows, and an active rule and objects that they matter to; of two active rows for a cell the world's own is left out. */
export function crowd(world: World, { kind, axis, rows, mode }: Asked): World {
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
	const governed = ['o1', 'o2'].map((ref) => ({ type: 'collection', ref, requires_owner: true, born: true }));
	return {
		...world,
		objects: [...world.objects.filter((row) => !governed.some((object) => same(object, row))), ...governed],
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
	};
}

const others = (value: string) => ['audit', 'health', 'other'].filter((code) => code !== value);

/** Objects with a row of the value, once each. */
function holders(world: World, axis: string, value: string): ObjectRef[] {
	const rows = [...world.assignments, ...world.parallel].filter(
		(row) => row.axis === axis && row.value === value && row.status === 'active',
	);
	return rows.filter((row, index) => rows.findIndex((other) => same(row, other)) === index);
}

/** The change as a caller would ask for it. A split names every second object for the first part. */
export function changeOf(world: World, { kind, axis, value, rule, to, move, rest }: Asked): LifecycleChange {
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

/** Undefined where there is no such axis, value or rule. */
export const statusOf = (world: World, { kind, code, axis_code }: LifecycleChange): AxisStatus | undefined => {
	const found: string | undefined =
		kind === 'axis'
			? world.axes.find((row) => row.axis === code)?.status
			: kind === 'rule'
				? world.rules.find((row) => row.rule === code)?.status
				: world.values.find((row) => row.axis === axis_code && row.value === code)?.status;
	return found === 'candidate' || found === 'active' || found === 'deprecated' || found === 'retired' ? found : undefined;
};

/** The code of the refusal, or null where the change may be made. */
export function refusalOf(world: World, change: LifecycleChange): string | null {
	const from = statusOf(world, change);
	if (from === undefined) return 'AXIS_UNKNOWN_CODE';
	if (!LIFECYCLE_TRANSITIONS[from].includes(change.to)) return 'AXIS_TRANSITION';
	const status = (code: string) => world.values.find((row) => row.axis === change.axis_code && row.value === code)?.status;
	const allowed = change.merge_into === null ? ['active', 'candidate'] : ['active'];
	const targets = change.merge_into === null ? (change.split_into ?? []).map((part) => part.value_code) : [change.merge_into];
	return targets.every((code) => allowed.includes(status(code) ?? '')) ? null : 'AXIS_LIFECYCLE_CONFLICT';
}

/** The world after the change, and the rows that it touched. */
export function worldAfter(world: World, change: LifecycleChange): { world: World; rows: LifecycleReport['rows'] } {
	const rows = {
		values_activated: 0,
		values_reparented: 0,
		assignments_retargeted: 0,
		assignments_superseded: 0,
		owners_retargeted: 0,
		owners_superseded: 0,
		waivers_retargeted: 0,
	};
	const after = structuredClone(world);
	const { kind, code, axis_code: axis, to } = change;
	for (const row of after.axes) if (kind === 'axis' && row.axis === code) row.status = to;
	for (const row of after.rules) if (kind === 'rule' && row.rule === code) row.status = to;
	for (const row of after.values) if (kind === 'value' && row.axis === axis && row.value === code) row.status = to;
	if (kind !== 'value') return { world: after, rows };

	const parts = change.merge_into === null ? (change.split_into ?? []) : [{ value_code: change.merge_into, objects: undefined }];
	for (const row of after.values) {
		if (row.axis !== axis || row.status !== 'candidate' || !parts.some((part) => part.value_code === row.value)) continue;
		row.status = 'active';
		rows.values_activated++;
	}
	const targetOf = (object: ObjectRef) =>
		parts.find((part) => part.objects?.some((named) => named.object_type === object.type && named.object_ref === object.ref)) ??
		parts.find((part) => part.objects === undefined);
	const held = (row: ObjectRef & { axis: string; value: string; status: string }, target: string) =>
		row.axis === axis && row.value === target && row.status === 'active';
	for (const [index, row] of after.assignments.entries()) {
		const target = held(row, code) ? targetOf(row) : undefined;
		if (!target) continue;
		row.provenance = 'known';
		if (world.assignments.some((other, at) => at !== index && same(row, other) && held(other, target.value_code))) {
			row.status = 'superseded';
			rows.assignments_superseded++;
		} else {
			row.value = target.value_code;
			rows.assignments_retargeted++;
		}
	}
	for (const row of after.parallel) {
		const target = held(row, code) ? targetOf(row) : undefined;
		if (!target) continue;
		const kept = world.parallel.some(
			(other) =>
				same(row, other) &&
				held(other, target.value_code) &&
				other.kind === row.kind &&
				(row.kind === 'accountable' || other.owner === row.owner),
		);
		if (kept) {
			row.status = 'superseded';
			rows.owners_superseded++;
		} else {
			row.value = target.value_code;
			rows.owners_retargeted++;
		}
	}
	return { world: after, rows };
}
