/** Asks what would refuse tiers that are to be applied, of the target as it is before the first of them: one list for preflight, plan, rehearsal and apply. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import type { Row } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { sqlState } from '../db/sqlstate';
import { withTransaction } from '../db/transaction';
import { GateClosedError, PreconditionError, RunRefusedError } from '../errors';
import { approvalBlockers } from '../gate/approval';
import type { ConditionResult, ReportedCheck } from '../tier/conditions';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { requireDatabase, requireTarget } from '../run/requirements';
import { readReferenceViolations, unknownApproval } from '../base/references';
import { requireGate } from '../tier/require-gate';
import { requireNoViolations } from '../tier/explain-tier';
import { requireSeal } from '../seal/seal';
import { readStanding } from './read-applied';
import { checksOf, type TierFile } from '../tier/tier-file';
import { tierOf } from '../tier/tiers';
import { askTogether } from '../tier/ask-together';

/** A live host has sessions that are between two statements for a moment. One that still is after this long holds its locks. */
const SETTLE_MS = 100;
const LOOKS = 3;

const REFERENCES = 'Correct the code in the profile, or create or activate what it names.';

/** Stands in for the approval code where none is asked for yet. */
const ANY_CODE = 'ANY';

/** A precondition of a tier, asked early: `violations` is what it found. */
export interface Foreseen extends ReportedCheck {
	violations: Violation[];
	/** The error code that a violation asks for. */
	code: string | null;
}

/**
 * Asks every precondition of the tiers, in the order in which they would run, but those that read what an earlier one of them will make; those of
 * tier 0 first. A query that the database refuses is a violation of its own.
 */
async function foreseeTiers(trx: Knex.Transaction, files: readonly TierFile[], variables: Variables): Promise<Foreseen[]> {
	const coming = new Set<string>();
	const asked = [tierOf('preflight'), ...files].flatMap((file) => {
		const askable = checksOf(file, 'precondition').filter(({ after }) => !after.some((id) => coming.has(id)));
		coming.add(file.id);
		return askable.map((step) => ({ ...step, tier: file.tier }));
	});
	const questions = asked.map(({ statement }) => statement);
	const answers = await askTogether(trx, questions, variables);
	return asked.map(({ tier, check, remedy, blocker }, index) => {
		const answer = answers[index] ?? { rows: [] };
		const found = 'rows' in answer ? answer.rows : unreadable(answer.refusal);
		const violations = found.map(({ code: _code, violation, ...facts }) => ({ violation: String(violation), check, ...facts }));
		const code = found.map((row) => row.code).find((one) => typeof one === 'string') ?? null;
		return { tier, name: check, expected: 0, actual: found.length, ok: found.length === 0, remedy, blocker, violations, code };
	});
}

/**
 * Holds that a run of several tiers may start, as far as the target tells now; looks again a few times where only sessions of others are in the way.
 * Errors: WrongDatabaseError, PrerequisiteMissingError, GateClosedError; PreconditionError, OwnerRequiredError, ForeignObjectsError where one tier alone would
 * refuse, RunRefusedError where several would.
 */
export async function requireForesight(context: RolloutContext, request: RunRequest, files: readonly TierFile[]): Promise<void> {
	const limits = { ...limitsOf(context), oneSnapshot: true };
	if (files.length === 0) return withTransaction(context.db, limits, (trx) => requireWarrant(context, request, trx));
	const refusing = await lookAgain(
		() => withTransaction(context.db, limits, (trx) => readRefusing(context, request, files, trx)),
		(found) => found,
	);
	if (refusing.length > 0) refuse(files, refusing);
}

/**
 * Holds that the code and the seal of a run that changes nothing are what they seem: it is recorded under them.
 * Errors: WrongDatabaseError, PreconditionError, GateClosedError, NotSealedError.
 */
