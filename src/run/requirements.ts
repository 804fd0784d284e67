/** What every tier checks first: the right database, what it builds on, and the gate. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSnapshot } from '../db/transaction';
import { GateClosedError, PreconditionError, PrerequisiteMissingError, WrongDatabaseError } from '../errors';
import { approvalBlockers } from '../gate/approval';
import { gateBlockers, lockGate } from '../gate/gate';
import type { Profile } from '../profile/profile';
import type { RunRequest } from './context';
import approvalKnown from '../base/sql/approval-known.sql';
import hasApprovalRequests from '../base/sql/has-approval-requests.sql';
import unknownReferences from '../base/sql/unknown-references.sql';
import missingPrerequisites from '../base/sql/missing-prerequisites.sql';
import { STRUCTURE_TIER } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';

/** Errors: WrongDatabaseError. */
export async function requireDatabase(trx: Knex, profile: Profile): Promise<void> {
	const [row] = await queryRows(trx, 'select current_database() as name');
	const actual = String(row?.name);
	if (actual !== profile.database) throw new WrongDatabaseError({ expected: profile.database, actual });
}

/** Errors: PrerequisiteMissingError naming every table and view of the base model that is missing or unreadable. */
export async function requirePrerequisites(trx: Knex): Promise<void> {
	const missing = await readMissingPrerequisites(trx);
	if (missing.length > 0) throw new PrerequisiteMissingError({ missing });
}

/**
 * Runs what reads the base model. Where the database refuses a name of it, PrerequisiteMissingError tells what is missing; every other error stays.
 */
export async function tellMissing<Result>(db: Knex, read: () => Promise<Result>): Promise<Result> {
	try {
		return await read();
	} catch (error) {
		if (MISSING.has(sqlState(error))) await withSnapshot(db, requirePrerequisites);
		throw error;
	}
}

const MISSING: ReadonlySet<string | null> = new Set([SQLSTATE.undefinedTable, SQLSTATE.undefinedColumn]);

/** Tables, views and columns of the base model that are missing, unreadable, or of another type than the rollout reads. */
export async function readMissingPrerequisites(trx: Knex): Promise<string[]> {
	return (await queryRows(trx, missingPrerequisites)).map((row) => String(row.missing));
}

/**
 * Everything that is refused before a tier starts, whichever it is.
 * Errors: WrongDatabaseError, PrerequisiteMissingError; PreconditionError listing every code of the profile that the target does not know.
 */
export async function requireEntry(trx: Knex, profile: Profile, request: RunRequest): Promise<void> {
	await requireDatabase(trx, profile);
	await requirePrerequisites(trx);
	const violations = await readReferenceViolations(trx, profile, request);
	if (violations.length > 0) throw new PreconditionError({ tier: 0, name: 'preflight', violations });
}

/** Codes of the profile, and the approval of the request, that the target does not know or that are not active there. */
export async function readReferenceViolations(trx: Knex, profile: Profile, request: RunRequest): Promise<Violation[]> {
	const rows = await queryRows(trx, unknownReferences, { profile: JSON.stringify(profile) });
	const violations = rows.map(({ violation, ...facts }) => ({ violation: String(violation), ...facts }));
	return [...violations, ...(await unknownApproval(trx, profile, request.ratifiedApr))];
}

/** The violation that an approval code is which approval_requests does not know, unless the profile takes any, or has no such table and says nothing. */
export async function unknownApproval(trx: Knex, { ratification }: Profile, code: string | null): Promise<Violation[]> {
	if (ratification.known_approval === false || code === null) return [];
	// An approved request is a known one: that rule of the gate says it better.
	if (ratification.known_approval === undefined && ratification.approved) return [];
	if (ratification.known_approval === undefined && (await queryRows(trx, hasApprovalRequests))[0]?.present !== true) return [];
	const known = await queryRows(trx, approvalKnown, { ratified_apr: code });
	return known.length > 0 ? [] : [{ violation: 'the approval code is not one of approval_requests', object: code }];
}

/** Reads the gate for who applies a tier, and locks the approvals it relied on until COMMIT. Errors: GateClosedError. */
export async function requireGate(trx: Knex.Transaction, profile: Profile, request: RunRequest, file: TierFile): Promise<void> {
	if (file.tier === STRUCTURE_TIER && !profile.ratification.structure) return;
	await requireGateFor(trx, profile, request, `Applying tier ${file.tier}`);
}

/** As requireGate, for whatever is asked. Errors: GateClosedError. */
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
	if (blockers.length > 0) throw new GateClosedError({ asked, blockers });
}
