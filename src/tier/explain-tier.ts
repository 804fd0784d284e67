/** Turns what a tier met into the error that its caller sees. */
import { isDirectusError } from '@directus/errors';
import type { RunAction } from '../contract';
import { explainUnavailable, unavailability } from '../db/availability';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import type { TransactionLimits } from '../db/transaction';
import {
	AlreadyAppliedError,
	ForeignObjectsError,
	GateClosedError,
	OwnerRequiredError,
	PostconditionError,
	PreconditionError,
	type ConditionFacts,
} from '../errors';
import { guardBlockers } from '../gate/gate';
import { explainTimeout } from '../run/explain';
import type { ConditionResult } from './conditions';
import { StatementFailure } from './sections';
import type { SectionName, TierFile } from './tier-file';

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

/** The frame of a run of one tier, whose failures are told of that tier. */
export function ofTier<Frame extends { asked: string; action: RunAction }>(
	file: TierFile,
	frame: Frame,
): Frame & { explain: (error: unknown, limits: TransactionLimits) => unknown } {
	const { asked, action } = frame;
	return { ...frame, explain: (error, limits) => explainFailure(error, { asked, file, action }, limits) };
}

function askedOf(action: RunAction): Pick<ConditionFacts, 'asked'> {
	return action === 'rollback' ? { asked: 'rollback' } : {};
}
