/**
 * Rehearses a rollout: every tier for real, in one transaction on the live database, rolled back whatever happens.
 * It may run with a shut gate. That is safe because the transaction names itself in axis.rehearsal, and the guard then arms a deferred trigger
 * that fails every COMMIT (AX002): the guard is not weakened, it lets pass what cannot stay. Tier 3 writes a table without our guard; there it is
 * this function that ends the transaction by ROLLBACK, and a crash does the same.
 */
import type { Knex } from 'knex';
import { isDirectusError } from '@directus/errors';
import { z } from 'zod';
import type { RehearsalAnswer, TierRef, TierResult, Violation } from '../contract';
import { Violation as ViolationSchema } from '../contract/schemas/rollout';
import { requirePostgres } from '../db/postgres';
import { unavailability } from '../db/availability';
import { queryRows } from '../db/run-sql';
import { cutViolations } from '../errors/listing';
import { gateBlockers, readGate } from '../gate/gate';
import { tiersThrough, verificationAfter } from './apply';
import { changeTier } from '../tier/change-tier';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { requireEntry } from '../run/requirements';
import { keptNumbers, resolveExpected } from '../tier/expected';
import { foresee, type Foreseen } from './foresee-apply';
import { readPinnedNumbers } from '../run/ledger-read';
import { watchLocks } from '../tier/lock-watch';
import { forgetProgress, noteFinished, noteStarted } from '../run/progress';
import { explainFailure, ofTier } from '../tier/explain-tier';
import { runRecorded, type Outcome } from '../run/recorded';
import openRehearsal from '../run/sql/open-rehearsal.sql';
import listSequences from '../tier/sql/list-sequences.sql';
import { readAppliedTiers } from '../tier/applied-tiers';
import { tierOf } from '../tier/tiers';
import type { TierFile } from '../tier/tier-file';
import { tierResult } from '../tier/tier-result';
import { tierVariables } from '../tier/tier-variables';
import { verifyInside } from './verify';

/** Recorded where the caller names no approval code. */
export const REHEARSAL_CODE = 'REHEARSAL';

/**
 * Runs the tiers that are not applied yet, up to and with `through`, and the verification when all are; stops at the first that fails.
 * A tier that fails is part of the answer, not an error. Errors: as applyTier, for what keeps a rehearsal from starting.
 */
export async function rehearse(context: RolloutContext, request: RunRequest, through: TierRef | null): Promise<RehearsalAnswer> {
	requirePostgres(context.db);
	const tiers = tiersThrough(context, through);
	const last = verificationAfter(through);
	const reading = await readGate(context.db, context.loaded.profile.ratification, request.operator ?? null);
	const before = await readSequences(context.db);
	const frame = {
		action: 'rehearse',
		tiers: [...tiers, ...last].map((file) => file.tier),
		asked: 'The rehearsal',
		partOf: null,
		commit: false,
	} as const;
	const spec = ofTier(tierOf('verify'), frame);
	const asked = { ...request, ratifiedApr: request.ratifiedApr ?? REHEARSAL_CODE };
	const answer = await runRecorded(context, asked, spec, (trx, runId) =>
		rehearseInside(context, request, { tiers, last, runId }, trx).finally(() => forgetProgress(runId)),
	);
	return {
		...answer,
		committed: false,
		gate_open: gateBlockers(reading, context.loaded.profile.ratification).length === 0,
		sequences_moved: movedSequences(before, await readSequences(context.db)),
	};
}

interface Rehearsed {
	tiers: readonly TierFile[];
	/** The verification, where it comes last. */
	last: readonly TierFile[];
	runId: string;
}

async function rehearseInside(
	context: RolloutContext,
	request: RunRequest,
	{ tiers, last, runId }: Rehearsed,
	trx: Knex.Transaction,
): Promise<Outcome> {
	const { profile } = context.loaded;
	const who = { actor: request.requestedBy, ratifiedApr: request.ratifiedApr ?? REHEARSAL_CODE };
	const locks = await watchLocks(trx);
	await queryRows(trx, openRehearsal);
	// A code that the caller names is checked as apply would; what stands in for none is not.
	await requireEntry(trx, profile, request);
	const applied = await readAppliedTiers(trx, profile);
	const expected = await resolveExpected(trx, profile, applied.size === 0 ? null : keptNumbers(await readPinnedNumbers(trx)));
	const variables = tierVariables(profile, { ...who, expected });

	const results: TierResult[] = [];
	const left = tiers.filter((file) => !applied.has(file.id));
	const foreseen = await foresee(context, request, left, variables, trx);
	for (const [index, file] of left.entries()) {
		noteStarted(runId, file.tier);
		const result = await changeTier(context, file, variables, trx, locks).catch((error: unknown) =>
			failedTier(context, file, error),
		);
		results.push(result);
		noteFinished(runId, result);
		if (result.status === 'failed') {
			// What can be known of the tiers after it is told at once.
			results.push(...left.slice(index + 1).flatMap((later) => refusedTier(later, foreseen)));
			return { tiers: results, facts: { expected } };
		}
	}
	for (const { tier } of last) {
		noteStarted(runId, tier);
		results.push(await verifyInside(context, expected, trx));
	}
	return { tiers: results, facts: { expected } };
}

/** What a refusal that lists rows carries of them. */
const Listed = z.object({ violations: z.array(ViolationSchema).min(1), total: z.int() });

// A failure that is no refusal of ours (a lost connection) ends the rehearsal as an error.
function failedTier(context: RolloutContext, file: TierFile, error: unknown): TierResult {
	const spec = { asked: `Rehearsing tier ${file.tier}`, file, action: 'rehearse' } as const;
	const explained = explainFailure(error, spec, limitsOf(context));
	if (!isDirectusError(explained) || unavailability(error) !== null) throw explained;
	const { data } = Listed.safeParse(explained.extensions);
	if (!data) return tierResult(file, failedFor([{ violation: explained.message, code: explained.code }]));
	return tierResult(file, failedFor(data.violations, data.total));
}

function refusedTier(file: TierFile, foreseen: readonly Foreseen[]): TierResult[] {
	const violations = foreseen.filter(({ tier }) => tier === file.tier).flatMap((item) => item.violations);
	return violations.length === 0 ? [] : [tierResult(file, failedFor(violations))];
}

// `total` is told where the list does not tell it.
function failedFor(
	all: readonly Violation[],
	total = all.length,
): Pick<TierResult, 'status' | 'violations' | 'violations_total'> {
	const { violations } = cutViolations(all);
	return { status: 'failed', violations, ...(total > violations.length ? { violations_total: total } : {}) };
}

async function readSequences(db: Knex): Promise<Map<string, unknown>> {
	return new Map((await queryRows(db, listSequences)).map((row) => [String(row.name), row.last_value]));
}

function movedSequences(before: ReadonlyMap<string, unknown>, after: ReadonlyMap<string, unknown>): string[] {
	return [...after].filter(([name, value]) => before.get(name) !== value).map(([name]) => name);
}
