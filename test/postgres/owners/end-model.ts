/** What ending owners and handing them over must do to a world, spelled out one row at a time. */
import type { EndBody, TransferBody } from '../../../src/contract';
import { modelOf, type Cell } from '../support/model';
import type { ObjectRef, World } from '../support/world';
import { membersOf, nearest } from './assign-model';

type Canonical = World['canonical'][number];
type Parallel = World['parallel'][number];

export interface ExpectedEnd {
	/** Why it is refused before anything is written; null where it is not. */
	refused: 'AXIS_UNKNOWN_AXIS' | 'AXIS_CELLS_REFUSED' | null;
	world: World;
	axes: string[];
	rows_ended: number;
	rows_inserted: number;
	anchors_ended: number;
	/** Cells whose owner changes. */
	cells: (Cell & { effect: 'passed' | 'inherited' | 'opened'; owners_before: string[]; owners_after: string[] })[];
	kept_cells: number;
	gaps_before: number;
	gaps_after: number;
}

const AUTHORITIES = ['GOV-DOT', 'GOV-SIV', 'GOV-MOIT'];
const same = (one: ObjectRef, other: ObjectRef) => one.type === other.type && one.ref === other.ref;
const stands = (row: Canonical | Parallel) => row.kind === 'accountable' && row.status === 'active';
const nothing = (world: World, refused: ExpectedEnd['refused']): ExpectedEnd => ({
	...{ refused, world, axes: [], rows_ended: 0, rows_inserted: 0, anchors_ended: 0 },
	...{ cells: [], kept_cells: 0, gaps_before: 0, gaps_after: 0 },
});

/** Rows end whether they are in effect or not; each place that is named has one, and a group's cells have one at least. */
export function expectedEnd(world: World, body: EndBody): ExpectedEnd {
	const axis = world.axes.find((row) => row.axis === body.axis_code && row.status === 'active');
	if (!axis) return nothing(world, 'AXIS_UNKNOWN_AXIS');
	const places = placesOf(world, body);
	const isAsked = (row: ObjectRef, value: string) => places.some((place) => same(place, row) && place.value === value);
	const ending = {
		canonical: axis.source === 'canonical' ? world.canonical.filter((row) => stands(row) && isAsked(row, row.scope)) : [],
		parallel:
			axis.source === 'parallel'
				? world.parallel.filter((row) => stands(row) && row.axis === axis.axis && isAsked(row, row.value))
				: [],
	};
	const found = [...ending.canonical.map((row) => ({ ...row, value: row.scope })), ...ending.parallel];
	const isFine =
		'cells' in body || body.as === 'anchor'
			? places.every((place) => found.some((row) => same(row, place) && row.value === place.value))
			: found.length > 0;
	return isFine ? outcome(world, ending, null, () => axis.axis) : nothing(world, 'AXIS_CELLS_REFUSED');
}

function placesOf(world: World, body: EndBody): (ObjectRef & { value: string })[] {
	if ('cells' in body) {
		return body.cells.map(({ object_type, object_ref, value_code }) => ({
			type: object_type,
			ref: object_ref,
			value: value_code,
		}));
	}
	const group = { type: 'group', ref: body.group_ref };
	if (body.as === 'anchor') return body.value_codes.map((value) => ({ ...group, value }));
	const members = membersOf(world, body.group_ref);
	return modelOf(world).required.filter(
		(cell) => cell.axis === body.axis_code && body.value_codes.includes(cell.value) && members.some((one) => same(one, cell)),
	);
}

