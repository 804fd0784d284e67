/** English texts of the panel, over the shared ones. */
export const enUs = {
	region: 'State of the rollout',
	applied_of: '{applied} of {tiers} applied',
	tiers: '{n} tier | {n} tiers',
	last_run: 'Last run: {action}, {status}, {time}',
	no_run: 'Nobody has run anything yet.',
} as const;

export type RolloutPanelKey = keyof typeof enUs;
