/** Makes a change of the model: one transaction, recorded in the run ledger with each row that it touched. */
import type { Knex } from 'knex';
import type { ChangeAnswer, AskedChange } from '../contract';
import { requirePostgres } from '../db/postgres';
import { runText } from '../db/run-sql';
import type { RolloutContext, RunRequest } from '../run/context';
import { requireDatabase, requireGateFor } from '../run/requirements';
import { runRecorded } from '../run/recorded';
import { changeModel, type Changed } from './change-model';
import { explainChange, requireApprovalCode, requireModel } from './require-model';
import lockModel from './sql/lock-model.sql';
import { askedOf, requireMeaning } from './change-subject';

/** What the ledger keeps of an event beside its report. */
interface EventFacts {
	/** First event of the chain that undo and redo make. */
	root: string;
	/** Whether the first event's change holds after this one. */
	in_force: boolean;
	/** The event that this one undid. */
	undo_of: string | null;
}

/**
 * Applies the change under the rollout's lock, with the gate open. Everything or nothing.
 * Errors: as previewChange, and GateClosedError; InvalidPayloadError where `ratified_apr` is needed and missing. All but a body that
 * contradicts itself are recorded.
 */
export async function applyChange(context: RolloutContext, request: RunRequest, change: AskedChange): Promise<ChangeAnswer> {
	requireMeaning(change);
	return runLifecycle(context, request, { asked: askedOf(change), request: change }, async (trx, runId) => ({
		changed: await changeModel(trx, change, request.requestedBy),
		facts: { root: runId, in_force: true, undo_of: null },
	}));
}

/** Frames apply and undo: lock, ledger, database, gate, the work, the approval code. */
export async function runLifecycle(
	context: RolloutContext,
	request: RunRequest,
	spec: { asked: string; request: object },
	work: (trx: Knex.Transaction, runId: string) => Promise<{ changed: Changed; facts: EventFacts }>,
): Promise<ChangeAnswer> {
	requirePostgres(context.db);
	const { asked } = spec;
	const explain = (error: unknown, limits: Parameters<typeof explainChange>[2]) => explainChange(error, asked, limits);
	const run = { action: 'lifecycle', tiers: [], partOf: null, commit: true, ...spec, explain } as const;
	const done: Changed[] = [];
	const answer = await runRecorded(context, request, run, async (trx, runId) => {
		const { profile } = context.loaded;
		await requireDatabase(trx, profile);
		await requireModel(trx, profile, request, asked);
		await requireGateFor(trx, profile, request, asked);
		await runText(trx, lockModel);
		const { changed, facts } = await work(trx, runId);
		requireApprovalCode(changed, request, asked);
		done.push(changed);
		const { subject, from, to, report, touched } = changed;
		return { tiers: [], facts: { ...facts, subject, from, to, report, touched } };
	});
	const [changed] = done;
	if (changed === undefined) throw new Error('a run that passed left no report');
	return { ...changed.report, committed: true, run: answer.run };
}
