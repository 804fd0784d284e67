/** German texts of the panel "Owner load". */
import type { OwnersKey } from './en-us';

export const deDe: Record<OwnersKey, string> = {
	owners: '{n} Verantwortlichen | {n} Verantwortlichen',
	load_of: '{axis}: Zellen nach Verantwortlichen',
	base: '{cells} von {owners}, Gruppenknoten eingeschlossen',
	cells_of: '{axis}: geforderte Zellen von {owner}',
	column_name: 'Name',
	column_from: 'Von',
	nobody_title: 'Noch ist niemand verantwortlich',
	nobody_text:
		'Für keine Zelle von {axis} ist jemand verantwortlich. Stufe 3 setzt Verantwortliche für Gruppen; auch in der Lückenmatrix lassen sich welche setzen.',
	no_cell: 'Keine geforderte Zelle gehört hierher, nur Gruppenknoten.',
};
