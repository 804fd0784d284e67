/**
 * What a change of the model would do: the change itself, in a transaction that is rolled back whatever happens. A shut gate does not stop it.
 * Safe as a rehearsal is: the transaction names itself in axis.rehearsal, and the guard then fails every COMMIT of it (AX002).
 */
import { setTimeout } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { AskedChange, ChangePreview, GateStatus } from '../contract';
import { tryLock } from '../db/advisory-lock';
import { queryRows } from '../db/run-sql';
import { RolloutBusyError } from '../errors';
import { approvalBlockers } from '../gate/approval';
import { gateStatus, readGate } from '../gate/gate';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import openRehearsal from '../run/sql/open-rehearsal.sql';
import { runUnrecorded, type UnrecordedSpec } from '../run/unrecorded';
import { changeModel } from './change-model';
import { conflictOf, requireModel } from './require-model';
import { askedOf } from './change-subject';

/** From one look whether the preview before has ended to the next, milliseconds. No connection of the pool is held meanwhile. */
const LOOK_AGAIN_MS = 50;

/**
 * Answers what the change would do, and whether the gate would let it. Nothing is recorded: who may only read may ask.
 * One preview at a time, so that readers cannot crowd a writer out; rows stay locked until it ends.
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

/** Another preview is under way. */
class PreviewUnderWay extends Error {}

/** Does the work and rolls it back, one at a time. Errors: as previewChange, and work's own. */
export async function rehearseChange<Done>(
	context: RolloutContext,
	request: RunRequest,
	asked: string,
	work: (trx: Knex.Transaction) => Promise<Done>,
): Promise<Done> {
	const spec: UnrecordedSpec = {
		asked,
		look: 'GET /axis/changes',
		commit: false,
		oneSnapshot: true,
		async lock(trx) {
			if (!(await tryLock(trx, 'lifecyclePreview'))) throw new PreviewUnderWay();
		},
		refusal: (state, error) => conflictOf(state, error, asked),
	};
	const { lockTimeoutMs } = limitsOf(context);
	const until = performance.now() + lockTimeoutMs;
	for (;;) {
		try {
			return await runUnrecorded(context, spec, async (trx) => {
				await queryRows(trx, openRehearsal);
				await requireModel(trx, context.loaded.profile, request, asked);
				return work(trx);
			});
		} catch (error) {
			if (!(error instanceof PreviewUnderWay)) throw error;
			if (performance.now() >= until) throw new RolloutBusyError({ asked, reason: 'lock_timeout', wait_ms: lockTimeoutMs });
			await setTimeout(LOOK_AGAIN_MS);
		}
	}
}