export async function requireWarrant(context: RolloutContext, request: RunRequest, trx: Knex.Transaction): Promise<void> {
	const { profile } = context.loaded;
	const { ratifiedApr } = request;
	await requireDatabase(trx, profile);
	const violations = await unknownApproval(trx, profile, ratifiedApr);
	if (violations.length > 0) throw new PreconditionError({ tier: 0, name: 'preflight', violations });
	const blockers = profile.ratification.approved && ratifiedApr !== null ? await approvalBlockers(trx, ratifiedApr) : [];
	if (blockers.length > 0) throw new GateClosedError({ asked: 'Applying the rollout', blockers });
	await requireSeal(trx, context, request, []);
}

/** Looks again, a few times at most, while nothing but a session of others that is idle in a transaction is in the way. */
export async function lookAgain<Result>(
	read: () => Promise<Result>,
	checksOfResult: (result: Result) => readonly ReportedCheck[],
): Promise<Result> {
	let result = await read();
	for (let looks = 1; looks < LOOKS && isIdleOnly(checksOfResult(result)); looks++) {
		await settle();
		result = await read();
	}
	return result;
}

async function readRefusing(
	context: RolloutContext,
	request: RunRequest,
	files: readonly TierFile[],
	trx: Knex.Transaction,
): Promise<Foreseen[]> {
	const { profile } = context.loaded;
	await requireTarget(trx, profile);
	for (const file of files) await requireGate(trx, profile, request, file);
	await requireSeal(trx, context, request, files);
	const { variables } = await readStanding(context, trx, 'kept');
	return (await foresee(context, request, files, variables, trx)).filter((item) => !item.ok);
}

/** The codes of the profile that the target does not know, as one check of tier 0, then the preconditions of the tiers. */
export async function foresee(
	{ loaded }: RolloutContext,
	request: RunRequest,
	files: readonly TierFile[],
	variables: Variables,
	trx: Knex.Transaction,
): Promise<Foreseen[]> {
	const violations: Violation[] = (await readReferenceViolations(trx, loaded.profile, request.ratifiedApr)).map((row) => ({
		check: 'references',
		...row,
	}));
	const known = new Set(violations.map(({ violation, object }) => JSON.stringify([violation, object])));
	const asked = await foreseeTiers(trx, files, { ...variables, ratified_apr: request.ratifiedApr ?? ANY_CODE });
	const tiers = asked.map((item) => {
		// What the references tell is not told again by each tier that reads them.
		const others = item.violations.filter(({ violation, object }) => !known.has(JSON.stringify([violation, object])));
		return { ...item, violations: others, actual: others.length, ok: others.length === 0 };
	});
	const count = violations.length;
	const references = {
		tier: 0,
		name: 'references',
		expected: 0,
		actual: count,
		ok: count === 0,
		remedy: REFERENCES,
		blocker: 'references',
	};
	return [{ ...references, violations, code: null }, ...tiers];
}

function refuse(files: readonly TierFile[], refusing: readonly Foreseen[]): void {
	const tiers = new Set(refusing.map((item) => item.tier));
	const [alone] = tiers.size === 1 ? tiers : [];
	const file = [tierOf('preflight'), ...files].find((one) => one.tier === alone);
	const violations = refusing.flatMap((item) => item.violations);
	const code = refusing.map((item) => item.code).find((one) => one !== null) ?? null;
	const result: ConditionResult = { checks: [], violations, code };
	if (file) return requireNoViolations(file, result);
	throw new RunRefusedError({
		violations: refusing.flatMap(({ tier, remedy, violations: rows }) => rows.map((row) => ({ ...row, tier, remedy }))),
	});
}

function unreadable(error: unknown): Row[] {
	const state = sqlState(error);
	if (state === null || !(error instanceof Error)) throw error;
	return [{ violation: 'a precondition cannot be read', sqlstate: state, detail: error.message }];
}

// Sessions that are idle in a transaction are all that is in the way.
function isIdleOnly(checks: readonly ReportedCheck[]): boolean {
	const failing = checks.filter((check) => !check.ok);
	return failing.length > 0 && failing.every((check) => check.name === 'idle_in_transaction');
}

function settle(): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
}
