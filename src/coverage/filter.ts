/** Which cells a reading keeps, as a caller says it and as the queries take it. */
import type { CellState } from '../contract';

/** Which group's objects: its code, empty for objects in no group, null for all. */
export type GroupFilter = string | null;

/** Which objects: those with a required cell of that owner and that state, of that group, with that text in their name. */
export interface CellFilter {
	group: GroupFilter;
	/** Empty for whatever owner. */
	owner: string;
	/** Empty for whatever state. */
	state: Exclude<CellState, 'not_required'> | '';
	/** Part of the object's name, small and capital letters alike; empty for all. */
	search: string;
}

/** A group filter as the queries take it. */
export function groupVariables(group: GroupFilter): { any_group: boolean; group_ref: string } {
	return { any_group: group === null, group_ref: group ?? '' };
}

/** A filter as the queries take it. */
export function filterVariables({ group, ...rest }: CellFilter) {
	return { ...groupVariables(group), ...rest };
}
