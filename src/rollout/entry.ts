/** What every tier checks first: the right database, what it builds on, and the gate. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import { PrerequisiteMissingError, WrongDatabaseError } from '../errors';
import { lockGate, requireOpenGate } from '../gate/gate';
import type { Profile } from '../profile';
import missingPrerequisites from './sql/missing-prerequisites.sql';
import { STRUCTURE_TIER } from './tiers';
import type { TierFile } from './tier-file';

/** Errors: WrongDatabaseError. */
export async function requireDatabase(trx: Knex, profile: Profile): Promise<void> {
	const [row] = await queryRows(trx, 'select current_database() as name');
	const actual = String(row?.name);
	if (actual !== profile.database) throw new WrongDatabaseError({ expected: profile.database, actual });
}

/** Errors: PrerequisiteMissingError naming every table and view of the base model that is missing or unreadable. */
export async function requirePrerequisites(trx: Knex): Promise<void> {
	const rows = await queryRows(trx, missingPrerequisites);
	if (rows.length > 0) throw new PrerequisiteMissingError({ missing: rows.map((row) => String(row.missing)) });
}

/** Reads the gate and locks the approvals it relied on until COMMIT. Errors: GateClosedError. */
export async function requireGate(trx: Knex.Transaction, profile: Profile, file: TierFile): Promise<void> {
	if (file.tier === STRUCTURE_TIER && !profile.ratification.structure) return;
	const { minimum } = profile.ratification;
	requireOpenGate(`Applying tier ${file.tier}`, await lockGate(trx, minimum), minimum);
}
