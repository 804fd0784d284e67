/** What the reports of an axis must say of a world: the contract spelled out, one cell at a time. */
import type { GroupFilter } from '../../../src/coverage/filter';
import type {
	AxisCoverage,
	CoverageGap,
	CoveredCell,
	GroupCoverage,
	ObjectCoverage,
	OwnerCoverage,
	ValueCoverage,
} from '../../../src/contract';
import { isWaived, sameCell, type Answer, type Owner } from './model';
import { shownValues } from './semantics-model';
import { comparePaths, groupPath, groupsAbove, groupsRight } from './group-model';
import { isSame, type ObjectRef, type World } from './world';

/** A world and what its model says of it, as seen from one active axis. */
export interface Scene {
	world: World;
	model: Answer;
	axis: string;
	cells: CoveredCell[];
	/** Values that the axis is shown with, in their order. */
	values: string[];
}

export function sceneOf(world: World, model: Answer, axis: string): Scene {
	return { world, model, axis, values: shownValues(world, axis), cells: coveredCells(world, model, axis) };
}

/** By nearness; of equally near ones the first by name. */
export const nearestFirst = (one: Owner, other: Owner) =>
	one.depth - other.depth || compare(one.owner, other.owner) || compare(one.anchor_ref, other.anchor_ref);

const compare = (one: string, other: string) => Number(one > other) - Number(one < other);
/** No group comes last. */
const compareGroups = (one: string | null, other: string | null) =>
	Number(one === null) - Number(other === null) || compare(one ?? '', other ?? '');
const compareObjects = (one: CoveredCell, other: CoveredCell) =>
	compare(one.object_type, other.object_type) || compare(one.object_ref, other.object_ref);
const compareRows = (one: CoveredCell, other: CoveredCell) =>
	compareGroups(one.group_ref, other.group_ref) || compareObjects(one, other) || compare(one.value_code, other.value_code);

/** Required cells of the axis, in the order of the matrix' rows. */
function coveredCells(world: World, { required, owners }: Answer, axis: string): CoveredCell[] {
	const cells = required.filter((cell) => cell.axis === axis);
	return cells
		.map(({ rules: _rules, ...cell }): CoveredCell => {
			const [nearest] = owners.filter((owner) => sameCell(owner, cell)).sort(nearestFirst);
			return {
				object_type: cell.type,
				object_ref: cell.ref,
				group_ref: groupOf(world, cell),
				axis_code: axis,
				value_code: cell.value,
				state: nearest ? (nearest.depth === 0 ? 'direct' : 'inherited') : isWaived(world, cell) ? 'waived' : 'gap',
				owner_gov_code: nearest?.owner ?? null,
				source_anchor_ref: nearest && nearest.depth > 0 ? nearest.anchor_ref : null,
			};
		})
		.sort(compareRows);
}

/** An object of several groups is told under the first by name. */
const groupOf = (world: World, object: ObjectRef): string | null => groupsRight(world, object)[0] ?? null;

const isCovered = ({ state }: CoveredCell) => state === 'direct' || state === 'inherited';

/** Counts of some cells: required = covered + gap + waived. */
export const countsOf = (cells: CoveredCell[]) => ({
	covered: cells.filter(isCovered).length,
	gap: cells.filter(({ state }) => state === 'gap').length,
	waived: cells.filter(({ state }) => state === 'waived').length,
});

/** Cells that share a key, in the order in which the keys come. */
export const chunks = (cells: CoveredCell[], keyOf: (cell: CoveredCell) => unknown): CoveredCell[][] => {
	const keys = [...new Set(cells.map((cell) => JSON.stringify(keyOf(cell))))];
	return keys.map((key) => cells.filter((cell) => JSON.stringify(keyOf(cell)) === key));
};
/** What tells an object from others. */
export const objectKey = (cell: CoveredCell) => [cell.object_type, cell.object_ref];

