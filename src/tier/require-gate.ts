/** The gate, as a tier asks for it. */
import type { Knex } from 'knex';
import type { Profile } from '../profile/profile';
import type { RunRequest } from '../run/context';
import { requireGateFor } from '../run/requirements';
import type { TierFile } from './tier-file';
import { STRUCTURE_TIER } from './tiers';

/** Reads the gate for who applies a tier, and locks the approvals it relied on until COMMIT. Errors: GateClosedError. */
export async function requireGate(trx: Knex.Transaction, profile: Profile, request: RunRequest, file: TierFile): Promise<void> {
	if (file.tier === STRUCTURE_TIER && !profile.ratification.structure) return;
	await requireGateFor(trx, profile, request, `Applying tier ${file.tier}`);
}
