/** The tiers that this build carries. */
import preflight from '../ladder/00-preflight.sql';
import structure from '../ladder/01-structure.sql';
import responsibilityAxis from '../ladder/02-responsibility-axis.sql';
import ownershipSeed from '../ladder/03-ownership-seed.sql';
import containment from '../ladder/04-containment.sql';
import topic from '../ladder/05-topic.sql';
import scannerBaseline from '../ladder/06-scanner-baseline.sql';
import verify from '../ladder/08-verify.sql';
import { withEmits } from '../base/outbox';
import { withApprovals } from '../gate/approvals-text';
import type { TierRef, TierRole } from '../contract';
import { OrderError, UnknownTierError } from '../errors';
import { declaredTiers } from './declared-axis';
import { parseTierFile, type TierFile } from './tier-file';

let parsed: readonly TierFile[] | null = null;

/** All tiers but those of axes that a profile declares, tier 0 (preflight) first. Parsed on first use. */
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
export function orderedTiers(order: readonly string[]): readonly TierFile[] {
	return order.map((id) => findTier(id, order));
}

/** Whether a caller who names a tier so, by id or number, means this one. */
export function isNamed(file: TierFile, asked: TierRef): boolean {
	return file.id === asked || String(file.tier) === String(asked);
}

/** Errors: UnknownTierError for anything but the id or number of a tier that changes something and that the profile's order holds. */
export function findTier(asked: TierRef, order: readonly string[]): TierFile {
	const carried = [...allTiers().filter((file) => file.sections.change.length > 0), ...declaredTiers(order)];
	const found = carried.find((file) => isNamed(file, asked) && order.includes(file.id));
	// Only those that could be asked for: a profile may name one that this build lacks.
	if (!found)
		throw new UnknownTierError({ tier: String(asked), known: order.filter((id) => carried.some((file) => file.id === id)) });
	return found;
}

/** By their numbers, whatever the order of the rollout: the check of a later one says more and replaces one of the same name. */
export function inNumberOrder(files: readonly TierFile[]): readonly TierFile[] {
	return files.toSorted((a, b) => a.tier - b.tier);
}

/** The one tier of a role that only one has. */
export function tierOf(role: Exclude<TierRole, 'axis'>): TierFile {
	const found = allTiers().find((file) => file.role === role);
	if (!found) throw new UnknownTierError({ tier: role, known: allTiers().map((file) => file.id) });
	return found;
}

/** The refusal of what needs a tier that is not applied. */
export function tooEarly(
	role: 'structure' | 'scan',
	asked: 'scan' | 'self-test' | 'lifecycle' | 'baseline' | 'repair' | 'rebind' | 'source',
): Error {
	const { tier } = tierOf(role);
	return new OrderError({ tier, asked, first: tier });
}
