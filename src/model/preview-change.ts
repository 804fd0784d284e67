/** What a change of the model would do: the change itself, rehearsed. */
import type { Knex } from 'knex';
import type { AskedChange, ChangePreview, GateStatus } from '../contract';
import { approvalBlockers } from '../gate/approval';
import { gateStatus, readGate } from '../gate/gate';
import type { RolloutContext, RunRequest } from '../run/context';
import { rehearse } from '../run/rehearse';
import { changeModel } from './change-model';
import { askedOf } from './change-subject';
import { conflictOf, requireModel } from './require-model';

/**
 * Answers what the change would do, and whether the gate would let it. Nothing is recorded: who may only read may ask.
 * Errors: InvalidPayloadError, UnknownCodeError, TransitionError, LifecycleConflictError, OrderError, WrongDatabaseError, PrerequisiteMissingError,
 * RolloutBusyError, UnsupportedDatabaseError.
 */
export async function previewChange(context: RolloutContext, request: RunRequest, change: AskedChange): Promise<ChangePreview> {
	const asked = `The preview: ${askedOf(change)}`;
	const { report } = await rehearseChange(context, request, asked, (trx) => changeModel(trx, change, request.requestedBy));
	return { ...report, committed: false, gate: await readGateFor(context, request) };
}

/** How the gate stands for who asks. */
export async function readGateFor(context: RolloutContext, request: RunRequest): Promise<GateStatus> {
	const { ratification } = context.loaded.profile;
	const reading = await readGate(context.db, ratification, request.operator ?? null);
	const approval = ratification.approved ? await approvalBlockers(context.db, request.ratifiedApr) : [];
	return gateStatus(reading, ratification, approval, new Date());
}

/** Does the work and rolls it back. Errors: as previewChange, and work's own. */
export async function rehearseChange<Done>(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	work: (trx: Knex.Transaction) => Promise<Done>,
): Promise<Done> {
	return rehearse(context, { asked, refusal: (state, error) => conflictOf(state, error, asked) }, async (trx) => {
		await requireModel(trx, context.loaded.profile, request, asked);
		return work(trx);
	});
}
