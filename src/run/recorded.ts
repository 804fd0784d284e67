/** Frames a run: lock, ledger, one transaction, and the record of how it ended. */
import type { Knex } from 'knex';
import { isDirectusError } from '@directus/errors';
import type { RunAction, RunAnswer, TierResult } from '../contract';
import { tryLock } from '../db/advisory-lock';
import { repeatOnDeadlock } from '../db/deadlock';
import { isLostCommit, explainUnavailable } from '../db/availability';
import { refuseDoubles } from '../db/owner-rights';
import { queryRows } from '../db/run-sql';
import { rolledBack, transact, withTransaction, type TransactionLimits } from '../db/transaction';
import { DatabaseUnavailableError, OutcomeUnknownError, PostconditionError, RolloutBusyError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from './context';
import { endRun, endRunApart, recordRefusal, startRun, type RunEnd, type RunStart } from './ledger';
import { tryToExcludeRollouts, waitToExcludeScans } from './exclusion';
import { logged } from './run-log';
import nameRecorded from './sql/name-recorded.sql';
import { requireKnownSchema, requireSameSchema } from './schema-version';
import { settleRun } from './unanswered-commit';

export interface RunSpec {
	action: RunAction;
	/** Numbers of the tiers asked for. */
	tiers: readonly number[];
	/** What is asked, as a noun phrase: "Applying tier 1". */
	asked: string;
	/** What is asked, for the record, where the numbers of tiers do not say it. */
	request?: unknown;
	/** The run that this one is a step of: its caller holds the lock of the sequence. */
	partOf: string | null;
	/** False rolls the transaction back after the work, whatever it answers. */
	commit: boolean;
	/** The error that the caller sees for what the work met. */
	explain: (error: unknown, limits: TransactionLimits) => unknown;
}

export interface Outcome {
	tiers: TierResult[];
	/** Recorded as the run's result beside the tiers: numbers that the run went by, fingerprints. */
	facts: object;
}

/**
 * Runs work in one transaction, under the rollout's lock, and records it.
 * The ledger row is committed before the work starts and ends in the work's own transaction, so that a passed run and its change commit together.
 * Where the answer to COMMIT is lost, the ledger is asked how it ended.
 * Errors: what work rejects with, explained; RolloutBusyError when another run holds the lock; DatabaseUnavailableError; OutcomeUnknownError when
 * the ledger cannot be asked. All are recorded, as far as the database allows.
 */
export async function runRecorded(
	context: RolloutContext,
	request: RunRequest,
	spec: RunSpec,
	work: (trx: Knex.Transaction, runId: string) => Promise<Outcome>,
): Promise<RunAnswer> {
	const start = startOf(context, request, spec);
	return logged(context, start, () => attempt(context, start, spec, work));
}

async function attempt(
	context: RolloutContext,
	start: RunStart,
	spec: RunSpec,
	work: (trx: Knex.Transaction, runId: string) => Promise<Outcome>,
): Promise<RunAnswer> {
	const limits = limitsOf(context);
	const explain = (error: unknown) => spec.explain(error, limits);
	// tiers: what is there once COMMIT succeeds; null before it is sent.
	const progress: { runId: string | null; tiers: TierResult[] | null } = { runId: null, tiers: null };

	const inside = async (trx: Knex.Transaction): Promise<RunAnswer> => {
		await (spec.action === 'rollback' ? requireKnownSchema(trx) : requireSameSchema(trx));
		if (!(await lockRollout(trx, spec))) throw new RolloutBusyError({ asked: spec.asked, reason: 'running' });
		await waitToExcludeScans(trx);
		const id = await startRun(context.db, start);
		progress.runId = id;
		await queryRows(trx, nameRecorded);
		// Asked again: whoever may lock the ledger chose when we go on.
		const working = refuseDoubles(context.db, trx).then(() =>
			// In a savepoint, so that a repetition keeps the rollout's lock and the run's record.
			repeatOnDeadlock(() => transact(trx, (savepoint) => work(savepoint, id))),
		);
		const outcome = await working.catch(async (error: unknown) => {
			// While the lock is still ours: the next run takes every other one that is marked running for dead.
			await recordEnd(context, id, start, explain(error));
			throw error;
		});
		const { tiers } = outcome;
		const end: RunEnd = { status: statusOf(outcome), result: { ...outcome.facts, tiers }, error: null };
		if (!spec.commit) return { run: await endRunApart(context.db, id, end), committed: false, tiers };
		const run = await endRun(trx, id, end);
		progress.tiers = tiers;
		return { run, committed: true, tiers };
	};
	const open = <Answer>(body: (trx: Knex.Transaction) => Promise<Answer>) => withTransaction(context.db, limits, body);
	try {
		return await (spec.commit ? open(inside) : rolledBack(open, inside));
	} catch (error) {
		const { runId, tiers } = progress;
		if (isLostCommit(error) && runId !== null && tiers !== null) return settle(context, spec, error, { runId, tiers });
		const explained = explain(error);
		await recordEnd(context, runId, start, explained);
		throw explained;
	}
}

// Reports whether the commit succeeded, failed, or is still unknown.
async function settle(
	context: RolloutContext,
	spec: RunSpec,
	error: unknown,
	{ runId, tiers }: { runId: string; tiers: TierResult[] },
): Promise<RunAnswer> {
	const explained = explainUnavailable(error, spec.asked);
	const run = await settleRun(context.db, runId, { status: 'failed', result: null, error: errorFacts(explained) });
	if (run === null) throw new OutcomeUnknownError({ asked: spec.asked, look: `GET /axis/runs/${runId}` });
	if (run.status === 'passed') return { run, committed: true, tiers };
	throw explained;
}

/** What the ledger records of a run's start. */
export function startOf(
	{ loaded }: RolloutContext,
	request: RunRequest,
	spec: Pick<RunSpec, 'action' | 'tiers' | 'partOf' | 'request'>,
): RunStart {
	const { action, tiers, partOf, request: asked = null } = spec;
	return {
		action,
		tiers,
		partOf,
		requestedBy: request.requestedBy,
		ratifiedApr: request.ratifiedApr,
		profileSha256: loaded.sha256,
		request: asked,
	};
}

/** Causes that a run may meet after it has started; the others are refusals. */
const FAILURES = [PostconditionError, DatabaseUnavailableError, OutcomeUnknownError];

/** Records how a run ended that did not pass. The caller must learn why, even where that cannot be recorded; a run that has ended is left as it is. */
export async function recordEnd(
	context: RolloutContext,
	runId: string | null,
	start: RunStart,
	error: unknown,
	result: unknown = null,
): Promise<void> {
	const failed = FAILURES.some((cause) => error instanceof cause) || !isDirectusError(error);
	try {
		if (runId === null) await recordRefusal(context.db, start, errorFacts(error));
		else await endRunApart(context.db, runId, { status: failed ? 'failed' : 'refused', result, error: errorFacts(error) });
	} catch (ledgerError) {
		context.log?.warn(`The end of a run was not recorded in axis_rollout_run: ${String(ledgerError)}`);
	}
}

// A step's caller holds the sequence's lock in a session of its own; everybody else must not come between two steps.
async function lockRollout(trx: Knex.Transaction, { partOf }: RunSpec): Promise<boolean> {
	return partOf === null ? tryToExcludeRollouts(trx) : tryLock(trx, 'rollout');
}

function statusOf(outcome: Outcome): 'passed' | 'failed' {
	return outcome.tiers.some((tier) => tier.status === 'failed') ? 'failed' : 'passed';
}

function errorFacts(error: unknown): Record<string, unknown> {
	if (isDirectusError(error)) return { code: error.code, message: error.message, facts: error.extensions };
	return { message: error instanceof Error ? error.message : String(error) };
}
