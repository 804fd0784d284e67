/** Routes of the profile. */
import { ProfileReload, ProfileReloadBody } from '../schemas/profile';
import type { Operations } from './operation';
import { PROFILE } from './refused';

export const PROFILE_OPERATIONS = {
	reloadProfile: {
		route: 'POST /profile/reload',
		tag: 'rollout',
		does: 'Reads the profile again, without a restart',
		more: 'Every other instance reads a file that changed at its next use. One that cannot be used is refused, and the one before it stays.',
		body: ProfileReloadBody,
		answer: ProfileReload,
		refuses: [...PROFILE, 'AXIS_OWNER_UNUSABLE', 'AXIS_WRONG_DATABASE', 'AXIS_NEWER_SCHEMA'],
	},
} satisfies Operations;
