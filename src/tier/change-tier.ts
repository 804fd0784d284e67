/** The heart of apply and rehearse: one tier, inside the caller's transaction. */
import type { Knex } from 'knex';
import type { Check, TierResult, Violation } from '../contract';
import type { Variables } from '../db/sql-text';
import { PostconditionError } from '../errors';
import { readReports, runConditions } from './conditions';
import type { RolloutContext } from '../run/context';
import { countObjects, deltaChecks, toDeltas } from './deltas';
import { invariantChecks, invariantViolations, readInvariants } from './invariants';
import type { LockWatch } from './lock-watch';
import { requireNoViolations } from './explain-tier';
import { runSection } from './sections';
import type { TierFile } from './tier-file';
import { tierResult } from './tier-result';

/**
 * Precondition, invariants, change, postcondition, deltas, invariants again. The caller has asked the gate and the order.
 * Errors: PreconditionError, ForeignObjectsError, PostconditionError; StatementFailure for what the database refused.
 */
export async function changeTier(
	context: RolloutContext,
	file: TierFile,
	variables: Variables,
	trx: Knex.Transaction,
	locks: LockWatch,
): Promise<TierResult> {
	const started = performance.now();
	const { invariants } = context.loaded.profile;
	const precondition = await runConditions(trx, file, 'precondition', variables, context.observe);
	requireNoViolations(file, precondition);

	const invariantsBefore = await readInvariants(trx, invariants);
	const countsBefore = await countObjects(trx, file);
	await runSection(trx, file, 'change', variables, context.observe);
	const postcondition = await runConditions(trx, file, 'postcondition', variables, context.observe);
	const deltas = toDeltas(countsBefore, await countObjects(trx, file));
	const moved = deltaChecks(file, deltas, variables);
	const outside = invariantChecks(await readInvariants(trx, invariants), invariantsBefore);

	const violations = [
		...postcondition.violations,
		...moved.filter((check) => !check.ok).map(asViolation),
		...invariantViolations(outside),
	];
	if (violations.length > 0) throw new PostconditionError({ tier: file.tier, name: file.name, violations });
	const checks = [...postcondition.checks, ...moved, ...outside];
	const taken = await locks.taken();
	return tierResult(
		file,
		{ status: 'passed', deltas, checks, locks: taken, notes: await readReports(trx, file, variables) },
		started,
	);
}

function asViolation({ name, expected, actual }: Check): Violation {
	return { violation: 'a count moved otherwise than declared', check: name, expected, actual };
}
