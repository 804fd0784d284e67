/** What a choice of cells and places makes of the request. */
import type { AssignmentBody } from '../../src/contract';
import type { ChosenCell } from '../cell-actions';

/** cells: each chosen cell. group: every cell of their group at their values. anchor: a group itself, theirs or one that it lies in. */
export type Place = 'cells' | 'group' | 'anchor';

export interface Choice {
	owner: string;
	reason: string;
	place: Place;
	/** The group of an anchor; that of the cells where it is null. */
	anchor: string | null;
	replace: boolean;
}

/** The group of all cells; null where there are several, or none. */
export function commonGroup(cells: readonly ChosenCell[]): string | null {
	const [first] = cells;
	return first && cells.every((cell) => cell.group_ref === first.group_ref) ? first.group_ref : null;
}

/** The values of the cells, each once. */
export function valuesOf(cells: readonly ChosenCell[]): string[] {
	return [...new Set(cells.map((cell) => cell.value_code))];
}

/** The cells as the routes take them. */
export function refsOf(cells: readonly ChosenCell[]) {
	return cells.map(({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code }));
}

/** The request; null while something is missing. All cells are of one axis. */
export function bodyOf(cells: readonly ChosenCell[], { owner, reason, place, anchor, replace }: Choice): AssignmentBody | null {
	const [first] = cells;
	if (!first || owner === '' || reason.trim() === '') return null;
	const base = { axis_code: first.axis_code, owner_gov_code: owner, reason: reason.trim(), replace };
	const group_ref = commonGroup(cells);
	if (place === 'cells' || group_ref === null) return { ...base, cells: refsOf(cells) };
	const value_codes = valuesOf(cells);
	if (place === 'anchor') return { ...base, as: 'anchor', group_ref: anchor ?? group_ref, value_codes };
	return { ...base, as: 'direct', group_ref, value_codes };
}
