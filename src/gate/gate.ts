/** Decides whether the gate is open. Missing, unreadable or unknown means shut. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Blocker, GateStatus } from '../contract';
import { queryHost } from '../db/host-schema';
import type { Variables } from '../db/sql-text';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withSettings } from '../db/transaction';
import { GateClosedError } from '../errors';
import { COUNT_APPROVALS, LOCK_APPROVALS } from './approvals-text';
import { gateBlockers } from './blockers';
import { lookAtGate, lookAtGateLocked, withoutRowPolicies } from './look';
import { readOperator, type Operator } from './operator';
import { gateVariables, type GatePolicy } from './policy';
import type { GateReading } from './gate-reading';

export { gateBlockers, guardBlockers } from './blockers';
export type { Operator } from './operator';
export { policyForAnybody, type GatePolicy } from './policy';
export type { GateReading } from './gate-reading';

const counted = z.object({
	rows: z.number(),
	not_agreed: z.number(),
	not_signed: z.number(),
	not_of_others: z.number(),
	valid_rows: z.number(),
	approvals: z.number(),
	simulated: z.boolean(),
});
const locked = counted.pick({ approvals: true, simulated: true });

/**
 * Reads the gate, as it stands for this operator. Never rejects for what the database answers: that is a reading too.
 * A failure aborts the caller's transaction where that is ours; one of the host's goes on. The tables are named by the host's schema, whatever
 * stands in front of them on that connection.
 */
export async function readGate(db: Knex, policy: GatePolicy, operator: Operator): Promise<GateReading> {
	return orReason('approvals_unreadable', () =>
		withSettings(db, (trx) =>
			withVariables(trx, policy, operator, (variables) =>
				orReason('approvals_unreadable', async () => {
					const problem = await lookAtGate(trx);
					if (problem !== null) return { approvals: null, reason: problem };
					const [row] = await queryHost(trx, COUNT_APPROVALS, variables);
					const { approvals, simulated, ...rows } = counted.parse(row);
					return { approvals, simulated, rows };
				}),
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
		orReason('gate_unlockable', async () => {
			const problem = await lookAtGateLocked(trx);
			if (problem !== null) return { approvals: null, reason: problem };
			const [row] = await withoutRowPolicies(trx, () => queryHost(trx, LOCK_APPROVALS, variables));
			return { ...locked.parse(row), rows: null };
		}),
	);
	if (reading.approvals === null || reading.approvals >= policy.minimum) return reading;
	const explained = await readGate(trx, policy, operator);
	// An approval that came since is not locked: it does not open the gate.
	return explained.approvals === null ? explained : { ...explained, approvals: reading.approvals };
}

/** The answer of GET /axis/gate. `others` are blockers that the caller found besides the gate itself. */
export function gateStatus(reading: GateReading, policy: GatePolicy, others: readonly Blocker[], now: Date): GateStatus {
	const blockers = [...gateBlockers(reading, policy), ...others];
	return {
		status: blockers.length === 0 ? 'READY' : 'BLOCKED',
		blockers,
		ratification_count: reading.approvals,
		checked_at: now.toISOString(),
	};
}

/** Errors: GateClosedError, saying what was asked, unless the reading opens the gate. */
export function requireOpenGate(asked: string, reading: GateReading, policy: GatePolicy): void {
	const blockers = gateBlockers(reading, policy);
	if (blockers.length > 0) throw new GateClosedError({ asked, blockers });
}

async function withVariables(
	db: Knex,
	policy: GatePolicy,
	operator: Operator,
	read: (variables: Variables) => Promise<GateReading>,
): Promise<GateReading> {
	if (!policy.not_by_operator) return read(gateVariables(policy));
	if (operator === null) return { approvals: null, reason: 'operator_unknown' };
	const facts = await readOperator(db, policy, operator).catch((error: unknown) => {
		if (sqlState(error) === null) throw error;
		return null;
	});
	return facts === null ? { approvals: null, reason: 'operator_unreadable' } : read(gateVariables(policy, facts));
}

async function orReason(
	otherwise: 'approvals_unreadable' | 'gate_unlockable',
	read: () => Promise<GateReading>,
): Promise<GateReading> {
	try {
		return await read();
	} catch (error) {
		if (error instanceof z.ZodError) return { approvals: null, reason: otherwise };
		const state = sqlState(error);
		if (state === null || state === SQLSTATE.lockNotAvailable) throw error;
		return { approvals: null, reason: state === SQLSTATE.undefinedTable ? 'approvals_missing' : otherwise };
	}
}
