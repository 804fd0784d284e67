/** What an assignment must do to a world, spelled out one cell at a time. */
import type { AssignmentBody, CellEffect } from '../../../src/contract';
import { isWaived, modelOf, sameCell, type Cell, type Owner } from '../support/model';
import type { ObjectRef, World } from '../support/world';

export interface Expected {
	/** Why it is refused before anything is written; null where it is not. */
	refused: 'AXIS_UNKNOWN_AXIS' | 'AXIS_CELLS_REFUSED' | null;
	world: World;
	cells: (Cell & { effect: CellEffect; owners_before: string[]; owners_after: string[] })[];
	gaps_before: number;
	gaps_after: number;
}

const OWNERS = ['GOV-DOT', 'GOV-SIV', 'GOV-MOIT'];
const SCOPES = ['audit', 'health'];
const same = (one: ObjectRef, other: ObjectRef) => one.type === other.type && one.ref === other.ref;
const nothing = (world: World, refused: Expected['refused']): Expected => ({
	refused,
	world,
	cells: [],
	gaps_before: 0,
	gaps_after: 0,
});

export function expectedOf(world: World, body: AssignmentBody): Expected {
	const axis = world.axes.find((row) => row.axis === body.axis_code && row.status === 'active');
	if (!axis) return nothing(world, 'AXIS_UNKNOWN_AXIS');
	const before = modelOf(world);
	const required = before.required.filter((cell) => cell.axis === axis.axis);
	const asked = askedCells(world, body, required);
	const values = 'cells' in body ? asked.map((cell) => cell.value) : body.value_codes;
	const isFine =
		OWNERS.includes(body.owner_gov_code) &&
		asked.length > 0 &&
		asked.every((cell) => required.some((one) => sameCell(one, cell))) &&
		values.every((value) =>
			world.values.some((row) => row.axis === axis.axis && row.value === value && row.status === 'active'),
		) &&
		(axis.source === 'parallel' ? 'cells' in body || body.as === 'direct' : values.every((value) => SCOPES.includes(value)));
	if (!isFine) return nothing(world, 'AXIS_CELLS_REFUSED');

	const write =
		axis.source === 'parallel' ? writeParallel(world, body, asked, before.owners) : writeCanonical(world, body, asked);
	const after = modelOf(write.world);
	const gapsOf = (gaps: Cell[]) => gaps.filter((gap) => gap.axis === axis.axis).length;
	return {
		refused: null,
		world: write.world,
		cells: asked.map((cell) => effectOf(cell, write, before.owners, after.owners)),
		gaps_before: gapsOf(before.gaps),
		gaps_after: gapsOf(after.gaps),
	};
}

function askedCells(world: World, body: AssignmentBody, required: Cell[]): Cell[] {
	const cells =
		'cells' in body
			? body.cells.map(({ object_type, object_ref, value_code }) => ({
					type: object_type,
					ref: object_ref,
					axis: body.axis_code,
					value: value_code,
				}))
			: required.filter(
					(cell) => body.value_codes.includes(cell.value) && membersOf(world, body.group_ref).some((one) => same(one, cell)),
				);
	return cells
		.filter((cell, index) => cells.findIndex((other) => sameCell(other, cell)) === index)
		.map(({ type, ref, axis, value }) => ({ type, ref, axis, value }));
}

export function membersOf(world: World, group: string): ObjectRef[] {
	const members: ObjectRef[] = [];
	const follow = (parent: ObjectRef) => {
		for (const { child } of world.containment.filter((pair) => same(pair.parent, parent))) {
			if (members.some((member) => same(member, child))) continue;
			members.push(child);
			follow(child);
		}
	};
	follow({ type: 'group', ref: group });
	return members;
}

interface Write {
	world: World;
	blocked: Cell[];
	replaced: Cell[];
}

