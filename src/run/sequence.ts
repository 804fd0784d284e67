/** Frames a run of several transactions: one lock from the first to the last, one record for the whole beside those of the steps. */
import { isDirectusError } from '@directus/errors';
import type { RunAction, RunAnswer, TierResult } from '../contract';
import { whileLocked } from '../db/advisory-lock';
import { explainUnavailable, unavailability } from '../db/availability';
import { RolloutBusyError } from '../errors';
import type { RolloutContext, RunRequest } from './context';
import { endRunApart, startRun, type RunEnd, type RunStart } from './ledger';
import { recordEnd, startOf } from './recorded';
import { logged } from './run-log';
import { requireKnownSchema, requireSameSchema } from './schema-version';
import { settleRun } from './unanswered-commit';

export interface SequenceSpec {
	action: RunAction;
	tiers: readonly number[];
	asked: string;
}

/** Pushes each finished tier to `done`, so that a failure tells what stays. */
type Steps = (runId: string, done: TierResult[]) => Promise<Record<string, unknown> | void>;

/**
 * Runs steps one after the other.
 * Errors: what a step rejects with, its message and facts extended by where the rollout stands; RolloutBusyError;
 * DatabaseUnavailableError.
 */
export async function runSequence(
	context: RolloutContext,
	request: RunRequest,
	spec: SequenceSpec,
	steps: Steps,
): Promise<RunAnswer> {
	const start = startOf(context, request, { ...spec, partOf: null });
	return logged(context, start, () => underLock(context, spec, start, steps));
}

async function underLock(context: RolloutContext, spec: SequenceSpec, start: RunStart, steps: Steps): Promise<RunAnswer> {
	try {
		await (spec.action === 'rollback' ? requireKnownSchema(context.db) : requireSameSchema(context.db));
		const answer = await whileLocked(context.db, 'sequence', async () => {
			const runId = await startRun(context.db, start);
			return runSteps(context, spec, start, runId, steps);
		});
		if (answer !== null) return answer;
	} catch (error) {
		throw explainUnavailable(error, spec.asked);
	}
	const busy = new RolloutBusyError({ asked: spec.asked, reason: 'running' });
	await recordEnd(context, null, start, busy);
	throw busy;
}

async function runSteps(
	context: RolloutContext,
	spec: SequenceSpec,
	start: RunStart,
	runId: string,
	steps: Steps,
): Promise<RunAnswer> {
	const done: TierResult[] = [];
	try {
		const facts = await steps(runId, done);
		const end: RunEnd = { status: 'passed', result: { ...facts, tiers: done }, error: null };
		const run = await endRunApart(context.db, runId, end).catch(async (error: unknown) => {
			// Every step is committed: the record of the whole is all that is missing.
			const settled = unavailability(error) === null ? null : await settleRun(context.db, runId, end);
			if (settled === null) throw error;
			return settled;
		});
		return { run, committed: true, tiers: done, ...facts };
	} catch (error) {
		const explained = explainUnavailable(error, spec.asked);
		tellWhereItStands(explained, runId, done, spec.action);
		await recordEnd(context, runId, start, explained, { tiers: done });
		throw explained;
	}
}

function tellWhereItStands(error: unknown, runId: string, done: readonly TierResult[], action: RunAction): void {
	if (!isDirectusError(error)) return;
	const tiers = done.map((tier) => tier.tier);
	error.extensions = { ...(typeof error.extensions === 'object' ? error.extensions : {}), run: runId, committed_tiers: tiers };
	if (tiers.length === 0) return;
	const did = action === 'rollback' ? 'rolled back' : 'applied';
	// What the step says of itself must not be read as said of the run.
	error.message = error.message.replace('Nothing was changed', 'This tier changed nothing');
	error.message += ` Before that, tier${tiers.length === 1 ? '' : 's'} ${tiers.join(', ')} ${tiers.length === 1 ? 'was' : 'were'} ${did} and committed; call again to go on from there.`;
}
