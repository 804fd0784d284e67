/**
 * What a change of the model would do: the change itself, in a transaction that is rolled back whatever happens. A shut gate does not stop it.
 * Safe as a rehearsal is: the transaction names itself in axis.rehearsal, and the guard then fails every COMMIT of it (AX002).
 */
import type { Knex } from 'knex';
import { setTimeout } from 'node:timers/promises';
import type { LifecycleChange, LifecyclePreview, LifecycleReport } from '../contract';
import { tryLock } from '../db/advisory-lock';
import { repeatOnDeadlock } from '../db/deadlock';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { rolledBack, withTransaction, type TransactionLimits } from '../db/transaction';
import { RolloutBusyError } from '../errors';
import { approvalBlockers } from '../gate/approval';
import { gateStatus, readGate } from '../gate/gate';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { requireSameSchema } from '../run/schema-version';
import openRehearsal from '../run/sql/open-rehearsal.sql';
import { changeModel } from './change-model';
import { explainLifecycle, requireModel } from './require-model';
import { askedOf } from './change-subject';

/** From one look whether the preview before has ended to the next, milliseconds. No connection of the pool is held meanwhile. */
const LOOK_AGAIN_MS = 50;

/**
 * Answers what the change would do, and whether the gate would let it. Nothing is recorded: who may only read may ask.
 * One preview at a time, so that readers cannot crowd a writer out; rows stay locked until it ends.
 * Errors: InvalidPayloadError, UnknownCodeError, TransitionError, LifecycleConflictError, OrderError, WrongDatabaseError, PrerequisiteMissingError,
 * RolloutBusyError, UnsupportedDatabaseError.
 */
export async function previewLifecycle(
	context: RolloutContext,
	request: RunRequest,
	change: LifecycleChange,
): Promise<LifecyclePreview> {
	requirePostgres(context.db);
	const { ratification } = context.loaded.profile;
	const report = await measureChange(context, request, change);
	const reading = await readGate(context.db, ratification, request.operator ?? null);
	const approval = ratification.approved ? await approvalBlockers(context.db, request.ratifiedApr) : [];
	return { ...report, committed: false, gate: gateStatus(reading, ratification, approval, new Date()) };
}

async function measureChange(context: RolloutContext, request: RunRequest, change: LifecycleChange): Promise<LifecycleReport> {
	const limits = { ...limitsOf(context), oneSnapshot: true };
	const asked = `The preview: ${askedOf(change)}`;
	const until = performance.now() + limits.lockTimeoutMs;
	for (;;) {
		const report = await measureAlone(context, request, change, { limits, asked });
		if (report) return report;
		if (performance.now() >= until) throw new RolloutBusyError({ asked, reason: 'lock_timeout', wait_ms: limits.lockTimeoutMs });
		await setTimeout(LOOK_AGAIN_MS);
	}
}

/** Null while another preview is under way. */
async function measureAlone(
	context: RolloutContext,
	request: RunRequest,
	change: LifecycleChange,
	{ limits, asked }: { limits: TransactionLimits; asked: string },
): Promise<LifecycleReport | null> {
	const open = (inside: (trx: Knex.Transaction) => Promise<never>) => withTransaction(context.db, limits, inside);
	try {
		// A snapshot that somebody's commit overtook is taken again.
		return await repeatOnDeadlock(() =>
			rolledBack(open, async (trx) => {
				await requireSameSchema(trx);
				if (!(await tryLock(trx, 'lifecyclePreview'))) return null;
				await queryRows(trx, openRehearsal);
				await requireModel(trx, context.loaded.profile, request, asked);
				return (await changeModel(trx, change, request.requestedBy)).report;
			}),
		);
	} catch (error) {
		throw explainLifecycle(error, asked, limits);
	}
}
