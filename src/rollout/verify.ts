/** Asks the database whether what was applied still holds. Reads only. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Check, TierResult, Verification } from '../contract';
import { ModelChange } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import type { Profile } from '../profile/profile';
import { readReports, runChecks, toCheck, type ReportedCheck } from '../tier/conditions';
import type { RolloutContext } from '../run/context';
import { requireTarget } from '../run/requirements';
import type { ExpectedNumbers } from '../tier/expected';
import { invariantChecks, invariantViolations, readInvariants } from '../tier/invariants';
import type { AppliedTiers } from '../tier/applied-tiers';
import { tierResult } from '../tier/tier-result';
import { orderedTiers, tierOf } from '../tier/tiers';
import { readStanding, type RolloutStanding } from './read-applied';

/**
 * The checks of every applied tier, the numbers of the target against those that were accepted last, and the invariants as one check, out_of_scope_unchanged: how many of them fail.
 * A tier that is not applied is left out; where none is, the status says so. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError.
 */
export async function verifyRollout(context: RolloutContext): Promise<Verification> {
	requirePostgres(context.db);
	return withSnapshot(context.db, async (trx) => {
		await requireTarget(trx, context.loaded.profile);
		const { applied, checks, variables } = await checkApplied(context, trx);
		if (applied.size === 0) return { status: 'NOT_APPLIED', checks, changes: [] };
		const changes = await readChanges(trx, applied, variables);
		return { status: checks.every((check) => check.ok) ? 'PASS' : 'FAIL', checks, changes };
	});
}

/** The verification as a tier, inside a transaction: failed checks are its violations. `expected`: the numbers that the run goes by. */
export async function verifyInside(
	context: RolloutContext,
	expected: ExpectedNumbers | null,
	trx: Knex.Transaction,
): Promise<TierResult> {
	const started = performance.now();
	const { applied, checks, variables } = await checkApplied(context, trx, expected);
	const notes = (await readChanges(trx, applied, variables)).map((change) => ({ ...change }));
	const violations = checks
		.filter((check) => !check.ok)
		.map((check) => ({ violation: 'a check does not hold', check: check.name, expected: check.expected, actual: check.actual }));
	const status = violations.length === 0 ? 'passed' : 'failed';
	return tierResult(tierOf('verify'), { status, checks, violations, notes }, started);
}

/** The checks of the applied tiers as they are now, inside a transaction, by the numbers that the rollout recorded where no others are given. */
export async function checkApplied(
	context: RolloutContext,
	trx: Knex.Transaction,
	expected: ExpectedNumbers | null = null,
): Promise<RolloutStanding & { checks: Check[] }> {
	const { profile } = context.loaded;
	const standing = await readStanding(context, trx, expected ?? 'recorded');
	const files = orderedTiers(profile.rollout.order).filter((file) => standing.applied.has(file.id));
	const checks = await runChecks(trx, files.length > 0 ? [...files, tierOf('verify')] : [], standing.variables);
	return { ...standing, checks: await withInvariants(trx, profile, checks) };
}

/** The checks of the tiers, and what the invariants say now. */
export async function withInvariants(
	trx: Knex.Transaction,
	profile: Profile,
	checks: readonly ReportedCheck[],
): Promise<Check[]> {
	const invariants = invariantChecks(await readInvariants(trx, profile.invariants));
	const outbox = invariants.filter((check) => check.name === 'governance_outbox');
	const moved = invariantViolations(invariants).length;
	const unchanged = { name: 'out_of_scope_unchanged', expected: 0, actual: moved, ok: moved === 0 };
	return [...checks.map(toCheck), ...outbox, unchanged];
}

// What is compared is in the axis tables.
async function readChanges(trx: Knex.Transaction, applied: AppliedTiers, variables: Variables): Promise<ModelChange[]> {
	if (!applied.has(tierOf('structure').id)) return [];
	return z.array(ModelChange).parse(await readReports(trx, tierOf('verify'), variables));
}
