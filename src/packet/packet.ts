/** The packet of this build for a profile. */
import { SUBSTRATE } from '../db/migrations';
import type { LoadedProfile } from '../profile/profile';
import { orderedTiers, preflightTier } from '../tier/tiers';
import { buildPacket } from './build-packet';

/** Errors: UnknownTierError when the profile's order names a tier that this build lacks. */
export function packetOf(loaded: LoadedProfile, ratifiedApr: string | null): ReadonlyMap<string, string> {
	const tiers = orderedTiers(loaded.profile.rollout.order);
	return buildPacket({ loaded, ratifiedApr, tiers, preflight: preflightTier(), migrations: SUBSTRATE });
}
