/**
 * Refusals of the bundle: one class per cause, each with its code, HTTP status and facts in `extensions`.
 * They carry Directus' own error shape (`name` is `DirectusError`), so REST, GraphQL and WebSocket answer them as they are.
 * Every message says what was asked, what is so, whether anything changed, and what to do.
 */
import { createError } from '@directus/errors';
import {
	AXIS_ERROR_STATUS,
	type AxisErrorCode,
	type Blocker,
	type NotHuman,
	type SealDifference,
	type Violation,
} from './contract';

const define = <Facts>(code: AxisErrorCode, message: (facts: Facts) => string) =>
	createError<Facts>(code, message, AXIS_ERROR_STATUS[code]);

interface GateFacts {
	/** What was refused, as a noun phrase: "Applying tier 1". */
	asked: string;
	blockers: Blocker[];
}

/** The gate is shut: no ratification, or it cannot be read. */
export const GateClosedError = define<GateFacts>(
	'AXIS_GATE_CLOSED',
	({ asked, blockers }) =>
		`${asked} was refused: the gate is shut. Nothing was changed. ${blockers.map((blocker) => `${blocker.message} ${blocker.remedy}`).join(' ')}`,
);

/** A program tried what is a person's act: ratifying, or activating an event type. */
export const HumanOnlyError = define<{ asked: string; reason: NotHuman }>('AXIS_HUMAN_ONLY', ({ asked, reason }) => {
	const refused = `${asked} was refused: it is a person's act (guard.human_only), and`;
	switch (reason) {
		case 'nobody':
			return `${refused} nobody is signed in. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
		case 'program':
			return `${refused} this is a program that acts for a user. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
		case 'no_session':
			return `${refused} this is no session of the Data Studio but an access token. Nothing was changed. Do it in the Data Studio, signed in as yourself.`;
	}
});

export interface ConditionFacts {
	tier: number;
	name: string;
	violations: Violation[];
	/** Left out for apply. */
	asked?: 'rollback';
}

const showFact = (value: unknown) => (typeof value === 'object' ? JSON.stringify(value) : String(value));

const listViolations = (violations: Violation[]) =>
	violations
		.slice(0, 3)
		.map(({ violation, ...facts }) =>
			[violation, ...Object.entries(facts).map(([key, value]) => `${key} ${showFact(value)}`)].join(', '),
		)
		.join('; ') + (violations.length > 3 ? `; and ${violations.length - 3} more` : '');

/** A tier refused to start: a precondition returned violations, or something depends on what a rollback would take away. */
export const PreconditionError = define<ConditionFacts>('AXIS_PRECONDITION', ({ tier, name, violations, asked }) =>
	asked === 'rollback'
		? `Tier ${tier} (${name}) was not rolled back: ${listViolations(violations)}. Nothing was changed. Review what is listed; {"force": true} deletes rows, and records which.`
		: `Tier ${tier} (${name}) did not start: ${listViolations(violations)}. Nothing was changed. Compare GET /axis/preflight with the profile.`,
);

/** The database role may not do what was asked: the axis objects belong to an owner role, or a grant is missing. */
export const OwnerRequiredError = define<ConditionFacts>(
	'AXIS_PRECONDITION',
	({ tier, name, violations, asked }) =>
		`Tier ${tier} (${name}) ${asked === 'rollback' ? 'was not rolled back' : 'did not start'}: ${listViolations(violations)}. Nothing was changed. Set AXIS_OWNER_DATABASE_URL to a login of the axis tables' owner and restart Directus, or let that owner run the packet with psql ("directus axis packet"); "directus axis harden" tells who owns what.`,
);

/** A tier ran and was rolled back: a postcondition or an out-of-scope invariant did not hold. */
export const PostconditionError = define<ConditionFacts>(
	'AXIS_POSTCONDITION',
	({ tier, name, violations }) =>
		`Tier ${tier} (${name}) was rolled back before COMMIT: ${listViolations(violations)}. Nothing was changed but the run ledger.`,
);

/** Objects of the same name exist that the bundle did not make. */
export const ForeignObjectsError = define<ConditionFacts>(
	'AXIS_FOREIGN_OBJECTS',
	({ tier, name, violations }) =>
		`Tier ${tier} (${name}) did not start: ${listViolations(violations)}. They are not this extension's. Nothing was changed. Rename or drop them first.`,
);

