/** English texts of the panel, over the shared ones. */
export const enUs = {
	region: 'State of the rollout',
	gate_ready: 'READY',
	gate_blocked: 'BLOCKED',
	applied_of: '{applied} of {tiers} applied',
	tiers: '{n} tier | {n} tiers',
	last_run: 'Last run: {action}, {status}, {time}',
	no_run: 'Nobody has run anything yet.',
	action_apply: 'apply',
	action_rollback: 'rollback',
	action_rehearse: 'rehearsal',
	action_lifecycle: 'change of the model',
	status_running: 'running',
	status_passed: 'passed',
	status_refused: 'refused',
	status_failed: 'failed',
	status_aborted: 'aborted',
} as const;

export type RolloutPanelKey = keyof typeof enUs;
