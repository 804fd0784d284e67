/** Applies tiers: one, or all that are left, each in a transaction of its own. */
import type { Knex } from 'knex';
import type { RunAnswer, TierRef } from '../contract';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { InvalidPayloadError } from '../errors';
import { changeTier } from '../tier/change-tier';
import type { RolloutContext, RunRequest } from '../run/context';
import { readDatabases, requireEntry } from '../run/requirements';
import { requireGate } from '../tier/require-gate';
import { alreadyApplied, ofTier } from '../tier/explain-tier';
import { keptNumbers, resolveExpected } from '../tier/expected';
import { readFingerprintParts } from '../tier/fingerprint';
import { requireForesight } from './foresee-apply';
import { readPinnedNumbers } from '../run/ledger-read';
import { watchLocks } from '../tier/lock-watch';
import { runRecorded, type Outcome } from '../run/recorded';
import listBase from '../tier/sql/list-base.sql';
import { takeSeal, type SealedStep } from '../seal/seal';
import { runSequence } from '../run/sequence';
import { readAppliedTiers, requirePredecessor } from '../tier/applied-tiers';
import { afterStructureChange, structureNotes } from './structure-change';
import { findTier, isNamed, orderedTiers, tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { readApplied } from './read-applied';
import { tierVariables } from '../tier/tier-variables';
import { verifyAsTier } from './verify-as-tier';

/**
 * Applies one tier and answers its run. Everything or nothing: whatever fails before COMMIT leaves the database as it was, but for the ledger.
 * Tier 8 changes nothing and verifies. `partOf` is the run that this one is a step of.
 * Errors: UnknownTierError, InvalidPayloadError (no approval code where one is needed), WrongDatabaseError, PrerequisiteMissingError,
 * GateClosedError, OrderError, AlreadyAppliedError, ForeignObjectsError, PreconditionError, PostconditionError, RolloutBusyError,
 * UnsupportedDatabaseError.
 */
export async function applyTier(
	context: RolloutContext,
	request: RunRequest,
	tier: TierRef,
	partOf: string | null = null,
): Promise<RunAnswer> {
	requirePostgres(context.db);
	if (isNamed(tierOf('verify'), tier)) return verifyAsTier(context, request, partOf);
	const file = findTier(tier, context.loaded.profile.rollout.order);
	requireApprovalCode(file, request);
	const spec = ofTier(file, { action: 'apply', tiers: [file.tier], asked: `Applying tier ${file.tier}`, partOf, commit: true });
	const answer = await runRecorded(context, request, spec, (trx, runId) =>
		applyInside(context, request, { file, run: partOf ?? runId }, trx),
	);
	await afterStructureChange(context, [file]);
	return answer;
}

/**
 * Applies every tier that is not applied yet, in the profile's order, up to and with `through`, and verifies at the end when all are.
 * Starts only where every tier would pass, as far as the target tells now. What fails after that stops it and keeps what was committed: a second call
 * goes on from there.
 * Errors: as applyTier; RunRefusedError; the error says which tiers stay applied.
 */
export async function applyAll(context: RolloutContext, request: RunRequest, through: TierRef | null): Promise<RunAnswer> {
	requirePostgres(context.db);
	const tiers = tiersThrough(context, through);
	for (const file of tiers) requireApprovalCode(file, request);
	const last = verificationAfter(through);
	const spec = { action: 'apply', tiers: [...tiers, ...last].map((file) => file.tier), asked: 'Applying the rollout' } as const;
	return runSequence(context, request, spec, async (runId, done) => {
		const applied = await readApplied(context);
		const left = tiers.filter((file) => !applied.has(file.id));
		await requireForesight(context, request, left);
		for (const { id } of [...left, ...last]) done.push(...(await applyTier(context, request, id, runId)).tiers);
	});
}

/** Tiers of the profile's order up to and with `through`; all for null. Errors: UnknownTierError. */
export function tiersThrough({ loaded }: RolloutContext, through: TierRef | null): readonly TierFile[] {
	const { order } = loaded.profile.rollout;
	const tiers = orderedTiers(order);
	if (through === null || verificationAfter(through).length > 0) return tiers;
	return tiers.slice(0, tiers.indexOf(findTier(through, order)) + 1);
}

/** The verification, where a run that ends with that tier ends with it. */
export function verificationAfter(through: TierRef | null): readonly TierFile[] {
	const verify = tierOf('verify');
	return through === null || isNamed(verify, through) ? [verify] : [];
}

async function applyInside(
	context: RolloutContext,
	request: RunRequest,
	step: SealedStep,
	trx: Knex.Transaction,
): Promise<Outcome> {
	const { file } = step;
	const { profile } = context.loaded;
	const tiers = orderedTiers(profile.rollout.order);
	const who = { actor: request.requestedBy, ratifiedApr: request.ratifiedApr };
	const locks = await watchLocks(trx);
	await requireEntry(trx, profile, request);
	await requireGate(trx, profile, request, file);

	const applied = await readAppliedTiers(trx, profile);
	if (applied.has(file.id)) throw alreadyApplied(file);
	requirePredecessor(file, tiers, applied);

	await takeSeal(trx, context, request, step);
	const first = applied.size === 0;
	const expected = await resolveExpected(trx, profile, first ? null : keptNumbers(await readPinnedNumbers(trx)));
	const { actual: database } = await readDatabases(trx, profile);
	const facts = { expected, database, ...(first ? await readEntry(trx) : {}) };
	const result = await changeTier(context, file, tierVariables(profile, { ...who, expected }), trx, locks);
	return { tiers: [{ ...result, notes: [...result.notes, ...structureNotes(context, file)] }], facts };
}

// What the rollout found: a rollback compares with the fingerprint, a verification with what is listed.
async function readEntry(trx: Knex.Transaction) {
	const { fingerprint, parts } = await readFingerprintParts(trx);
	return { entry_fingerprint: fingerprint, entry_parts: parts, baseline: { listed: await queryRows(trx, listBase) } };
}

function requireApprovalCode(file: TierFile, request: RunRequest): void {
	if (file.needsCode && request.ratifiedApr === null) {
		throw new InvalidPayloadError({
			reason: `tier ${file.tier} (${file.name}) needs ratified_apr, the code of the approval it happens under`,
		});
	}
}
