/** German texts of the panel "Drift findings". */
import type { DriftKey } from './en-us';

export const deDe: Record<DriftKey, string> = {
	now_title: 'Jetzt gefunden: {findings}',
	findings: 'kein Befund | {n} Befund | {n} Befunde',
	detector: 'Detektor',
	severity: 'Schwere',
	info: 'Hinweis',
	warning: 'Warnung',
	critical: 'kritisch',
	acknowledged: 'zur Kenntnis genommen',
	open: 'offen',
	resolved: 'erledigt',
	found: 'Gefunden',
	first_seen: 'Zuerst gesehen',
	last_seen: 'Zuletzt gesehen',
	scans: 'Scans',
	list_title: 'Stand des letzten Scans',
	list_of: '{detector}: Stand des letzten Scans',
	nothing_listed: 'Zu diesem Filter passt kein Befund. Befunde werden von Scans festgehalten.',
	empty_title: 'Keine Abweichung',
	empty_text:
		'Kein Detektor findet jetzt etwas, und kein Scan hat einen Befund festgehalten. Vor Stufe 1 gibt es nichts zu prüfen.',
};
