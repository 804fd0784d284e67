/** Routes of the profile. */
import { ProfileComparison, ProfileExport, ProfileParts, ProfileReload, ProfileReloadBody } from '../schemas/profile';
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
	exportProfile: {
		route: 'GET /profile/export',
		tag: 'rollout',
		does: 'The living model as a profile',
		more: 'What no database keeps of its sections is as in the profile in use.',
		query: ProfileParts,
		answer: ProfileExport,
		refuses: [...PROFILE, 'AXIS_PREREQUISITE_MISSING'],
	},
	compareProfile: {
		route: 'GET /profile/diff',
		tag: 'rollout',
		does: 'What the profile in use and the database say differently',
		query: ProfileParts,
		answer: ProfileComparison,
		refuses: [...PROFILE, 'AXIS_PREREQUISITE_MISSING'],
	},
} satisfies Operations;
