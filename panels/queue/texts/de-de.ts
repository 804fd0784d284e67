/** German texts of the panel "Review queue". */
import type { QueueKey } from './en-us';

export const deDe: Record<QueueKey, string> = {
	official: 'Offiziell',
	candidate: 'Kandidaten',
	official_hint: 'freigegeben oder verantwortet, aber von zweifelhafter Güte',
	candidate_hint: 'zu prüfen',
	lane_title: '{lane} ({n})',
	quality: 'Warum',
	confidence: 'Konfidenz',
	waiting: 'Wartet seit',
	quarantine: 'Quarantäne',
	missing_provenance: 'ohne Herkunft',
	low_confidence: 'geringe Konfidenz',
	stale: 'veraltet',
	ok: 'noch nicht freigegeben',
	lane_empty: 'In dieser Spur wartet nichts.',
	empty_title: 'Nichts zu prüfen',
	empty_text: 'Jede aktive Zuordnung ist offiziell und von guter Güte, oder es gibt noch keine.',
};
