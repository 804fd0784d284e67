/** Frames a run of several transactions: one lock from the first to the last, one record for the whole beside those of the steps. */
import { isDirectusError } from '@directus/errors';
import type { RunAction, RunAnswer, TierResult } from '../contract';
import { whileLocked } from '../db/advisory-lock';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { PrerequisiteMissingError, RolloutBusyError } from '../errors';
import type { RolloutContext, RunRequest } from './context';
import { endSequence, startRun } from './ledger';
import { recordEnd, startOf } from './run';

export interface SequenceSpec {
	action: RunAction;
	tiers: readonly number[];
	asked: string;
}

/**
 * Runs steps one after the other. `steps` pushes each finished tier to `done`, so that a failure tells what stays.
 * Errors: what a step rejects with, its message and facts extended by where the rollout stands; RolloutBusyError.
 */
export async function runSequence(
	context: RolloutContext,
	request: RunRequest,
	spec: SequenceSpec,
	steps: (runId: string, done: TierResult[]) => Promise<Record<string, unknown> | void>,
): Promise<RunAnswer> {
	const start = startOf(context, request, { ...spec, partOf: null });
	const answer = await whileLocked(context.db, 'sequence', async () => {
		const runId = await startRun(context.db, start).catch((error: unknown) => {
			throw sqlState(error) === SQLSTATE.undefinedTable ? new PrerequisiteMissingError({ missing: ['axis_rollout_run'] }) : error;
		});
		const done: TierResult[] = [];
		try {
			const facts = await steps(runId, done);
			const run = await endSequence(context.db, runId, { status: 'passed', result: { ...facts, tiers: done }, error: null });
			return { run, committed: true, tiers: done, ...facts };
		} catch (error) {
			tellWhereItStands(error, runId, done, spec.action);
			await recordEnd(context, runId, start, error, { tiers: done });
			throw error;
		}
	});
	if (answer !== null) return answer;
	const busy = new RolloutBusyError({ asked: spec.asked, reason: 'running' });
	await recordEnd(context, null, start, busy);
	throw busy;
}

function tellWhereItStands(error: unknown, runId: string, done: readonly TierResult[], action: RunAction): void {
	if (!isDirectusError(error)) return;
	const tiers = done.map((tier) => tier.tier);
	error.extensions = { ...(typeof error.extensions === 'object' ? error.extensions : {}), run: runId, committed_tiers: tiers };
	if (tiers.length === 0) return;
	const did = action === 'rollback' ? 'rolled back' : 'applied';
	error.message += ` Before that, tier${tiers.length === 1 ? '' : 's'} ${tiers.join(', ')} ${tiers.length === 1 ? 'was' : 'were'} ${did} and committed; call again to go on from there.`;
}
