/** The gate, as a tier asks for it. */
import type { Knex } from 'knex';
import type { Profile } from '../profile/profile';
import type { RunRequest } from '../run/context';
import { requireGateFor } from '../run/requirements';
import type { TierFile } from './tier-file';

/** False for the tier that makes the axis tables where the profile lets it run before people ratified. */
export function needsGate({ ratification }: Profile, file: TierFile): boolean {
	return file.role !== 'structure' || ratification.structure;
}

/** Reads the gate for who applies a tier, and locks the approvals it relied on until COMMIT. Errors: GateClosedError, SourceElsewhereError. */
export async function requireGate(trx: Knex.Transaction, profile: Profile, request: RunRequest, file: TierFile): Promise<void> {
	if (needsGate(profile, file)) await requireGateFor(trx, profile, request, `Applying tier ${file.tier}`);
}
