/** Rolls tiers back: by tag or by dropping what they made, never by cascade. Works with a shut gate: it is the emergency exit. */
import type { Knex } from 'knex';
import type { FingerprintComparison, RunAnswer, TierRef } from '../contract';
import type { TakenBack } from '../changes/standing';
import { requirePostgres } from '../db/postgres';
import { runText } from '../db/run-sql';
import { NothingAppliedError, PostconditionError } from '../errors';
import { runConditions } from '../tier/conditions';
import type { RolloutContext, RunRequest } from '../run/context';
import { countObjects, toDeltas } from '../tier/deltas';
import { requireDatabase } from '../run/requirements';
import { tellMissing } from '../base/prerequisites';
import { resolveExpected } from '../tier/expected';
import { differencesOf, parseParts, readFingerprintParts } from '../tier/fingerprint';
import { undoBatches } from './acts-of-people';
import { foreseeRollback } from './foresee-rollback';
import { readLeftBehind } from './left-behind';
import { invariantChecks, invariantViolations, readInvariants } from '../tier/invariants';
import { readEntryFingerprint, readEntryParts, readPinnedNumbers } from '../run/ledger-read';
import { watchLocks } from '../tier/lock-watch';
import { readApplied } from './read-applied';
import { ofTier, requireNoViolations } from '../tier/explain-tier';
import { runRecorded, type Outcome } from '../run/recorded';
import { runSection } from '../tier/sections';
import { runSequence } from '../run/sequence';
import guardsOff from '../tier/sql/guards-off.sql';
import guardsOn from '../tier/sql/guards-on.sql';
import { readAppliedTiers, requireTopmost } from '../tier/applied-tiers';
import { afterStructureChange, structureNotes } from './structure-change';
import { findTier, orderedTiers } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { tierResult } from '../tier/tier-result';
import { tierVariables } from '../tier/tier-variables';

export interface RollbackOptions {
	/** Deletes rows of others that depend on the tier, and rows of the tier that people changed, instead of refusing; the answer lists them. */
	force: boolean;
	/** Takes acts of people on what goes back first, newest first, in the transaction of the first tier that goes. */
	undoBatches?: boolean;
	partOf?: string | null;
}

/**
 * Rolls a tier back and answers its run; after the last one, with the comparison of fingerprints.
 * Errors: UnknownTierError, WrongDatabaseError, OrderError, PreconditionError (rows of others, or a role that does not own the tables),
 * PostconditionError, RolloutBusyError, UnsupportedDatabaseError.
 */
export async function rollbackTier(
	context: RolloutContext,
	request: RunRequest,
	tier: TierRef,
	options: RollbackOptions = { force: false },
): Promise<RunAnswer> {
	requirePostgres(context.db);
	const file = findTier(tier, context.loaded.profile.rollout.order);
	return rollbackOne(context, request, file, options, options.undoBatches === true ? [file] : null);
}

/** `undoing`: the tiers that go, whose acts of people are taken back first; null takes none back. */
async function rollbackOne(
	context: RolloutContext,
	request: RunRequest,
	file: TierFile,
	{ force, partOf = null }: RollbackOptions,
	undoing: readonly TierFile[] | null,
): Promise<RunAnswer> {
	const asked = `Rolling back tier ${file.tier}`;
	const spec = ofTier(file, { action: 'rollback', tiers: [file.tier], asked, partOf, commit: true });
	let fingerprint: FingerprintComparison | null = null;
	const answer = await runRecorded(context, request, spec, async (trx, runId) => {
		const prepare = undoing === null ? null : () => undoBatches(trx, context, request, undoing, force);
		const { outcome, last, taken } = await undoTier(context, request, file, force, trx, prepare);
		if (last) fingerprint = await compareFingerprint(trx);
		await taken?.record(trx, runId);
		const told = { ...(fingerprint ? { fingerprint } : {}), ...(taken ? { undone: taken.took } : {}) };
		return { ...outcome, facts: { ...outcome.facts, ...told } };
	});
	await afterStructureChange(context, [file]);
	return fingerprint ? { ...answer, fingerprint } : answer;
}

/**
 * Rolls back every applied tier, the last one first, down to `to`, which stays; all for null. Nothing to do is no error where a rollout was: it may be
 * repeated. Starts only where every tier can go. What fails after that stops it, and keeps what was committed. Errors: as rollbackTier; RunRefusedError;
 * NothingAppliedError where nothing was ever applied; PrerequisiteMissingError.
 */
