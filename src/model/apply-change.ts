/** Makes a change of the model: one transaction, recorded in the run ledger with each row that it touched. */
import type { Knex } from 'knex';
import type { ChangeAnswer, AskedChange, Run } from '../contract';
import type { RolloutContext, RunRequest } from '../run/context';
import { changeModel, type Changed } from './change-model';
import { askedOf, requireMeaning } from './change-subject';
import { requireApprovalCode } from './require-model';
import { runModelChange } from './run-model-change';

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

/** Frames apply and undo: what changed goes to the ledger, and to the caller the report of it. The approval code is asked for once the gap is known. */
export async function runLifecycle(
	context: RolloutContext,
	request: RunRequest,
	spec: { asked: string; request: object },
	work: (trx: Knex.Transaction, runId: string) => Promise<{ changed: Changed; facts: EventFacts }>,
): Promise<ChangeAnswer> {
	const { run, changed } = await runChange(context, request, spec, work);
	return { ...changed.report, committed: true, run };
}

/** As runLifecycle, for acts, whose answer has another shape. */
export async function runChange(
	context: RolloutContext,
	request: RunRequest,
	spec: { asked: string; request: object },
	work: (trx: Knex.Transaction, runId: string) => Promise<{ changed: Changed; facts: EventFacts }>,
): Promise<{ run: Run; changed: Changed }> {
	const { run, facts } = await runModelChange(context, request, { action: 'lifecycle', ...spec }, async (trx, runId) => {
		const { changed, facts: event } = await work(trx, runId);
		requireApprovalCode(changed, request, spec.asked);
		return { ...event, ...changed };
	});
	return { run, changed: facts };
}
