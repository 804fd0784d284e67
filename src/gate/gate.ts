/** Decides whether the gate is open. Missing, unreadable or unknown means shut. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Blocker, GateStatus } from '../contract';
import { sourceRow, toSource } from '../base/ratification-source';
import { queryRows } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSettings } from '../db/transaction';
import { GateClosedError, SourceElsewhereError } from '../errors';
import { COUNT_APPROVALS, LOCK_APPROVALS } from './approvals-text';
import { gateBlockers } from './blockers';
import { readOperator, type Operator } from './operator';
import { gateVariables, type GatePolicy } from './policy';
import { UNREAD_REASONS, type GateReading, type UnreadReason } from './gate-reading';

export { gateBlockers, guardBlockers } from './blockers';
export type { Operator } from './operator';
export { policyForAnybody, type GatePolicy } from './policy';
export type { GateReading } from './gate-reading';

const numbers = z.object({
	rows: z.number(),
	not_agreed: z.number(),
	not_signed: z.number(),
	not_of_others: z.number(),
	valid_rows: z.number(),
	approvals: z.number(),
	simulated: z.boolean(),
});
const found = z.object({ problem: z.enum(UNREAD_REASONS).nullable(), detail: z.string().nullable() });

/**
 * Reads the gate, as it stands for this operator. Never rejects for what the database answers: that is a reading too.
 * A failure aborts the caller's transaction where that is ours; one of the host's goes on.
 */
export async function readGate(db: Knex, policy: GatePolicy, operator: Operator): Promise<GateReading> {
	return orReason('approvals_unreadable', () =>
		withSettings(db, (trx) =>
			withVariables(trx, policy, operator, (variables) =>
				orReason('approvals_unreadable', async () => readingOf((await queryRows(trx, COUNT_APPROVALS, variables))[0])),
			),
		),
	);
}

/**
 * Reads the gate and locks the rows relied on until the transaction ends. Where they open it, `approvals` may be less than there are, and `rows` is
 * null; where they do not, `rows` says why. Rejects only with a lock timeout.
 */
export async function lockGate(trx: Knex.Transaction, policy: GatePolicy, operator: Operator): Promise<GateReading> {
	const reading = await withVariables(trx, policy, operator, (variables) =>
		orReason('gate_unlockable', async () => readingOf((await queryRows(trx, LOCK_APPROVALS, variables))[0])),
	);
	if (reading.approvals === null) return reading;
	if (reading.approvals >= policy.minimum) return { ...reading, rows: null };
	const explained = await readGate(trx, policy, operator);
	// An approval that came since is not locked: it does not open the gate.
	return explained.approvals === null ? explained : { ...explained, approvals: reading.approvals };
}

function readingOf(row: unknown): GateReading {
	const { problem, detail } = found.parse(row);
	const source = toSource(sourceRow.parse(row));
	if (problem !== null) return { approvals: null, reason: problem, source, detail };
	const { approvals, simulated, ...rows } = numbers.parse(row);
	return { approvals, source, simulated, rows };
}

/** The answer of GET /axis/gate. `others` are blockers that the caller found besides the gate itself. */
export function gateStatus(reading: GateReading, policy: GatePolicy, others: readonly Blocker[], now: Date): GateStatus {
	const blockers = [...gateBlockers(reading, policy), ...others];
	return {
		status: blockers.length === 0 ? 'READY' : 'BLOCKED',
		blockers,
		ratification_count: reading.approvals,
		source: reading.source,
		checked_at: now.toISOString(),
	};
}

/** The refusal for a gate that is not open: one of its own where the profile and the policy name different sources. */
export function gateRefusal(asked: string, blockers: Blocker[]): Error {
	const elsewhere = blockers.some(({ code }) => code === 'source_elsewhere');
	return elsewhere ? new SourceElsewhereError({ asked, blockers }) : new GateClosedError({ asked, blockers });
}

/** Errors: GateClosedError or SourceElsewhereError, saying what was asked, unless the reading opens the gate. */
export function requireOpenGate(asked: string, reading: GateReading, policy: GatePolicy): void {
	const blockers = gateBlockers(reading, policy);
	if (blockers.length > 0) throw gateRefusal(asked, blockers);
}

async function withVariables(
	db: Knex,
	policy: GatePolicy,
	operator: Operator,
	read: (variables: Variables) => Promise<GateReading>,
): Promise<GateReading> {
	if (!policy.not_by_operator) return read(gateVariables(policy));
	if (operator === null) return unread('operator_unknown');
	const facts = await readOperator(db, policy, operator).catch((error: unknown) => {
		if (sqlState(error) === null) throw error;
		return null;
	});
	return facts === null ? unread('operator_unreadable') : read(gateVariables(policy, facts));
}

async function orReason(
	otherwise: 'approvals_unreadable' | 'gate_unlockable',
	read: () => Promise<GateReading>,
): Promise<GateReading> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof z.ZodError) return unread(otherwise);
		const state = sqlState(error);
		if (state === null || state === SQLSTATE.lockNotAvailable) throw error;
		return unread(NO_PREDICATE.has(state) ? 'gate_missing' : otherwise);
	}
}

/** The functions of the ledger are not there. */
const NO_PREDICATE: ReadonlySet<string> = new Set([SQLSTATE.undefinedFunction, SQLSTATE.invalidSchemaName]);

function unread(reason: UnreadReason): GateReading {
	return { approvals: null, reason, source: null, detail: null };
}
