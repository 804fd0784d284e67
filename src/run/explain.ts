/** Turns what a transaction met into the error that its caller sees. */
import { isDeadlockState } from '../db/deadlock';
import { explainUnavailable, isLostCommit } from '../db/availability';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import type { TransactionLimits } from '../db/transaction';
import { GateClosedError, OutcomeUnknownError, OwnerRequiredError, RolloutBusyError } from '../errors';
import { guardBlockers } from '../gate/gate';

/** The refusal for a lock or a statement that took longer than its limit, or for a deadlock; null for every other SQLSTATE. */
export function explainTimeout(state: string | null, asked: string, limits: TransactionLimits): Error | null {
	if (state === SQLSTATE.lockNotAvailable)
		return new RolloutBusyError({ asked, reason: 'lock_timeout', wait_ms: limits.lockTimeoutMs });
	if (state === SQLSTATE.queryCanceled)
		return new RolloutBusyError({ asked, reason: 'statement_timeout', wait_ms: limits.statementTimeoutMs });
	if (isDeadlockState(state)) return new RolloutBusyError({ asked, reason: 'deadlock' });
	return null;
}

/**
 * The refusal that a SQLSTATE means whatever was asked: a shut gate, a role that lacks a privilege, a limit of time, a deadlock; null for every other
 * SQLSTATE.
 */
export function explainRefusal(state: string | null, asked: string, limits: TransactionLimits): Error | null {
	if (state === SQLSTATE.gateShut) return new GateClosedError({ asked, blockers: guardBlockers() });
	if (state === SQLSTATE.insufficientPrivilege) {
		const violations = [{ violation: 'the database role lacks a privilege', sqlstate: state }];
		return new OwnerRequiredError({ asked, violations });
	}
	return explainTimeout(state, asked, limits);
}

/**
 * The error for the caller of a transaction that no ledger row stands for: an unknown outcome where COMMIT was not answered (`look` is the request
 * that tells it), a refusal, or a database that did not answer. Every other error as it is.
 */
export function explainUnsettled(
	error: unknown,
	{ asked, look }: { asked: string; look: string },
	limits: TransactionLimits,
): unknown {
	if (isLostCommit(error)) return new OutcomeUnknownError({ asked, look });
	return explainRefusal(sqlState(error), asked, limits) ?? explainUnavailable(error, asked);
}
