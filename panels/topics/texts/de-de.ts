/** German texts of the panel "Topic tree". */
import type { TopicsKey } from './en-us';

export const deDe: Record<TopicsKey, string> = {
	tree: 'Themen',
	topics: '{n} Thema | {n} Themen',
	assigned: '{n} Objekt zugeordnet | {n} Objekte zugeordnet',
	below: '{n} mit allen darunter | {n} mit allen darunter',
	labels: 'Etiketten: {labels}',
	candidate: 'Kandidat',
	active: 'aktiv',
	deprecated: 'veraltet',
	retired: 'zurückgezogen',
	expand_all: 'Alle öffnen',
	collapse_all: 'Alle schließen',
	unreached: '{shown} von {total} Themen gezeigt; die CSV-Datei hat alle.',
	empty_title: 'Noch kein Thema',
	empty_text: 'Stufe 5 bringt die Achse topic mit ihren Werten.',
};
