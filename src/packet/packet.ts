/** The packet of this build for a profile. */
import { SUBSTRATE } from '../db/migrations';
import type { LoadedProfile } from '../profile/profile';
import { orderedTiers, tierOf } from '../tier/tiers';
import { buildPacket } from './build-packet';

/** Errors: UnknownTierError when the profile's order names a tier that this build lacks. */
export function packetOf(loaded: LoadedProfile, ratifiedApr: string | null): ReadonlyMap<string, string> {
	const tiers = orderedTiers(loaded.profile.rollout.order);
	return buildPacket({ loaded, ratifiedApr, tiers, preflight: tierOf('preflight'), migrations: SUBSTRATE });
}