function writeParallel(world: World, body: AssignmentBody, asked: Cell[], owners: Owner[]): Write {
	const blocked: Cell[] = [];
	const replaced: Cell[] = [];
	let parallel = [...world.parallel];
	for (const cell of asked) {
		const standing = parallel.find((row) => row.kind === 'accountable' && row.status === 'active' && sameCell(row, cell));
		const owner = owners.find((one) => sameCell(one, cell))?.owner;
		if (standing && owner !== undefined && (owner === body.owner_gov_code || body.replace !== true)) continue;
		if (standing && body.replace !== true) {
			blocked.push(cell);
			continue;
		}
		if (standing) {
			replaced.push(cell);
			parallel = parallel.map((row) => (row === standing ? { ...row, status: 'superseded' } : row));
		}
		parallel.push({ ...cell, owner: body.owner_gov_code, kind: 'accountable', status: 'active', from: null, to: null });
	}
	return { world: { ...world, parallel }, blocked, replaced };
}

function writeCanonical(world: World, body: AssignmentBody, asked: Cell[]): Write {
	const anchor = !('cells' in body) && body.as === 'anchor';
	const places = anchor
		? [...new Set(asked.map((cell) => cell.value))].map((value) => ({ type: 'group', ref: body.group_ref, value }))
		: asked;
	const blocked: Cell[] = [];
	const replaced: Cell[] = [];
	let canonical = [...world.canonical];
	for (const { type, ref, value } of places) {
		const standing = world.canonical.find(
			(row) => row.kind === 'accountable' && row.status === 'active' && same(row, { type, ref }) && row.scope === value,
		);
		const meant = asked.filter((cell) => cell.value === value && (anchor || same(cell, { type, ref })));
		if (standing && standing.owner === body.owner_gov_code && (!anchor || standing.anchor === true)) continue;
		if (standing && body.replace !== true) {
			if (anchor) blocked.push(...meant);
			continue;
		}
		if (standing) {
			replaced.push(...meant);
			canonical = canonical.map((row) => (row === standing ? { ...row, status: 'superseded' } : row));
		}
		const isAnchor = anchor || standing?.anchor === true;
		canonical.push({
			type,
			ref,
			scope: value,
			owner: body.owner_gov_code,
			kind: 'accountable',
			status: 'active',
			anchor: isAnchor,
		});
	}
	return { world: { ...world, canonical }, blocked, replaced };
}

function effectOf(cell: Cell, write: Write, before: Owner[], after: Owner[]): Expected['cells'][number] {
	const [old, now] = [nearest(before, cell), nearest(after, cell)];
	const is = (cells: Cell[]) => cells.some((one) => sameCell(one, cell));
	const isSame = JSON.stringify(old) === JSON.stringify(now);
	const several = now.owners.length > 1 && now.owners.join() !== old.owners.join();
	const effect: CellEffect =
		is(write.blocked) || now.owners.length === 0 || several
			? 'conflict'
			: old.owners.length === 0
				? 'covered'
				: isSame
					? 'kept'
					: is(write.replaced)
						? 'replaced'
						: 'overridden';
	return { ...cell, effect, owners_before: old.owners, owners_after: now.owners };
}

export function nearest(owners: Owner[], cell: Cell): { owners: string[]; depth: number } {
	const found = owners.filter((owner) => sameCell(owner, cell));
	return {
		owners: [...new Set(found.map((owner) => owner.owner))].sort(),
		depth: Math.min(...found.map((owner) => owner.depth)),
	};
}

/** The same rows away and back, in a world that may have gone on since: rows are told apart by identity. */
export function undoIn(before: World, after: World): (world: World) => World {
	const back =
		<Row extends object>(old: Row[], made: Row[]) =>
		(rows: Row[]) => [
			...rows.filter((row) => !made.includes(row) || old.includes(row)),
			...old.filter((row) => !made.includes(row)),
		];
	return (world) => ({
		...world,
		parallel: back(before.parallel, after.parallel)(world.parallel),
		canonical: back(before.canonical, after.canonical)(world.canonical),
	});
}

/** How many of the cells have no owner and a waiver in force: covered from now on, and no gap less. */
export function waivedAmong(cells: Expected['cells'], world: World): number {
	return cells.filter((cell) => cell.owners_before.length === 0 && isWaived(world, cell)).length;
}
