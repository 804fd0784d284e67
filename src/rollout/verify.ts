/** Asks the database whether what was applied still holds. Reads only. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Check, TierResult, Verification } from '../contract';
import { ModelChange } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import type { Variables } from '../db/sql-text';
import { withSnapshot } from '../db/transaction';
import { NOTHING_ACCEPTED, readAccepted } from '../tier/accepted';
import type { Profile } from '../profile/profile';
import { readReports, runChecks, toCheck, type ReportedCheck } from '../tier/conditions';
import type { RolloutContext } from '../run/context';
import { requireDatabase } from '../run/requirements';
import { requirePrerequisites } from '../base/prerequisites';
import { resolveExpected, type ExpectedNumbers } from '../tier/expected';
import { invariantChecks, invariantViolations, readInvariants } from '../tier/invariants';
import { readPinnedNumbersIfAny } from '../run/ledger-read';
import { readAppliedTiers, type AppliedTiers } from '../tier/applied-tiers';
import { orderedTiers, tierOf } from '../tier/tiers';
import { tierVariables } from '../tier/tier-variables';

/**
 * The checks of every applied tier, the numbers of the target against those that were accepted last, and the invariants as one check, out_of_scope_unchanged: how many of them fail.
 * A tier that is not applied is left out; where none is, the status says so. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError.
 */
export async function verifyRollout(context: RolloutContext): Promise<Verification> {
	requirePostgres(context.db);
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, context.loaded.profile);
		await requirePrerequisites(trx, context.loaded.profile);
		const { applied, checks, variables } = await readChecks(context, null, trx);
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
	const { tier, name } = tierOf('verify');
	const { applied, checks, variables } = await readChecks(context, expected, trx);
	const notes = (await readChanges(trx, applied, variables)).map((change) => ({ ...change }));
	const violations = checks
		.filter((check) => !check.ok)
		.map((check) => ({ violation: 'a check does not hold', check: check.name, expected: check.expected, actual: check.actual }));
	const status = violations.length === 0 ? 'passed' : 'failed';
	const duration_ms = Math.round(performance.now() - started);
	return { tier, name, status, deltas: [], checks, violations, locks: [], notes, deleted: [], duration_ms };
}

/** The checks of the applied tiers as they are now, inside a transaction. */
export async function checkApplied(context: RolloutContext, trx: Knex.Transaction): Promise<Standing> {
	return readChecks(context, null, trx);
}

interface Standing {
	applied: AppliedTiers;
	checks: Check[];
	variables: Variables;
}

async function readChecks(
	{ loaded }: RolloutContext,
	expected: ExpectedNumbers | null,
	trx: Knex.Transaction,
): Promise<Standing> {
	const { profile } = loaded;
	const who = { actor: '', ratifiedApr: null };
	const tiers = orderedTiers(profile.rollout.order);
	const applied = await readAppliedTiers(trx, tiers, tierVariables(profile, { ...who, expected: {} }));
	const numbers = expected ?? (await resolveExpected(trx, profile, applied.size > 0 ? await readPinnedNumbersIfAny(trx) : null));
	const files = tiers.filter((file) => applied.has(file.id));
	const accepted = applied.size > 0 ? await readAccepted(trx) : NOTHING_ACCEPTED;
	const variables = tierVariables(profile, { ...who, expected: numbers, accepted });
	const asked = applied.size > 0 ? [...files, tierOf('verify')] : [];
	return { applied, checks: await withInvariants(trx, profile, await runChecks(trx, asked, variables)), variables };
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
