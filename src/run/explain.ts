/** Turns what a run met into the error that the caller sees. */
import {
	AlreadyAppliedError,
	ForeignObjectsError,
	GateClosedError,
	OutcomeUnknownError,
	OwnerRequiredError,
	PostconditionError,
	PreconditionError,
	RolloutBusyError,
	type ConditionFacts,
} from '../errors';
import { isDirectusError } from '@directus/errors';
import type { RunAction } from '../contract';
import { isDeadlockState } from '../db/deadlock';
import { explainUnavailable, isLostCommit, unavailability } from '../db/availability';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import type { TransactionLimits } from '../db/transaction';
import { guardBlockers } from '../gate/gate';
import type { ConditionResult } from '../tier/conditions';
import { StatementFailure } from '../tier/sections';
import type { SectionName, TierFile } from '../tier/tier-file';

/** Sections that ask before anything is changed. */
const ASKED_FIRST: ReadonlySet<SectionName> = new Set(['precondition', 'obstacles', 'dependants']);

/** Errors: ForeignObjectsError or PreconditionError when a precondition returned violations. */
export function requireNoViolations(
	file: TierFile,
	{ violations, code }: ConditionResult,
	action: 'apply' | 'rollback' | 'obstacle' = 'apply',
): void {
	if (violations.length === 0) return;
	const facts = { tier: file.tier, name: file.name, violations, ...(action === 'apply' ? {} : { asked: action }) };
	if (violations.every((row) => row.sqlstate === SQLSTATE.insufficientPrivilege)) {
		throw new OwnerRequiredError({ ...facts, ...askedOf(action === 'apply' ? 'apply' : 'rollback') });
	}
	throw code === 'AXIS_FOREIGN_OBJECTS' ? new ForeignObjectsError(facts) : new PreconditionError(facts);
}

export function alreadyApplied(file: TierFile): Error {
	return new AlreadyAppliedError({ tier: file.tier, name: file.name });
}

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
 * The error for the caller of a transaction that no ledger row stands for: an unknown outcome where COMMIT was not answered (`look` is the request
 * that tells it), a timeout, or a database that did not answer. Every other error as it is.
 */
export function explainUnsettled(
	error: unknown,
	{ asked, look }: { asked: string; look: string },
	limits: TransactionLimits,
): unknown {
	if (isLostCommit(error)) return new OutcomeUnknownError({ asked, look });
	return explainTimeout(sqlState(error), asked, limits) ?? explainUnavailable(error, asked);
}

/**
 * The error for the caller: locks and timeouts are busy, a database that does not answer or has no room is unavailable, the guard's refusal is a shut gate, a missing privilege, a foreign dependant or a
 * precondition that cannot be read is a precondition, every other statement that failed is a postcondition. What is no database error stays as it is.
 */
export function explainFailure(
	error: unknown,
	{ asked, file, action }: { asked: string; file: TierFile; action: RunAction },
	limits: TransactionLimits,
): unknown {
	if (isDirectusError(error)) return error;
	const failure = error instanceof StatementFailure ? error : null;
	if (unavailability(error) !== null) return explainUnavailable(error, asked);
	const state = failure?.sqlState ?? sqlState(error);
	if (state === null) return error;

	const facts = (violation: string) => ({
		tier: file.tier,
		name: file.name,
		...askedOf(action),
		violations: [
			...(failure?.found ?? []),
			{ violation, sqlstate: state, line: failure?.line ?? null, detail: error instanceof Error ? error.message : String(error) },
		],
	});
	const timeout = explainTimeout(state, asked, limits);
	if (timeout) return timeout;
	switch (state) {
		case SQLSTATE.gateShut:
			return new GateClosedError({ asked, blockers: guardBlockers() });
		case SQLSTATE.insufficientPrivilege:
			return new OwnerRequiredError(facts('the database role lacks a privilege'));
		case SQLSTATE.dependentObjects:
			return new PreconditionError(facts('objects of others depend on what the tier would drop'));
		default:
			if (failure !== null && ASKED_FIRST.has(failure.section)) {
				return new PreconditionError(facts('a precondition cannot be read'));
			}
			// Class 42: what is asked before the sections names a table or column that is not there.
			if (failure === null && state.startsWith('42')) {
				return new PreconditionError(facts('the base model is not the one that the rollout reads'));
			}
			return failure ? new PostconditionError(facts('a statement of the tier failed')) : error;
	}
}

function askedOf(action: RunAction): Pick<ConditionFacts, 'asked'> {
	return action === 'rollback' ? { asked: 'rollback' } : {};
}
