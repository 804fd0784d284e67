/** What every write asks before it changes anything: the right database, what it builds on, and the gate. */
import type { Knex } from 'knex';
import { requirePrerequisites } from '../base/prerequisites';
import { readReferenceViolations } from '../base/references';
import { queryRows } from '../db/run-sql';
import { PreconditionError, WrongDatabaseError } from '../errors';
import { approvalBlockers } from '../gate/approval';
import { gateBlockers, gateRefusal, lockGate } from '../gate/gate';
import type { Profile } from '../profile/profile';
import type { RunRequest } from './context';
import { readPinnedDatabase } from './ledger-read';

/** Errors: WrongDatabaseError. */
export async function requireDatabase(trx: Knex, profile: Profile): Promise<void> {
	const { expected, actual } = await readDatabases(trx, profile);
	if (actual !== expected) throw new WrongDatabaseError({ expected, actual });
}

/** The database that the profile is for (the one that it names, else the one in which its rollout began, else this one), and the one connected to. */
export async function readDatabases(db: Knex, { database }: Profile): Promise<{ expected: string; actual: string }> {
	const [row] = await queryRows(db, 'select current_database() as name');
	const actual = String(row?.name);
	return { expected: database ?? (await readPinnedDatabase(db)) ?? actual, actual };
}

/** The right database, with the base model that the rollout reads. Errors: WrongDatabaseError, PrerequisiteMissingError. */
export async function requireTarget(trx: Knex, profile: Profile): Promise<void> {
	await requireDatabase(trx, profile);
	await requirePrerequisites(trx, profile);
}

/**
 * Everything that is refused before a tier starts, whichever it is.
 * Errors: WrongDatabaseError, PrerequisiteMissingError; PreconditionError listing every code of the profile that the target does not know.
 */
export async function requireEntry(trx: Knex, profile: Profile, request: RunRequest): Promise<void> {
	await requireTarget(trx, profile);
	const violations = await readReferenceViolations(trx, profile, request.ratifiedApr);
	if (violations.length > 0) throw new PreconditionError({ tier: 0, name: 'preflight', violations });
}

/** Reads the gate for whoever asks, and locks the approvals it relied on until COMMIT. Errors: GateClosedError, SourceElsewhereError. */
export async function requireGateFor(
	trx: Knex.Transaction,
	{ ratification }: Profile,
	request: RunRequest,
	asked: string,
): Promise<void> {
	const reading = await lockGate(trx, ratification, request.operator ?? null);
	const blockers = gateBlockers(reading, ratification);
	// A gate that could not be read has aborted the transaction: nothing more can be asked.
	if (ratification.approved && reading.approvals !== null) blockers.push(...(await approvalBlockers(trx, request.ratifiedApr)));
	if (blockers.length > 0) throw gateRefusal(asked, blockers);
}
