/** Decides whether the gate is open. Missing, unreadable or unknown means shut. */
import type { Knex } from 'knex';
import type { Blocker, GateStatus } from '../contract';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { GateClosedError } from '../errors';
import countApprovals from './sql/count-approvals.sql';
import lockApprovals from './sql/lock-approvals.sql';

/** What could be read: a number of approvals, or why there is none. */
export type GateReading =
	{ approvals: number } | { approvals: null; reason: 'approvals_missing' | 'approvals_unreadable' | 'gate_unlockable' };

const REMEDY = 'A person must ratify the rollout by creating an item in os_proposal_approvals. This extension never does.';

/** Reads the gate. Never rejects for what the database answers: that is a reading too. A failure aborts the caller's transaction, if any. */
export async function readGate(db: Knex): Promise<GateReading> {
	return read(db, countApprovals, {}, (rows) => rows[0]?.approvals, 'approvals_unreadable');
}

/** Reads the gate and locks the rows relied on until the transaction ends. `approvals` counts at most the minimum. */
export async function lockGate(trx: Knex.Transaction, minimum: number): Promise<GateReading> {
	return read(trx, lockApprovals, { ratification_minimum: minimum }, (rows) => rows.length, 'gate_unlockable');
}

/** The gate's blockers: none when it is open. A pure function of what was read. */
export function gateBlockers(reading: GateReading, minimum: number): Blocker[] {
	if (reading.approvals !== null) {
		if (reading.approvals >= minimum) return [];
		const message = `os_proposal_approvals holds ${reading.approvals} of ${minimum} approvals.`;
		return [{ code: 'ratification', message, expected: minimum, actual: reading.approvals, remedy: REMEDY }];
	}
	const blocker = (message: string, remedy: string): Blocker[] => [
		{ code: reading.reason, message, expected: minimum, actual: null, remedy },
	];
	switch (reading.reason) {
		case 'approvals_missing':
			return blocker(
				'The table os_proposal_approvals does not exist.',
				'Create it (it is part of the base model), then let a person ratify.',
			);
		case 'approvals_unreadable':
			return blocker('os_proposal_approvals cannot be read.', "Grant SELECT on it to Directus' database role.");
		case 'gate_unlockable':
			return blocker(
				'The approvals cannot be locked.',
				"Grant UPDATE on os_proposal_approvals to Directus' database role, or run the tier as its owner.",
			);
	}
}

/** The blocker where a guard trigger refused: it says that the gate is shut, not how many approvals it counted. */
export function guardBlockers(): Blocker[] {
	const message = 'The guard of the axis tables found too few approvals in os_proposal_approvals, or could not read them.';
	return [{ code: 'ratification', message, expected: 'open', actual: 'shut', remedy: REMEDY }];
}

/** The answer of GET /axis/gate. `others` are blockers that the caller found besides the gate itself. */
export function gateStatus(reading: GateReading, minimum: number, others: readonly Blocker[], now: Date): GateStatus {
	const blockers = [...gateBlockers(reading, minimum), ...others];
	return {
		status: blockers.length === 0 ? 'READY' : 'BLOCKED',
		blockers,
		ratification_count: reading.approvals,
		checked_at: now.toISOString(),
	};
}

/** Errors: GateClosedError, saying what was asked, unless the reading opens the gate. */
export function requireOpenGate(asked: string, reading: GateReading, minimum: number): void {
	const blockers = gateBlockers(reading, minimum);
	if (blockers.length > 0) throw new GateClosedError({ asked, blockers });
}

async function read(
	db: Knex,
	text: string,
	variables: Record<string, number>,
	count: (rows: Record<string, unknown>[]) => unknown,
	otherwise: 'approvals_unreadable' | 'gate_unlockable',
): Promise<GateReading> {
	try {
		const approvals = count(await queryRows(db, text, variables));
		return typeof approvals === 'number' ? { approvals } : { approvals: null, reason: otherwise };
	} catch (error) {
		const state = sqlState(error);
		if (state === null) throw error;
		if (state === SQLSTATE.undefinedTable) return { approvals: null, reason: 'approvals_missing' };
		if (state === SQLSTATE.lockNotAvailable) throw error;
		return { approvals: null, reason: otherwise };
	}
}