/** The tier is in the database already. */
export const AlreadyAppliedError = define<{ tier: number; name: string }>(
	'AXIS_ALREADY_APPLIED',
	({ tier, name }) =>
		`Tier ${tier} (${name}) is applied already. Nothing was changed. GET /axis/verify tells whether it still holds.`,
);

interface OrderFacts {
	tier: number;
	asked: 'apply' | 'rollback' | 'scan' | 'self-test';
	/** What stands in the way: a tier to apply first, or one to roll back first; null when the tier itself is not applied. */
	first: number | null;
}

/** The tiers' order does not allow it. */
export const OrderError = define<OrderFacts>('AXIS_ORDER', ({ tier, asked, first }) => {
	if (asked === 'apply')
		return `Tier ${tier} was not applied: tier ${first} comes before it and is not applied. Nothing was changed. Apply tier ${first} first.`;
	if (asked === 'scan')
		return `No scan was made: tier ${tier} makes the first one and is not applied. Nothing was changed. Apply tier ${tier} first.`;
	if (asked === 'self-test')
		return `No self-test was made: tier ${tier} creates the axis tables and their guard and is not applied. Nothing was changed. Apply tier ${tier} first.`;
	if (first === null)
		return `Tier ${tier} was not rolled back: it is not applied. Nothing was changed. GET /axis/plan tells where the rollout stands.`;
	return `Tier ${tier} was not rolled back: tier ${first} stands on it. Nothing was changed. Roll back tier ${first} first.`;
});

/** Another run holds the rollout's lock, or a table lock or a statement took too long. */
export const RolloutBusyError = define<{
	asked: string;
	reason: 'running' | 'self_test' | 'lock_timeout' | 'statement_timeout';
	wait_ms?: number;
}>('AXIS_ROLLOUT_BUSY', ({ asked, reason, wait_ms }) => {
	switch (reason) {
		case 'running':
			return `${asked} was refused: another run is in progress, or a self-test of the gate. Nothing was changed. GET /axis/runs shows runs; try again when it has ended.`;
		case 'self_test':
			return `${asked} was refused: another self-test is in progress. Nothing was changed. Try again in a few seconds.`;
		case 'lock_timeout':
			return `${asked} was rolled back: a table is locked by somebody else for longer than ${wait_ms} ms. Nothing was changed. Try again, or look for long transactions.`;
		case 'statement_timeout':
			return `${asked} was rolled back: a statement was cancelled, or ran for longer than ${wait_ms} ms. Nothing was changed. Try again, or allow more in rollout.statement_timeout_ms of the profile.`;
	}
});

/** The connection leads to another database than the profile is for. */
export const WrongDatabaseError = define<{ expected: string; actual: string }>(
	'AXIS_WRONG_DATABASE',
	({ expected, actual }) =>
		`Refused: the profile is for the database "${expected}", and this is "${actual}". Nothing was changed. Connect to the right one, or name another profile in AXIS_PROFILE.`,
);

/** AXIS_OWNER_DATABASE_URL leads to another database than Directus'. Names no part of the URL. */
export const WrongOwnerDatabaseError = define<{ expected: string; actual: string }>(
	'AXIS_WRONG_DATABASE',
	({ expected, actual }) =>
		`Refused: AXIS_OWNER_DATABASE_URL leads to ${expected === actual ? `another database of the name "${actual}"` : `the database "${actual}"`}, and Directus runs on "${expected}". Nothing was changed. Correct the variable and restart Directus.`,
);

/** AXIS_OWNER_DATABASE_URL is set and cannot be used. The reason names no part of the URL. */
export const OwnerUnusableError = define<{ reason: string }>(
	'AXIS_OWNER_UNUSABLE',
	({ reason }) =>
		`Refused: AXIS_OWNER_DATABASE_URL cannot be used: ${reason}. Nothing was changed. Correct the variable and restart Directus; "directus axis harden" tells who owns what.`,
);

