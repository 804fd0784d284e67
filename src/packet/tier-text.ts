/** A tier as people read it: its file of the packet, and what its header says of effect, lock and rollback. */
import type { TierText } from '../contract';
import { UnknownTierError } from '../errors';
import type { LoadedProfile } from '../profile/profile';
import { packetOf } from './packet';
import { allTiers, isNamed, orderedTiers } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';

/** Holds for every tier; the invariants of a profile and the policy of the gate check the most of it. */
export const NEVER: readonly string[] = [
	'ratifies, or changes approvals or approval requests',
	'sends an event, opens an issue, or activates an event type',
	'alters a table or view that was there before',
	'deletes what people added or changed, unless force is asked for',
];

/** Errors: UnknownTierError for a tier that is not in the profile's order, preflight and verification excepted; ProfileError. */
export function readTierText(loaded: LoadedProfile, tier: string): TierText {
	const known = [
		...orderedTiers(loaded.profile.rollout.order),
		...allTiers().filter((file) => file.sections.change.length === 0),
	];
	const file = known.find((one) => isNamed(one, tier));
	const [name, sql] = file ? packetFile(loaded, file) : [];
	if (!file || name === undefined || sql === undefined) throw new UnknownTierError({ tier, known: known.map((one) => one.id) });
	const { sovereign, needsCode, words } = file;
	return {
		id: file.id,
		tier: file.tier,
		name: file.name,
		sovereign,
		needs_code: needsCode,
		...words,
		never: [...NEVER],
		file: name,
		sql,
	};
}

/** Name and text: the packet numbers its files by tier, tens for what changes; the verification is 90. */
function packetFile(loaded: LoadedProfile, file: TierFile): [name: string, sql: string] | [] {
	const start = file.role === 'verify' ? '90_' : `${file.tier}0_`;
	return [...packetOf(loaded, null)].find(([name]) => name.startsWith(start)) ?? [];
}
