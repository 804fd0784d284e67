/** "Assign owner…", "Waive…" and "Waiver…": what somebody with the right can do about cells, wherever cells are shown. */
import { registerCellAction, type CellAction } from '../cell-actions';
import AssignDialog from './components/assign-dialog.vue';
import WaiverDialog from './components/waiver-dialog.vue';
import WaiveDialog from './components/waive-dialog.vue';
import { deDe } from './texts/de-de';
import { enUs } from './texts/en-us';

const words = (key: 'assign' | 'waive' | 'waiver') => (language: string) => (language.startsWith('de') ? deDe : enUs)[key];

const ACTIONS: readonly CellAction[] = [
	{
		id: 'assign-owner',
		icon: 'person_add',
		label: words('assign'),
		suits: (cells) => cells.every((cell) => cell.state !== 'not_required'),
		dialog: AssignDialog,
	},
	{
		id: 'waive',
		icon: 'event_busy',
		label: words('waive'),
		// A cell with an owner is covered already.
		suits: (cells) => cells.every((cell) => cell.state === 'gap'),
		dialog: WaiveDialog,
	},
	{
		id: 'waiver',
		icon: 'event_note',
		label: words('waiver'),
		suits: (cells) => cells.every((cell) => cell.state === 'waived'),
		dialog: WaiverDialog,
	},
];

/** Makes them known to every screen that shows cells; safe to repeat. */
export function registerCellWriting(): void {
	for (const action of ACTIONS) registerCellAction(action);
}
