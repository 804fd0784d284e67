/**
 * What somebody can do with chosen cells. Whoever brings an action (e.g. "Assign owner…") registers it here;
 * the gap matrix and the drawer of a cell show all of them and hand over the cells.
 */
import type { Component } from 'vue';
import type { CellState } from '../src/contract';

/** A required cell of one axis. */
export interface ChosenCell {
	axis_code: string;
	object_type: string;
	object_ref: string;
	value_code: string;
	group_ref: string | null;
	state: CellState;
	owner_gov_code: string | null;
}

export interface CellAction {
	id: string;
	/** Of the host's icons, e.g. `person_add`. */
	icon: string;
	/** The words on the button, in the Studio's language. Called in a render function, so it follows the language. */
	label: (language: string) => string;
	/** Whether it makes sense for these cells; the button is left out otherwise. */
	suits: (cells: readonly ChosenCell[]) => boolean;
	/**
	 * The dialog. Props: `cells: ChosenCell[]`, `axisName: string`. Emits: `close`; `done` when something was written, after which the
	 * figures are read anew.
	 */
	dialog: Component;
}

const actions: CellAction[] = [];

/** Adds an action for every screen that shows cells. One of the same id replaces the earlier one. */
export function registerCellAction(action: CellAction): void {
	const position = actions.findIndex((known) => known.id === action.id);
	if (position < 0) actions.push(action);
	else actions[position] = action;
}

/** The registered actions that suit these cells, in the order of their registration; none for no cells. */
export function actionsFor(cells: readonly ChosenCell[]): CellAction[] {
	return cells.length === 0 ? [] : actions.filter((action) => action.suits(cells));
}
