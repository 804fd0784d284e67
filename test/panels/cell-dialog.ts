/** The dialogs that write cells, opened as the matrix opens them. */
import { registerCellWriting } from '../../app/owners/actions';
import { actionsFor, type ChosenCell } from '../../app/cell-actions';
import { openAny, type Studio } from './studio';

/** A gap of the axis containment. */
export const cell = (object_ref: string, more: Partial<ChosenCell> = {}): ChosenCell => ({
	axis_code: 'containment',
	object_type: 'collection',
	object_ref,
	value_code: 'GRP-AI',
	group_ref: 'GRP-AI',
	state: 'gap',
	owner_gov_code: null,
	...more,
});
/** Opens the dialog of an action on these cells, with what the gate says. */
export async function openDialog(
	id: string,
	cells: ChosenCell[],
	{ blockers = [] as object[], language = 'en-US' } = {},
): Promise<Studio> {
	registerCellWriting();
	const action = actionsFor(cells).find((one) => one.id === id);
	if (!action) throw new Error(`no action ${id} for these cells`);
	const studio = openAny(action.dialog, { language, options: { cells, axisName: 'Containment' } });
	await studio.api.take('/axis/gate').answer({ status: blockers.length > 0 ? 'BLOCKED' : 'READY', blockers });
	return studio;
}

/** The button with these words. */
export function buttonOf(studio: Studio, words: string) {
	const found = studio.panel.findAll('button').find((one) => one.text() === words);
	if (!found) throw new Error(`no button ${words}`);
	return found;
}
