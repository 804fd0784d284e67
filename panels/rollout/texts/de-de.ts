/** German texts of the panel. */
import type { RolloutPanelKey } from './en-us';

export const deDe: Record<RolloutPanelKey, string> = {
	region: 'Stand des Rollouts',
	gate_ready: 'READY',
	gate_blocked: 'BLOCKED',
	applied_of: '{applied} von {tiers} angewendet',
	tiers: '{n} Stufe | {n} Stufen',
	last_run: 'Letzter Lauf: {action}, {status}, {time}',
	no_run: 'Es hat noch niemand etwas ausgeführt.',
	action_apply: 'Anwenden',
	action_rollback: 'Zurückrollen',
	action_rehearse: 'Probe',
	action_lifecycle: 'Änderung am Modell',
	status_running: 'läuft',
	status_passed: 'bestanden',
	status_refused: 'abgelehnt',
	status_failed: 'gescheitert',
	status_aborted: 'abgebrochen',
};
