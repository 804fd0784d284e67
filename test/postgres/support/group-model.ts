/** Which group contains what, in a world: the contract spelled out, one way at a time. */
import { isSame, type ObjectRef, type World } from './world';

/** The groups right above an object or a group, by name. */
export const groupsRight = (world: World, object: ObjectRef): string[] =>
	[...new Set(world.containment.filter(({ child }) => isSame(child, object)).map(({ parent }) => parent.ref))].sort();

/** Every group above it, by whatever way; on a circle the group itself as well. */
export function groupsAbove(world: World, object: ObjectRef): string[] {
	const found = groupsRight(world, object);
	for (const ref of found)
		for (const above of groupsRight(world, { type: 'group', ref })) if (!found.includes(above)) found.push(above);
	return found;
}

/** From the root to the group, by the first parent of each; on a circle until it would come back. */
export function groupPath(world: World, group_ref: string | null): string[] {
	const path: string[] = [];
	let ref = group_ref ?? undefined;
	while (ref !== undefined && !path.includes(ref)) {
		path.unshift(ref);
		ref = groupsRight(world, { type: 'group', ref })[0];
	}
	return path;
}

/** As PostgreSQL compares arrays: member by member, then the shorter first. */
export function comparePaths(one: string[], other: string[]): number {
	const at = one.findIndex((ref, index) => ref !== other[index]);
	const [mine, theirs] = [one[at], other[at]];
	if (mine === undefined || theirs === undefined) return one.length - other.length;
	return mine > theirs ? 1 : -1;
}
