/** What an axis asks for beyond the usual, spelled out: which values an object has, and who owns it from above, one step up at a time. */
import { isSame, type ObjectRef, type World } from './world';

/** What an axis without a row asks for. */
export const USUAL = { cardinality: 'many', missing: 'finding', tags: 'none', owners: 'none', order: [] };

export const semanticsOf = (world: World, axis: string) => world.semantics.find((row) => row.axis === axis) ?? USUAL;

/** The object itself, then what contains it right above, and so on: each once, at its least depth. */
export function levelsOf(world: World, node: ObjectRef): ObjectRef[][] {
	const levels = [[node]];
	const seen: ObjectRef[] = [node];
	for (const level of levels) {
		const above: ObjectRef[] = [];
		for (const { child, parent } of world.containment) {
			if (!level.some((object) => isSame(object, child)) || seen.some((object) => isSame(object, parent))) continue;
			seen.push(parent);
			above.push(parent);
		}
		if (above.length > 0) levels.push(above);
	}
	return levels;
}

/** Rows of the first level that has any, of those that are sought for together. */
export function nearest<Row extends ObjectRef>(
	world: World,
	node: ObjectRef,
	rows: Row[],
	inherits: boolean,
	together: (row: Row) => string,
): (Row & { depth: number })[] {
	const found: (Row & { depth: number })[] = [];
	for (const [depth, level] of levelsOf(world, node)
		.slice(0, inherits ? undefined : 1)
		.entries()) {
		const here = rows.filter((row) => level.some((object) => isSame(object, row)));
		const taken = new Set(found.map(together));
		found.push(...here.filter((row) => !taken.has(together(row))).map((row) => ({ ...row, depth })));
	}
	return found;
}

export interface Tag extends ObjectRef {
	axis: string;
	value: string;
	depth: number;
	anchor_type: string;
	anchor_ref: string;
}

/** The active values that an object has on an axis, each once. */
export function tagsOf(world: World, { type, ref }: ObjectRef, axis: string): Tag[] {
	const { cardinality, tags } = semanticsOf(world, axis);
	const isActive = (value: string) =>
		world.values.some((row) => row.axis === axis && row.value === value && row.status === 'active');
	const rows = world.assignments.filter((row) => row.axis === axis && row.status === 'active' && isActive(row.value));
	const found = nearest(world, { type, ref }, rows, tags === 'containment', (row) => (cardinality === 'one' ? '' : row.value));
	return [...new Set(found.map((row) => row.value))].flatMap((value) => {
		const [first] = found.filter((row) => row.value === value).sort((one, other) => Number(one.ref > other.ref) - 0.5);
		return first ? [{ type, ref, axis, value, depth: first.depth, anchor_type: first.type, anchor_ref: first.ref }] : [];
	});
}

/** Active values as reports show them, and (none) where that is a gap. */
export function shownValues(world: World, axis: string): string[] {
	const { missing, order } = semanticsOf(world, axis);
	const values = world.values.filter((row) => row.axis === axis && row.status === 'active').map((row) => row.value);
	const named = order.filter((value) => values.includes(value));
	const others = values.filter((value) => !named.includes(value)).sort();
	return [...named, ...others, ...(missing === 'gap' ? ['(none)'] : [])];
}
