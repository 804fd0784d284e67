/** Random questions to the reports: a world, one of its axes, what filters ask for, which report comes in pages of how many rows, and one object. */
import fc from 'fast-check';
import type { CellFilter } from '../../../src/coverage/filter';
import type { ObjectRef, World } from '../support/world';
import { anyOf, denseWorld, namedObject } from './dense-world';

export const LISTS = ['byValue', 'byOwner', 'byObject', 'byGroup', 'gaps', 'gapsOfGroup', 'gapsOfNone'] as const;

export interface Question {
	world: World;
	axis: string;
	/** What the matrix is asked for. */
	filters: CellFilter[];
	/** The list that is read in pages, as the first matrix is; others are read at once. */
	paged: (typeof LISTS)[number];
	/** Rows of a page. */
	limit: number;
	objects: ObjectRef[];
}

const activated = (sample: World, axis: string): World => ({
	...sample,
	axes: sample.axes.map((row) => (row.axis === axis ? { ...row, status: 'active' } : row)),
});

const NO_FILTER: CellFilter = { group: null, owner: '', state: '', search: '' };
const filter: fc.Arbitrary<CellFilter> = fc
	.record({
		group: anyOf(null, null, null, null, null, '', 'g0', 'g1', 'nowhere'),
		search: anyOf('', '', '', '', '', 'a', 'A', '_', '%', 'B_'),
		// A cell of an owner is never a gap, so most questions for gaps ask for no owner.
		cell: anyOf<Pick<CellFilter, 'owner' | 'state'>>(
			{ owner: '', state: '' },
			{ owner: 'GOV-DOT', state: '' },
			{ owner: 'GOV-SIV', state: 'direct' },
			{ owner: 'GOV-DOT', state: 'inherited' },
			{ owner: 'GOV-SIV', state: 'gap' },
			{ owner: '', state: 'direct' },
			{ owner: 'GOV-DOT', state: 'direct' },
			{ owner: '', state: 'inherited' },
			{ owner: '', state: 'gap' },
			{ owner: '', state: 'gap' },
			{ owner: '', state: 'waived' },
			{ owner: '', state: 'waived' },
			{ owner: '', state: 'waived' },
		),
	})
	.map(({ cell, ...rest }) => ({ ...rest, ...cell }));

const object = fc.oneof(
	{ weight: 3, arbitrary: namedObject },
	{ weight: 1, arbitrary: fc.record({ type: fc.constant('group'), ref: anyOf('g0', 'g1', 'g2', 'nowhere') }) },
);

export const question: fc.Arbitrary<Question> = fc
	.record({
		world: denseWorld,
		axis: fc.oneof({ weight: 14, arbitrary: anyOf('a1', 'a1', 'a2') }, { weight: 1, arbitrary: fc.constant('nowhere') }),
		/** Most questions are to an active axis; the others must be refused. */
		asIs: fc.oneof({ weight: 3, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) }),
		filters: fc.tuple(fc.oneof(fc.constant(NO_FILTER), filter), filter, filter, filter, filter),
		paged: anyOf(...LISTS),
		limit: anyOf(1, 2, 3),
		objects: fc.array(object, { minLength: 3, maxLength: 3 }),
	})
	.map(({ asIs, ...sample }) => (asIs ? sample : { ...sample, world: activated(sample.world, sample.axis) }));

/** The same question to axis a1, of which `total` objects need owners: one in eight is in no group, and a cell of one in ten is waived. */
export function crowdOf({ world: sample, ...rest }: Question, total: number): Question {
	const governed = sample.objects.filter((object) => object.requires_owner && object.born).length;
	const crowd = Array.from({ length: total - governed }, (_, index) => ({
		type: 'doc',
		ref: `x${String(index).padStart(3, '0')}`,
	}));
	const rule = {
		rule: 'CROWD',
		axis: 'a1',
		applies_to: '*',
		mode: 'cross_product',
		threshold: 0,
		staleness: 0,
		status: 'active',
	};
	const waiver = { axis: 'a1', value: 'other', approved_by: 'CROWD', days_left: 1, ended: false, moved_from: [] };
	const hung = crowd.map((child, index) => ({ child, parent: { type: 'group', ref: `g${index % 8}` } }));
	return {
		...rest,
		axis: 'a1',
		// Few pages of many rows.
		limit: 200 + rest.limit,
		world: {
			...activated(sample, 'a1'),
			objects: [...sample.objects, ...crowd.map((object) => ({ ...object, requires_owner: true, born: true }))],
			containment: [...sample.containment, ...hung.filter((_, index) => index % 8 < 7)],
			values: sample.values.map((value) => (value.value === 'other' ? { ...value, status: 'active' } : value)),
			rules: [...sample.rules, rule],
			waivers: [...sample.waivers, ...crowd.filter((_, index) => index % 10 === 0).map((object) => ({ ...object, ...waiver }))],
		},
	};
}