/** Something that the rollout builds on is not there. */
export const PrerequisiteMissingError = define<{ missing: string[] }>(
	'AXIS_PREREQUISITE_MISSING',
	({ missing }) =>
		`Refused: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} missing in this database or may not be read. Nothing was changed. Create ${missing.length === 1 ? 'it' : 'them'} first; GET /axis/preflight lists what is needed.`,
);

/** A newer build of this extension migrated the database. */
export const NewerSchemaError = define<{ unknown: string[] }>(
	'AXIS_NEWER_SCHEMA',
	({ unknown }) =>
		`Refused: this database has migrations that this version of the extension does not know (${unknown.join(', ')}). Nothing was changed. Install the version that made them, or a newer one.`,
);

const NOT_SEALED = {
	missing: 'this profile asks for a seal (ratification.sealed), and none was given',
	unknown: 'there is no seal of this token',
	expired: 'the seal has expired',
	used: 'the seal was used by another run',
	approval: 'the seal is for another approval code',
	tier: 'the seal does not cover this tier',
} as const;

/** A tier needs a seal of the plan, and the caller has none that holds. */
export const NotSealedError = define<{ asked: string; reason: keyof typeof NOT_SEALED; expires_at?: string }>(
	'AXIS_NOT_SEALED',
	({ asked, reason, expires_at }) =>
		`${asked} was refused: ${NOT_SEALED[reason]}${expires_at === undefined ? '' : ` at ${expires_at}`}. Nothing was changed. Review the plan, seal it with POST /axis/plan/seal, and give its token as "seal".`,
);

/** The plan is not the one that was sealed. */
export const PlanChangedError = define<{ asked: string; differences: SealDifference[] }>(
	'AXIS_PLAN_CHANGED',
	({ asked, differences }) =>
		`${asked} was refused: the plan is not the one that was sealed. ${differences.map(({ part, name, sealed, actual }) => `${part}${name === null ? '' : ` ${name}`}: sealed ${showFact(sealed)}, now ${showFact(actual)}`).join('; ')}. Nothing was changed. Review what differs, and seal the plan again.`,
);

/** The request's body or query is not what the route takes. */
export const InvalidPayloadError = define<{ reason: string }>(
	'AXIS_INVALID_PAYLOAD',
	({ reason }) => `The request was not understood: ${reason}. Nothing was changed.`,
);

/** No tier of that number. */
export const UnknownTierError = define<{ tier: string; known: number[] }>(
	'AXIS_UNKNOWN_TIER',
	({ tier, known }) => `There is no tier "${tier}" to act on. Nothing was changed. Tiers are ${known.join(', ')}.`,
);

/** No active axis of that code. */
export const UnknownAxisError = define<{ axis_code: string }>(
	'AXIS_UNKNOWN_AXIS',
	({ axis_code }) => `There is no active axis "${axis_code}". GET /axis/coverage lists the active ones.`,
);

/** No run of that id. */
export const UnknownRunError = define<{ id: string }>(
	'AXIS_UNKNOWN_RUN',
	({ id }) => `There is no run "${id}". GET /axis/runs lists them.`,
);

/** The host runs on another database than PostgreSQL. */
export const UnsupportedDatabaseError = define<{ client: string }>(
	'AXIS_UNSUPPORTED_DATABASE',
	({ client }) => `Axis coverage needs PostgreSQL 15 or newer, and this Directus runs on ${client}. Nothing was changed.`,
);

/** The profile file cannot be read or does not hold together. Every problem is listed. */
export const ProfileError = define<{ path: string; problems: string[] }>(
	'AXIS_INVALID_PROFILE',
	({ path, problems }) =>
		`The rollout profile ${path} cannot be used: ${problems.join('; ')}. Nothing was changed. Correct it or unset AXIS_PROFILE.`,
);

/** Directus' own refusal, in its own words: the caller lacks the permission. */
export const ForbiddenError = createError<{ reason: string }>('FORBIDDEN', ({ reason }) => reason, 403);

/** The run ledger is written by the rollout alone. */
export const LedgerReadOnlyError = createError<void>(
	'FORBIDDEN',
	'Runs are recorded by the rollout alone and cannot be created, changed or deleted. Nothing was changed. Use POST /axis/apply or POST /axis/rollback.',
	403,
);
