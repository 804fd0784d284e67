/** Frames a run: lock, ledger, one transaction, and the record of how it ended. */
import type { Knex } from 'knex';
import { isDirectusError } from '@directus/errors';
import type { RunAction, RunAnswer, TierResult } from '../contract';
import { tryLock } from '../db/advisory-lock';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { withTransaction } from '../db/transaction';
import { PostconditionError, PrerequisiteMissingError, RolloutBusyError } from '../errors';
import type { RolloutContext, RunRequest } from './context';
import type { ExpectedNumbers } from './expected';
import { endFailedRun, endRun, recordRefusal, startRun, type RunStart } from './ledger';
import { explainFailure } from './refusals';
import type { TierFile } from './tier-file';

export interface TierWork {
	result: TierResult;
	/** The numbers that the tier went by; recorded, so that the next tier goes by the same. */
	expected: ExpectedNumbers;
}

/**
 * Runs one tier's work in one transaction, under the rollout's lock, and records it.
 * The ledger row is committed before the work starts and ends in the work's own transaction, so that a passed run and its change commit together.
 * Errors: what work rejects with, explained; RolloutBusyError when another run holds the lock. All are recorded.
 */
export async function runTier(
	context: RolloutContext,
	request: RunRequest,
	action: RunAction,
	file: TierFile,
	work: (trx: Knex.Transaction) => Promise<TierWork>,
): Promise<RunAnswer> {
	const { db, loaded } = context;
	const limits = {
		lockTimeoutMs: loaded.profile.rollout.lock_timeout_ms,
		statementTimeoutMs: loaded.profile.rollout.statement_timeout_ms,
	};
	const asked = `${action === 'rollback' ? 'Rolling back' : 'Applying'} tier ${file.tier}`;
	const start: RunStart = {
		action,
		tiers: [file.tier],
		requestedBy: request.requestedBy,
		ratifiedApr: request.ratifiedApr,
		profileSha256: loaded.sha256,
	};
	let runId: string | null = null;

	try {
		return await withTransaction(db, limits, async (trx) => {
			if (!(await tryLock(trx, 'rollout'))) throw new RolloutBusyError({ asked, reason: 'running' });
			const id = await startRun(db, start);
			runId = id;
			const { result, expected } = await work(trx).catch(async (error: unknown) => {
				// While the lock is still ours: the next run takes every other one that is marked running for dead.
				await recordEnd(context, id, start, explainFailure(error, asked, file, limits));
				throw error;
			});
			const run = await endRun(trx, id, { status: 'passed', result: { tiers: [result], expected }, error: null });
			return { run, committed: true, tiers: [result] };
		});
	} catch (error) {
		const explained = explainFailure(error, asked, file, limits);
		await recordEnd(context, runId, start, explained);
		if (runId === null && sqlState(error) === SQLSTATE.undefinedTable)
			throw new PrerequisiteMissingError({ missing: ['axis_rollout_run'] });
		throw explained;
	}
}

// The caller must learn why the run ended, even where that cannot be recorded. A run that has ended is left as it is.
async function recordEnd(context: RolloutContext, runId: string | null, start: RunStart, error: unknown): Promise<void> {
	const failed = error instanceof PostconditionError || !isDirectusError(error);
	try {
		if (runId === null) await recordRefusal(context.db, start, errorFacts(error));
		else await endFailedRun(context.db, runId, { status: failed ? 'failed' : 'refused', result: null, error: errorFacts(error) });
	} catch (ledgerError) {
		context.log?.warn(`The end of a run was not recorded in axis_rollout_run: ${String(ledgerError)}`);
	}
}

function errorFacts(error: unknown): Record<string, unknown> {
	if (isDirectusError(error)) return { code: error.code, message: error.message, facts: error.extensions };
	return { message: error instanceof Error ? error.message : String(error) };
}
