/** Random worlds in which much is required, owned and waived, so that every report has something to say of one axis. */
import fc from 'fast-check';
import { keyOf, mostly, numbered, singleActive, world, type World } from '../support/world';

/** Names that a pattern or a letter's size could mistake for each other; in any collation they sort in this order. */
export const NAMES = ['A_1', 'a%2', 'b_3'] as const;
const [first, second, third] = NAMES;

export const anyOf = <Value>(...values: Value[]) => fc.constantFrom(...values);

const axis = anyOf('a1', 'a1', 'a2');
const owner = anyOf('GOV-DOT', 'GOV-DOT', 'GOV-DOT', 'GOV-SIV', 'GOV-MOIT');
export const namedObject = fc.record({ type: anyOf('collection', 'doc'), ref: anyOf(...NAMES) });
const group = fc.record({ type: fc.constant('group'), ref: anyOf('g0', 'g1') });

/** What a dense world has beyond a plain one. */
const more = fc.record({
	demands: fc.array(fc.tuple(mostly(true, false), mostly(true, false)), { minLength: 6, maxLength: 6 }),
	rules: fc.array(
		fc.record({
			axis,
			applies_to: anyOf('*', '*', 'collection', 'doc'),
			mode: mostly('cross_product', 'per_assignment'),
		}),
		{ minLength: 2, maxLength: 4 },
	),
	hung: fc.array(fc.record({ child: namedObject, parent: group }), { minLength: 6, maxLength: 10 }),
	canonical: fc.array(fc.record({ at: namedObject, scope: anyOf('audit', 'health'), owner }), { minLength: 1, maxLength: 3 }),
	anchors: fc.array(fc.record({ at: group, scope: anyOf('audit', 'health'), owner }), { minLength: 3, maxLength: 5 }),
	parallel: fc.array(fc.record({ at: namedObject, axis, value: anyOf('audit', 'health', 'other'), owner }), {
		minLength: 3,
		maxLength: 7,
	}),
	waivers: fc.array(
		fc.record({
			at: namedObject,
			axis,
			value: anyOf('audit', 'health', 'other'),
			days_left: mostly(1, 0, -1),
			ended: mostly(false, true),
		}),
		{ minLength: 4, maxLength: 10 },
	),
});

const accountable = { kind: 'accountable', status: 'active' };

/** The world with its objects under the names above. */
const named = (sample: World): World => {
	const text = JSON.stringify(sample);
	return JSON.parse(text.replaceAll('"o1"', `"${first}"`).replaceAll('"o2"', `"${second}"`).replaceAll('"o3"', `"${third}"`));
};

/** Owners of axis a1 are canonical, and two of its values are active: who owns groups matters there. */
export const denseWorld: fc.Arbitrary<World> = fc.tuple(world.map(named), more).map(([sample, extra]) => {
	const objects = ['collection', 'doc'].flatMap((type) => NAMES.map((ref) => ({ type, ref })));
	const canonical = [...extra.anchors, ...extra.canonical].map(({ at, ...row }) => ({
		...at,
		...row,
		...accountable,
		anchor: true,
	}));
	const parallel = extra.parallel.map(({ at, ...row }) => ({ ...at, ...row, ...accountable, from: null, to: null }));
	const containment = [...sample.containment, ...extra.hung];
	return {
		...sample,
		axes: sample.axes.map((row) => (row.axis === 'a1' ? { ...row, source: 'canonical' } : row)),
		values: sample.values.map((row) => (row.axis === 'a1' && row.value !== 'other' ? { ...row, status: 'active' } : row)),
		objects: objects.map((object, index) => {
			const [requires_owner = true, born = true] = extra.demands[index] ?? [];
			return { ...object, requires_owner, born };
		}),
		containment: [
			...new Map(containment.map((pair) => [keyOf(pair.child.type, pair.child.ref, pair.parent.ref), pair])).values(),
		],
		rules: [
			...sample.rules,
			...extra.rules.map((rule, index) => ({ rule: `D${index}`, ...rule, threshold: 0, staleness: 0, status: 'active' })),
		],
		canonical: singleActive([...sample.canonical, ...canonical], (row) => keyOf(row.type, row.ref, row.scope)),
		parallel: singleActive([...sample.parallel, ...parallel], (row) => keyOf(row.type, row.ref, row.axis, row.value)),
		waivers: numbered([
			...sample.waivers.map(({ approved_by: _by, moved_from: _from, ...row }) => row),
			...extra.waivers.map(({ at, ...row }) => ({ ...at, ...row })),
		]),
	};
});