export async function rollbackAll(
	context: RolloutContext,
	request: RunRequest,
	to: TierRef | null,
	options: RollbackOptions = { force: false },
): Promise<RunAnswer> {
	requirePostgres(context.db);
	const { order } = context.loaded.profile.rollout;
	const tiers = orderedTiers(order);
	const above = to === null ? tiers : tiers.slice(tiers.indexOf(findTier(to, order)) + 1);
	const spec = {
		action: 'rollback',
		tiers: above.map((file) => file.tier).reverse(),
		asked: 'Rolling back the rollout',
	} as const;
	return runSequence(context, request, spec, async (partOf, done) => {
		const applied = await readApplied(context);
		if (applied.size === 0 && (await readEntryFingerprint(context.db)) === null) {
			throw new NothingAppliedError({ tier: tiers.at(-1)?.tier ?? 0, asked: 'rollback', first: null });
		}
		const leaving = above.filter((one) => applied.has(one.id)).reverse();
		// With acts that are taken back first it is asked once they are, in the same transaction.
		if (options.undoBatches !== true)
			await tellMissing(context.db, context.loaded.profile, () => foreseeRollback(context, request, leaving, options.force));
		let fingerprint: FingerprintComparison | undefined;
		for (const [index, file] of leaving.entries()) {
			const undoing = options.undoBatches === true && index === 0 ? leaving : null;
			const answer = await rollbackOne(context, request, file, { force: options.force, partOf }, undoing);
			done.push(...answer.tiers);
			fingerprint = answer.fingerprint;
		}
		if (applied.size === 0) fingerprint = await compareFingerprint(context.db);
		return fingerprint ? { fingerprint } : {};
	});
}

async function undoTier(
	context: RolloutContext,
	request: RunRequest,
	file: TierFile,
	force: boolean,
	trx: Knex.Transaction,
	prepare: (() => Promise<TakenBack>) | null,
): Promise<{ outcome: Outcome; last: boolean; taken: TakenBack | undefined }> {
	const started = performance.now();
	const { profile } = context.loaded;
	const tiers = orderedTiers(profile.rollout.order);
	const locks = await watchLocks(trx);
	await requireDatabase(trx, profile);

	const expected = await resolveExpected(trx, profile, await readPinnedNumbers(trx));
	const variables = tierVariables(profile, { actor: request.requestedBy, ratifiedApr: request.ratifiedApr, expected });
	requireTopmost(file, tiers, await readAppliedTiers(trx, profile));
	const taken = await prepare?.();
	requireNoViolations(file, await runConditions(trx, file, 'obstacles', variables, context.observe), 'obstacle');
	const dependants = await runConditions(trx, file, 'dependants', variables, context.observe);
	const leftBehind = await readLeftBehind(trx, file);
	const found = { ...dependants, violations: [...dependants.violations, ...leftBehind] };
	if (!force) requireNoViolations(file, found, 'rollback');

	// The emergency exit must work where the base model is damaged: what was unknown before says nothing after.
	const invariantsBefore = (await readInvariants(trx, profile.invariants)).filter((reading) => reading.actual !== null);
	const invariants = invariantsBefore.map((reading) => reading.invariant);
	const countsBefore = await countObjects(trx, file);
	await runText(trx, guardsOff);
	if (dependants.violations.length > 0) await runSection(trx, file, 'force', variables, context.observe);
	await runSection(trx, file, 'rollback', variables, context.observe);
	await runText(trx, guardsOn);
	const deltas = toDeltas(countsBefore, await countObjects(trx, file));
	const outside = invariantChecks(await readInvariants(trx, invariants), invariantsBefore);

	const left = await readAppliedTiers(trx, profile);
	const stillThere = left.has(file.id);
	const gone = { name: 'tier_gone', expected: true, actual: !stillThere, ok: !stillThere };
	const violations = [
		...(stillThere ? [{ violation: 'the tier left something behind', check: 'tier_gone' }] : []),
		...invariantViolations(outside),
	];
	if (violations.length > 0) throw new PostconditionError({ tier: file.tier, name: file.name, violations });
	const checks = [gone, ...outside];
	const told = {
		deltas,
		checks,
		locks: await locks.taken(),
		notes: [...structureNotes(context, file), ...leftBehind],
		deleted: dependants.violations,
	};
	const result = tierResult(file, { status: 'rolled_back', ...told }, started);
	return { outcome: { tiers: [result], facts: { expected } }, last: left.size === 0, taken };
}

async function compareFingerprint(trx: Knex): Promise<FingerprintComparison> {
	const entry = await readEntryFingerprint(trx);
	const { fingerprint: exit, parts } = await readFingerprintParts(trx);
	if (entry === exit) return { entry, exit, equal: true, differences: [] };
	const before = parseParts(await readEntryParts(trx));
	return { entry, exit, equal: false, differences: before && differencesOf(before, parts) };
}