export function axesOf({ summary, missing }: Answer): AxisCoverage[] {
	return summary.map((row) => {
		const figure = (name: string) => Number(row[name]);
		const covered = figure('direct') + figure('inherited');
		return {
			axis_code: String(row.axis),
			axis_name: String(row.axis),
			axis_kind: 'uncertain',
			status: 'active',
			rolled_out: true,
			required_cells: figure('required'),
			gap_cells: figure('gap'),
			covered_cells: covered,
			direct_cells: figure('direct'),
			inherited_cells: figure('inherited'),
			waived_cells: figure('waived'),
			coverage_percent: figure('required') === 0 ? null : Math.floor((1000 * covered) / figure('required')) / 10,
			ok: figure('ok'),
			low_conf: figure('low_conf'),
			stale: figure('stale'),
			quarantine: figure('quarantine'),
			stale_owner_cells: 0,
			untagged_objects: missing.filter(({ axis }) => axis === row.axis).length,
		};
	});
}

export const valuesOf = ({ cells, values }: Scene): ValueCoverage[] =>
	values.map((value_code) => {
		const own = cells.filter((cell) => cell.value_code === value_code);
		return { value_code, objects: own.length, ...countsOf(own) };
	});

/** Of a parallel axis only what is there owns: objects of the inventory, and what contains something. */
export function ownersOf({ world, model, axis }: Scene, nameOf: (code: string) => string | null): OwnerCoverage[] {
	const isParallel = world.axes.some((row) => row.axis === axis && row.source === 'parallel');
	const there = [...world.objects, ...world.containment.map(({ parent }) => parent)];
	const owners = model.owners.filter(
		(owner) => owner.axis === axis && (!isParallel || there.some((object) => isSame(object, owner))),
	);
	return [...new Set(owners.map(({ owner }) => owner))].sort().map((owner_gov_code) => {
		const own = owners.filter(({ owner }) => owner === owner_gov_code);
		const direct = own.filter(({ depth }) => depth === 0).length;
		return {
			owner_gov_code,
			owner_name: nameOf(owner_gov_code),
			cells: own.length,
			direct,
			inherited: own.length - direct,
			stale_cells: 0,
		};
	});
}

export const objectsOf = ({ cells }: Scene): ObjectCoverage[] =>
	chunks([...cells].sort(compareObjects), objectKey).flatMap((own) => {
		const [first] = own;
		if (!first) return [];
		return [{ object_type: first.object_type, object_ref: first.object_ref, required: own.length, ...countsOf(own) }];
	});

/** Each group with the cells of all that is below it, in the order of the tree; those of no group last. */
export function rolledUp({ world, cells }: Scene): { group_ref: string | null; group_path: string[]; own: CoveredCell[] }[] {
	const refs = [...new Set(cells.flatMap((cell) => groupsAbove(world, objectOf(cell))))];
	const groups = refs.map((group_ref) => ({
		group_ref,
		group_path: groupPath(world, group_ref),
		own: cells.filter((cell) => groupsAbove(world, objectOf(cell)).includes(group_ref)),
	}));
	const none = { group_ref: null, group_path: [], own: cells.filter(({ group_ref }) => group_ref === null) };
	const inOrder = groups.sort((one, other) => comparePaths(one.group_path, other.group_path));
	return none.own.length > 0 ? [...inOrder, none] : inOrder;
}

const objectOf = ({ object_type, object_ref }: CoveredCell): ObjectRef => ({ type: object_type, ref: object_ref });

export const groupsOf = (scene: Scene): GroupCoverage[] =>
	rolledUp(scene).map(({ group_ref, group_path, own }) => {
		const direct = own.filter((cell) => group_ref === null || groupsRight(scene.world, objectOf(cell)).includes(group_ref));
		return {
			group_ref,
			parent_ref: group_ref === null ? null : (groupsRight(scene.world, { type: 'group', ref: group_ref })[0] ?? null),
			group_path,
			objects: chunks(own, objectKey).length,
			direct_objects: chunks(direct, objectKey).length,
			required: own.length,
			...countsOf(own),
		};
	});

/** Null is every group, and an empty name none. */
export const isOfGroup = ({ world }: Scene, cell: CoveredCell, group: GroupFilter) =>
	group === null || (group === '' ? cell.group_ref === null : groupsAbove(world, objectOf(cell)).includes(group));

export const gapsOf = (scene: Scene, group: GroupFilter): CoverageGap[] =>
	scene.cells
		.filter((cell) => cell.state === 'gap' && isOfGroup(scene, cell, group))
		.map(({ state: _state, owner_gov_code: _owner, source_anchor_ref: _anchor, ...gap }) => gap);
