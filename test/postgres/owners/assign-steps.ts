/** Random worlds and steps for the models of owners: given, ended, handed over. */
import fc from 'fast-check';
import type { AssignmentBody, EndBody, TransferBody } from '../../../src/contract';
import { modelOf } from '../support/model';
import { numbered, world, type World } from '../support/world';

/** A world in which there is something to assign: one axis of each kind, a rule on each, every object in a group that has an owner, and some that have their own or a waiver. */
const crowded = world.map((sample): World => {
	const hung = sample.objects.map(({ type, ref }) => ({ child: { type, ref }, parent: { type: 'group', ref: 'g0' } }));
	const containment = [...sample.containment, ...hung];
	const rules = ['a1', 'a2'].map((axis) => ({
		rule: `ALL-${axis}`,
		axis,
		applies_to: '*',
		mode: 'cross_product',
		threshold: 0,
		staleness: 0,
		status: 'active',
	}));
	const anchor = {
		type: 'group',
		ref: 'g0',
		scope: 'audit',
		owner: 'GOV-DOT',
		kind: 'accountable',
		status: 'active',
		anchor: true,
	};
	const owned = sample.objects
		.map(({ type, ref }) => ({ type, ref, axis: 'a2', value: 'audit', owner: 'GOV-DOT', kind: 'accountable', status: 'active' }))
		.filter((row) => !sample.parallel.some((one) => one.type === row.type && one.ref === row.ref && one.value === row.value));
	const waived = sample.objects.flatMap(({ type, ref }) =>
		['a1', 'a2'].map((axis) => ({ type, ref, axis, value: 'health', days_left: 1, ended: false })),
	);
	const isTaken = ({ type, ref }: { type: string; ref: string }) =>
		sample.canonical.some((row) => row.type === type && row.ref === ref && row.scope === 'audit' && row.kind === 'accountable');
	// Where the own owner of the first one ends, it falls back to that of its group.
	const own = sample.objects.slice(0, 1).map(({ type, ref }) => ({ ...anchor, type, ref, owner: 'GOV-SIV', anchor: false }));
	return {
		...sample,
		canonical: [...sample.canonical, ...[anchor, ...own].filter((row) => !isTaken(row))],
		parallel: [...sample.parallel, ...owned.map((row) => ({ ...row, from: null, to: null }))],
		waivers: numbered([...waived, ...sample.waivers]),
		values: sample.values.map((row) => (row.value === 'other' ? row : { ...row, status: 'active' })),
		containment: [...new Map(containment.map((pair) => [JSON.stringify(pair), pair])).values()],
		axes: [
			{ axis: 'a1', status: 'active', source: 'canonical' },
			{ axis: 'a2', status: 'active', source: 'parallel' },
		],
		rules: [...sample.rules, ...rules],
	};
});
export const crowdedWorld: fc.Arbitrary<World> = fc.oneof({ weight: 8, arbitrary: crowded }, world);

/** What a step of a sequence picks, by numbers that are read against the world as it is then. */
export const step = fc.record({
	undo: fc.oneof(fc.constant(null), fc.nat(1)),
	act: fc.constantFrom('assign', 'assign', 'assign', 'end', 'end', 'transfer'),
	axis: fc.constantFrom('a1', 'a2'),
	owner: fc.oneof({ weight: 20, arbitrary: fc.constantFrom('GOV-DOT', 'GOV-SIV', 'GOV-MOIT') }, fc.constant('GOV-NOBODY')),
	replace: fc.constantFrom(true, true, false),
	// An anchor on g0, which has one mostly: what conflicts.
	as: fc.constantFrom('cells', 'direct', 'anchor', 'anchor'),
	group: fc.oneof({ weight: 6, arbitrary: fc.constant('g0') }, { weight: 1, arbitrary: fc.constantFrom('g1', 'g2', 'g3') }),
	values: fc.uniqueArray(fc.constantFrom('audit', 'health', 'other'), { minLength: 1 }),
	picks: fc.array(fc.nat(20), { minLength: 1, maxLength: 4 }),
	stranger: fc.oneof({ weight: 16, arbitrary: fc.constant(false) }, fc.constant(true)),
});

/** The request that a step is, against the world as it is then. */
export function bodyOf(step: Step, now: World): AssignmentBody {
	// What an axis refuses is asked for now and then only: a sequence of refusals says little.
	const isTame = step.axis === 'a1' && !step.stranger;
	const allowed = (value: string) => !isTame || value !== 'other';
	const values = step.values.filter(allowed);
	const base = { axis_code: step.axis, owner_gov_code: step.owner, reason: 'model', replace: step.replace };
	if (step.as !== 'cells') {
		const value_codes = values.length > 0 ? values : ['audit'];
		const as = step.axis === 'a1' || step.stranger ? step.as : 'direct';
		return { ...base, as, group_ref: step.group, value_codes };
	}
	const required = modelOf(now).required.filter((cell) => cell.axis === step.axis && allowed(cell.value));
	const cells = step.picks.flatMap((pick) => required[pick % Math.max(1, required.length)] ?? []);
	const stranger = step.stranger || cells.length === 0 ? [{ type: 'doc', ref: 'o9', value: 'audit' }] : [];
	return {
		...base,
		cells: [...cells, ...stranger].map(({ type, ref, value }) => ({ object_type: type, object_ref: ref, value_code: value })),
	};
}

/** Ends what stands, and now and then what does not. */
export function endBodyOf({ axis, as, group, values, picks, stranger }: Step, now: World): EndBody {
	const base = { axis_code: axis, reason: 'model' };
	// A group has one owner of a value, and its objects many.
	const byName = as === 'cells' || (as === 'anchor' && picks.length > 1);
	if (!byName) return { ...base, as, group_ref: group, value_codes: values };
	const isCanonical = now.axes.some((row) => row.axis === axis && row.source === 'canonical');
	const standing = (
		isCanonical ? now.canonical.map((row) => ({ ...row, value: row.scope })) : now.parallel.filter((row) => row.axis === axis)
	).filter((row) => row.kind === 'accountable' && row.status === 'active');
	const cells = picks.flatMap((pick) => standing[pick % Math.max(1, standing.length)] ?? []);
	const strangers = stranger || cells.length === 0 ? [{ type: 'doc', ref: 'o9', value: 'audit' }] : [];
	const named = [...new Set([...cells, ...strangers].map(({ type, ref, value }) => JSON.stringify([type, ref, value])))];
	return {
		...base,
		cells: named.map((cell) => {
			const [object_type, object_ref, value_code] = JSON.parse(cell);
			return { object_type, object_ref, value_code };
		}),
	};
}

/** Hands over all, or what is of an axis or in a group. */
export function transferBodyOf({ axis, owner, group, values, picks }: Step): TransferBody {
	const from = ['GOV-DOT', 'GOV-DOT', 'GOV-SIV', 'GOV-MOIT'][(picks[0] ?? 0) % 4] ?? 'GOV-DOT';
	return {
		...{ from, to: owner, reason: 'model' },
		...(picks.length === 1 ? { axes: [axis] } : {}),
		...(values.length === 1 ? { groups: [group] } : {}),
	};
}
export type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
