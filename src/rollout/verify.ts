/** Asks the database whether what was applied still holds. Reads only. */
import type { Check, Verification } from '../contract';
import { requirePostgres } from '../db/postgres';
import { withSnapshot } from '../db/transaction';
import { runChecks, toCheck } from './conditions';
import type { RolloutContext } from './context';
import { requireDatabase, requirePrerequisites } from './entry';
import { invariantChecks, invariantViolations, readInvariants } from './invariants';
import { readStanding } from './plan';
import { orderedTiers } from './tiers';

/**
 * The checks of every applied tier, and the invariants as one check, out_of_scope_unchanged: how many of them fail.
 * A tier that is not applied is left out. Errors: WrongDatabaseError, PrerequisiteMissingError, UnsupportedDatabaseError.
 */
export async function verifyRollout(context: RolloutContext): Promise<Verification> {
	requirePostgres(context.db);
	const { profile } = context.loaded;
	return withSnapshot(context.db, async (trx) => {
		await requireDatabase(trx, profile);
		await requirePrerequisites(trx);
		const { applied, variables } = await readStanding(context, trx);
		const files = orderedTiers(profile.rollout.order).filter((file) => applied.has(file.tier));
		const tierChecks = (await runChecks(trx, files, variables)).map(toCheck);
		const invariants = invariantChecks(await readInvariants(trx, profile.invariants));
		const outbox = invariants.filter((check) => check.name === 'governance_outbox');
		const moved = invariantViolations(invariants).length;
		const checks: Check[] = [
			...tierChecks,
			...outbox,
			{ name: 'out_of_scope_unchanged', expected: 0, actual: moved, ok: moved === 0 },
		];
		return { status: checks.every((check) => check.ok) ? 'PASS' : 'FAIL', checks };
	});
}
