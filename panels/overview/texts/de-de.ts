/** German texts of the panel "Coverage overview". */
import type { OverviewKey } from './en-us';

export const deDe: Record<OverviewKey, string> = {
	show_groups_of: 'Gruppen von {axis} zeigen',
	groups_of: '{axis} nach Gruppen',
	group_tip: 'Mit allem, was darunter liegt: Ein Objekt zählt in jeder Gruppe darüber.',
	gaps_of: '{axis}: Lücken von {group}',
	gaps_without_group: '{axis}: Lücken von Objekten in keiner Gruppe',
	way: 'Achsen führen zu Gruppen, Gruppen zu Lücken.',
	no_gap_here: 'Keine Lücke: Für jede geforderte Zelle ist jemand verantwortlich.',
};
