/** What the report of a lifecycle change must say, counted cell by cell from the model of the world before and after. */
import type { AskedChange, ChangeReport, ModelStanding } from '../../../src/contract';
import { statusOf, worldAfter } from './lifecycle-model';
import type { Left } from './lifecycle-waivers';
import { modelOf, type Cell } from './model';
import type { World } from './world';

type Expected = Omit<
	ChangeReport,
	'conflicts' | 'left_behind' | 'waivers_left' | 'objects_without_owner' | 'needs_ratified_apr'
> & { left_behind: { waivers: number }; waivers_left: Left[] };

const key = (cell: Cell) => JSON.stringify([cell.type, cell.ref, cell.value]);
const minus = (one: Set<string>, other: Set<string>) => [...one].filter((cell) => !other.has(cell));

export function reportOf(world: World, change: AskedChange): Expected {
	const { world: later, rows, waivers_left } = worldAfter(world, change);
	const axis =
		change.axis_code ??
		(change.kind === 'axis' ? change.code : (world.rules.find((row) => row.rule === change.code)?.axis ?? ''));
	const [was, is] = [modelOf(world), modelOf(later)];
	const keys = (cells: Cell[]) => new Set(cells.filter((cell) => cell.axis === axis).map(key));
	const added = minus(keys(is.required), keys(was.required));
	const gapsAdded = minus(keys(is.gaps), keys(was.gaps));
	const owners = new Map<string, number>();
	for (const cell of added) {
		const codes = is.owners.filter((owner) => owner.axis === axis && key(owner) === cell).map((owner) => owner.owner);
		for (const owner of new Set(codes)) owners.set(owner, (owners.get(owner) ?? 0) + 1);
	}
	return {
		before: standingOf(world, change, axis),
		after: standingOf(later, change, axis),
		cells_added: added.length,
		cells_removed: minus(keys(was.required), keys(is.required)).length,
		gaps_added: gapsAdded.length,
		gaps_removed: minus(keys(was.gaps), keys(is.gaps)).length,
		owners: [...owners]
			.map(([owner_gov_code, cells]) => ({ owner_gov_code, cells }))
			.sort((a, b) => b.cells - a.cells || (a.owner_gov_code < b.owner_gov_code ? -1 : 1)),
		objects_without_owner_count: new Set(gapsAdded.map((cell) => JSON.stringify(JSON.parse(cell).slice(0, 2)))).size,
		rows,
		left_behind: { waivers: waivers_left.length },
		waivers_left,
	};
}

function standingOf(world: World, change: AskedChange, axis: string): ModelStanding {
	const row = modelOf(world).summary.find((one) => one.axis === axis) ?? {};
	const number = (name: string) => Number(row[name] ?? 0);
	const isActive = world.axes.some((one) => one.axis === axis && one.status === 'active');
	const active = new Set(world.values.filter((one) => one.axis === axis && one.status === 'active').map((one) => one.value));
	const rules = world.rules.filter((one) => isActive && one.axis === axis && one.status === 'active');
	return {
		status: statusOf(world, change) ?? 'candidate',
		required_cells: number('required'),
		gap_cells: number('gap'),
		direct_cells: number('direct'),
		inherited_cells: number('inherited'),
		waived_cells: number('waived'),
		ok: number('ok'),
		low_conf: number('low_conf'),
		stale: number('stale'),
		quarantine: number('quarantine'),
		missing_assignments: modelOf(world).missing.filter((one) => one.axis === axis).length,
		rules_without_values: active.size > 0 ? [] : rules.map((rule) => rule.rule).sort(),
	};
}
