/** German texts of the panel. */
import type { RolloutPanelKey } from './en-us';

export const deDe: Record<RolloutPanelKey, string> = {
	region: 'Stand des Rollouts',
	applied_of: '{applied} von {tiers} angewendet',
	tiers: '{n} Stufe | {n} Stufen',
	last_run: 'Letzter Lauf: {action}, {status}, {time}',
	no_run: 'Es hat noch niemand etwas ausgeführt.',
};
