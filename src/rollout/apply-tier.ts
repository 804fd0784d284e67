/** Applies one tier: gate, order, precondition, change, postcondition and invariants, in one transaction. */
import type { Knex } from 'knex';
import type { RunAnswer } from '../contract';
import { PostconditionError } from '../errors';
import { requirePostgres } from '../db/postgres';
import { runConditions } from './conditions';
import type { RolloutContext, RunRequest } from './context';
import { countObjects, deltaChecks, toDeltas } from './deltas';
import { requireDatabase, requireGate, requirePrerequisites } from './entry';
import { resolveExpected } from './expected';
import { invariantChecks, invariantViolations, readInvariants } from './invariants';
import { readPinnedNumbers } from './ledger';
import { alreadyApplied, requireNoViolations } from './refusals';
import { runTier, type TierWork } from './run';
import { runSection } from './sections';
import { readAppliedTiers, requirePredecessor } from './state';
import { afterStructureChange } from './structure-change';
import { findTier, orderedTiers } from './tiers';
import type { TierFile } from './tier-file';
import { tierVariables } from './variables';

/**
 * Applies a tier and answers its run. Everything or nothing: whatever fails before COMMIT leaves the database as it was, but for the ledger.
 * Errors: UnknownTierError, WrongDatabaseError, PrerequisiteMissingError, GateClosedError, OrderError, AlreadyAppliedError, ForeignObjectsError,
 * PreconditionError, PostconditionError, RolloutBusyError, UnsupportedDatabaseError.
 */
export async function applyTier(context: RolloutContext, request: RunRequest, tier: string): Promise<RunAnswer> {
	requirePostgres(context.db);
	const { profile } = context.loaded;
	const file = findTier(tier, profile.rollout.order);
	const answer = await runTier(context, request, 'apply', file, (trx) => changeTier(context, request, file, trx));
	await afterStructureChange(context, file);
	return answer;
}

async function changeTier(
	context: RolloutContext,
	request: RunRequest,
	file: TierFile,
	trx: Knex.Transaction,
): Promise<TierWork> {
	const started = performance.now();
	const { profile } = context.loaded;
	const tiers = orderedTiers(profile.rollout.order);
	await requireDatabase(trx, profile);
	await requirePrerequisites(trx);
	await requireGate(trx, profile, file);

	const who = { actor: request.requestedBy, ratifiedApr: request.ratifiedApr };
	const applied = await readAppliedTiers(trx, tiers, tierVariables(profile, { ...who, expected: {} }));
	if (applied.has(file.tier)) throw alreadyApplied(file);
	requirePredecessor(file, tiers, applied);

	const expected = await resolveExpected(trx, profile, applied.size > 0 ? await readPinnedNumbers(trx) : null);
	const variables = tierVariables(profile, { ...who, expected });
	requireNoViolations(file, await runConditions(trx, file, 'precondition', variables, context.observe));

	const invariantsBefore = await readInvariants(trx, profile.invariants);
	const countsBefore = await countObjects(trx, file);
	await runSection(trx, file, 'change', variables, context.observe);
	const postcondition = await runConditions(trx, file, 'postcondition', variables, context.observe);
	const deltas = toDeltas(countsBefore, await countObjects(trx, file));
	const moved = deltaChecks(file, deltas, expected);
	const outside = invariantChecks(await readInvariants(trx, profile.invariants), invariantsBefore);

	const violations = [
		...postcondition.violations,
		...moved
			.filter((check) => !check.ok)
			.map(({ name, expected, actual }) => ({
				violation: 'a count moved otherwise than declared',
				check: name,
				expected,
				actual,
			})),
		...invariantViolations(outside),
	];
	if (violations.length > 0) throw new PostconditionError({ tier: file.tier, name: file.name, violations });
	return {
		expected,
		result: {
			tier: file.tier,
			name: file.name,
			status: 'passed',
			deltas,
			checks: [...postcondition.checks, ...moved, ...outside],
			violations: [],
			duration_ms: Math.round(performance.now() - started),
		},
	};
}
