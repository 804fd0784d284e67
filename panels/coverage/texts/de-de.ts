/** German texts of the panel "Axis coverage". */
import type { CoverageKey } from './en-us';

export const deDe: Record<CoverageKey, string> = {
	show_matrix_of: 'Matrix von {axis} zeigen',
	matrix_caption: '{axis}: Verantwortliche, {objects} mal {values}',
	matrix_caption_groups: '{axis}: gedeckte von geforderten Zellen, {groups} mal {values}',
	matrix_empty: 'Kein Objekt und kein Wert zu zeigen: Die Achse hat keinen aktiven Wert, oder das Inventar hat kein Objekt.',
	matrix_failed: 'Die Matrix konnte nicht geladen werden.',
	cell_group: '{covered} von {required} gedeckt, {gaps}',
	cell_share: '{covered}/{required}',
};