/** Every row in effect passes on; of a base row the axis is the first active one that has its value. */
export function expectedTransfer(world: World, { from, to, axes = [], groups = [] }: TransferBody): ExpectedEnd {
	const active = world.axes.filter((row) => row.status === 'active');
	if (axes.some((axis) => !active.some((row) => row.axis === axis))) return nothing(world, 'AXIS_UNKNOWN_AXIS');
	const isMeant = (axis: string | null) => axes.length === 0 || (axis !== null && axes.includes(axis));
	const axisOf = ({ scope }: Canonical) =>
		active
			.filter((row) => row.source === 'canonical' && isMeant(row.axis))
			.map((row) => row.axis)
			.filter((axis) => world.values.some((row) => row.axis === axis && row.value === scope))
			.sort()[0] ?? null;
	const isPlaced = (row: ObjectRef) =>
		groups.length === 0 ||
		groups.some((ref) => same(row, { type: 'group', ref }) || membersOf(world, ref).some((one) => same(one, row)));
	const ending = {
		canonical: world.canonical.filter((row) => stands(row) && row.owner === from && isMeant(axisOf(row)) && isPlaced(row)),
		parallel: world.parallel.filter(
			(row) =>
				stands(row) && row.owner === from && (row.from ?? -1) <= 0 && (row.to ?? 1) > 0 && isMeant(row.axis) && isPlaced(row),
		),
	};
	const isGroup = (ref: string) =>
		world.containment.some(({ child, parent }) => [child, parent].some((one) => same(one, { type: 'group', ref })));
	const isFine =
		AUTHORITIES.includes(to) && from !== to && groups.every(isGroup) && ending.canonical.length + ending.parallel.length > 0;
	return isFine ? outcome(world, ending, to, axisOf) : nothing(world, 'AXIS_CELLS_REFUSED');
}

function outcome(
	world: World,
	ending: { canonical: Canonical[]; parallel: Parallel[] },
	to: string | null,
	axisOf: (row: Canonical) => string | null,
): ExpectedEnd {
	const status = to === null ? 'revoked' : 'superseded';
	const after: World = {
		...world,
		canonical: [
			...world.canonical.map((row) => (ending.canonical.includes(row) ? { ...row, status } : row)),
			...(to === null ? [] : ending.canonical.map((row) => ({ ...row, owner: to, anchor: row.anchor === true }))),
		],
		parallel: [
			...world.parallel.map((row) => (ending.parallel.includes(row) ? { ...row, status } : row)),
			...(to === null ? [] : ending.parallel.map((row) => ({ ...row, owner: to, from: null }))),
		],
	};
	const owned = [
		...ending.canonical.map((row) => ({ axis: axisOf(row), owner: row.owner })),
		...ending.parallel.map(({ axis, owner }) => ({ axis, owner })),
	];
	const axes = [...new Set(owned.flatMap(({ axis }) => axis ?? []))].sort();
	const [old, now] = [modelOf(world), modelOf(after)];
	const touched = old.required.flatMap(({ type, ref, axis, value }) => {
		const cell = { type, ref, axis, value };
		const [before, then] = [nearest(old.owners, cell), nearest(now.owners, cell)];
		if (!owned.some((one) => one.axis === axis && before.owners.includes(one.owner))) return [];
		const effect =
			then.owners.length === 0
				? ('opened' as const)
				: JSON.stringify(before) === JSON.stringify(then)
					? ('kept' as const)
					: to !== null && then.owners.includes(to)
						? ('passed' as const)
						: ('inherited' as const);
		return [{ ...cell, effect, owners_before: before.owners, owners_after: then.owners }];
	});
	const gapsOf = (gaps: Cell[]) => gaps.filter((gap) => axes.includes(gap.axis)).length;
	const rows = ending.canonical.length + ending.parallel.length;
	return {
		refused: null,
		world: after,
		axes,
		rows_ended: rows,
		rows_inserted: to === null ? 0 : rows,
		anchors_ended: ending.canonical.filter((row) => row.anchor === true).length,
		cells: touched.flatMap(({ effect, ...cell }) => (effect === 'kept' ? [] : [{ ...cell, effect }])),
		kept_cells: touched.filter((cell) => cell.effect === 'kept').length,
		gaps_before: gapsOf(old.gaps),
		gaps_after: gapsOf(now.gaps),
	};
}
