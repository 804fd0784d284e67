/** Rolls one tier back: by tag or by dropping what it made, never by cascade. Works with a shut gate: it is the emergency exit. */
import type { Knex } from 'knex';
import type { RunAnswer } from '../contract';
import { requirePostgres } from '../db/postgres';
import { runText } from '../db/run-sql';
import { PostconditionError } from '../errors';
import { runConditions } from './conditions';
import type { RolloutContext, RunRequest } from './context';
import { countObjects, toDeltas } from './deltas';
import { requireDatabase } from './entry';
import { resolveExpected } from './expected';
import { invariantChecks, invariantViolations, readInvariants } from './invariants';
import { readPinnedNumbers } from './ledger';
import { requireNoViolations } from './refusals';
import { runTier, type TierWork } from './run';
import { runSection } from './sections';
import guardsOff from './sql/guards-off.sql';
import guardsOn from './sql/guards-on.sql';
import { readAppliedTiers, requireTopmost } from './state';
import { afterStructureChange } from './structure-change';
import { findTier, orderedTiers } from './tiers';
import type { TierFile } from './tier-file';
import { tierVariables } from './variables';

/**
 * Rolls a tier back and answers its run. Rows that others added on top of the tier are never deleted: they refuse the rollback.
 * Errors: UnknownTierError, WrongDatabaseError, OrderError, PreconditionError (dependants, or a role that does not own the tables),
 * PostconditionError, RolloutBusyError, UnsupportedDatabaseError.
 */
export async function rollbackTier(context: RolloutContext, request: RunRequest, tier: string): Promise<RunAnswer> {
	requirePostgres(context.db);
	const file = findTier(tier, context.loaded.profile.rollout.order);
	const answer = await runTier(context, request, 'rollback', file, (trx) => undoTier(context, request, file, trx));
	await afterStructureChange(context, file);
	return answer;
}

async function undoTier(context: RolloutContext, request: RunRequest, file: TierFile, trx: Knex.Transaction): Promise<TierWork> {
	const started = performance.now();
	const { profile } = context.loaded;
	const tiers = orderedTiers(profile.rollout.order);
	await requireDatabase(trx, profile);

	const expected = await resolveExpected(trx, profile, await readPinnedNumbers(trx));
	const variables = tierVariables(profile, { actor: request.requestedBy, ratifiedApr: request.ratifiedApr, expected });
	requireTopmost(file, tiers, await readAppliedTiers(trx, tiers, variables));
	const dependants = await runConditions(trx, file, 'dependants', variables, context.observe);
	requireNoViolations(file, dependants);

	// The emergency exit must work where the base model is damaged: what was unknown before says nothing after.
	const invariantsBefore = (await readInvariants(trx, profile.invariants)).filter((reading) => reading.actual !== null);
	const invariants = invariantsBefore.map((reading) => reading.invariant);
	const countsBefore = await countObjects(trx, file);
	await runText(trx, guardsOff);
	await runSection(trx, file, 'rollback', variables, context.observe);
	await runText(trx, guardsOn);
	const deltas = toDeltas(countsBefore, await countObjects(trx, file));
	const outside = invariantChecks(await readInvariants(trx, invariants), invariantsBefore);

	const stillThere = (await readAppliedTiers(trx, tiers, variables)).has(file.tier);
	const gone = { name: 'tier_gone', expected: true, actual: !stillThere, ok: !stillThere };
	const violations = [
		...(stillThere ? [{ violation: 'the tier left something behind', check: 'tier_gone' }] : []),
		...invariantViolations(outside),
	];
	if (violations.length > 0) throw new PostconditionError({ tier: file.tier, name: file.name, violations });
	return {
		expected,
		result: {
			tier: file.tier,
			name: file.name,
			status: 'rolled_back',
			deltas,
			checks: [...dependants.checks, gone, ...outside],
			violations: [],
			duration_ms: Math.round(performance.now() - started),
		},
	};
}
