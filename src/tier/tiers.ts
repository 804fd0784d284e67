/** The tiers that this build carries. */
import preflight from './files/00-preflight.sql';
import structure from './files/01-structure.sql';
import responsibilityAxis from './files/02-responsibility-axis.sql';
import ownershipSeed from './files/03-ownership-seed.sql';
import containment from './files/04-containment.sql';
import topic from './files/05-topic.sql';
import scannerBaseline from './files/06-scanner-baseline.sql';
import verify from './files/08-verify.sql';
import { withEmits } from '../base/outbox';
import { withApprovals } from '../gate/approvals-text';
import { UnknownTierError } from '../errors';
import { parseTierFile, type TierFile } from './tier-file';

/** Tier that creates the axis tables. */
export const STRUCTURE_TIER = 1;

/** Tier that makes the first scan: what later ones are compared with. */
export const SCAN_TIER = 6;

/** Tier that changes nothing and asks every check again: the last step of a rollout. */
export const VERIFY_TIER = 8;

let parsed: readonly TierFile[] | null = null;

/** All tiers, tier 0 (preflight) first. Parsed on first use. */
export function allTiers(): readonly TierFile[] {
	parsed ??= [
		withApprovals(preflight),
		structure,
		responsibilityAxis,
		ownershipSeed,
		containment,
		topic,
		scannerBaseline,
		verify,
	].map((text) => parseTierFile(withEmits(text)));
	return parsed;
}

/** Tiers that change something, in the profile's order. Errors: UnknownTierError when the profile names one that this build lacks. */
export function orderedTiers(order: readonly number[]): readonly TierFile[] {
	return order.map((tier) => findTier(String(tier), order));
}

/** Errors: UnknownTierError for anything but the number of a tier that changes something and that the profile's order holds. */
export function findTier(tier: string, order: readonly number[]): TierFile {
	const carried = allTiers().filter((file) => file.sections.change.length > 0);
	const found = carried.find((file) => String(file.tier) === tier && order.includes(file.tier));
	// Only those that could be asked for: a profile may name one that this build lacks.
	if (!found) throw new UnknownTierError({ tier, known: order.filter((number) => carried.some((file) => file.tier === number)) });
	return found;
}

/** Tier 0: the checks of preflight. */
export function preflightTier(): TierFile {
	return tierOf(0);
}

/** Tier 8: the verification. */
export function verifyTier(): TierFile {
	return tierOf(VERIFY_TIER);
}

function tierOf(tier: number): TierFile {
	const found = allTiers().find((file) => file.tier === tier);
	if (!found) throw new UnknownTierError({ tier: String(tier), known: allTiers().map((file) => file.tier) });
	return found;
}
