/** Asks the database whether what was applied still holds. Reads only. */
import type { Knex } from 'knex';
import type { Check, TierResult, Verification } from '../contract';
import { requirePostgres } from '../db/postgres';
import { withSnapshot } from '../db/transaction';
import { runChecks, toCheck } from './conditions';
import type { RolloutContext } from './context';
import { requireDatabase, requirePrerequisites } from './entry';
import { resolveExpected, type ExpectedNumbers } from './expected';
import { invariantChecks, invariantViolations, readInvariants } from './invariants';
import { readPinnedNumbers } from './ledger-read';
import { readAppliedTiers } from './state';
import { orderedTiers, verifyTier } from './tiers';
import { tierVariables } from './variables';

/**
 * The checks of every applied tier, and the invariants as one check, out_of_scope_unchanged: how many of them fail.
 * A tier that is not applied is left out. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError.
 */
export async function verifyRollout(context: RolloutContext): Promise<Verification> {
	requirePostgres(context.db);
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, context.loaded.profile);
		await requirePrerequisites(trx);
		const checks = await readChecks(context, null, trx);
		return { status: checks.every((check) => check.ok) ? 'PASS' : 'FAIL', checks };
	});
}

/** The verification as tier 8, inside a transaction: failed checks are its violations. `expected`: the numbers that the run goes by. */
export async function verifyInside(
	context: RolloutContext,
	expected: ExpectedNumbers | null,
	trx: Knex.Transaction,
): Promise<TierResult> {
	const started = performance.now();
	const { tier, name } = verifyTier();
	const checks = await readChecks(context, expected, trx);
	const violations = checks
		.filter((check) => !check.ok)
		.map((check) => ({ violation: 'a check does not hold', check: check.name, expected: check.expected, actual: check.actual }));
	const status = violations.length === 0 ? 'passed' : 'failed';
	const duration_ms = Math.round(performance.now() - started);
	return { tier, name, status, deltas: [], checks, violations, locks: [], notes: [], deleted: [], duration_ms };
}

async function readChecks({ loaded }: RolloutContext, expected: ExpectedNumbers | null, trx: Knex.Transaction): Promise<Check[]> {
	const { profile } = loaded;
	const who = { actor: '', ratifiedApr: null };
	const tiers = orderedTiers(profile.rollout.order);
	const applied = await readAppliedTiers(trx, tiers, tierVariables(profile, { ...who, expected: {} }));
	const numbers = expected ?? (await resolveExpected(trx, profile, applied.size > 0 ? await readPinnedNumbers(trx) : null));
	const files = tiers.filter((file) => applied.has(file.tier));
	const tierChecks = (await runChecks(trx, files, tierVariables(profile, { ...who, expected: numbers }))).map(toCheck);
	const invariants = invariantChecks(await readInvariants(trx, profile.invariants));
	const outbox = invariants.filter((check) => check.name === 'governance_outbox');
	const moved = invariantViolations(invariants).length;
	return [...tierChecks, ...outbox, { name: 'out_of_scope_unchanged', expected: 0, actual: moved, ok: moved === 0 }];
}
