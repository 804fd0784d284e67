/**
 * Previews: the act itself, in a transaction that is rolled back whatever happens. A shut gate does not stop one, so it is safe as a rehearsal is: the
 * transaction names itself in axis.rehearsal, and the guard then fails every COMMIT of it (AX002).
 */
import { setTimeout } from 'node:timers/promises';
import type { Knex } from 'knex';
import { tryLock } from '../db/advisory-lock';
import { queryRows } from '../db/run-sql';
import { RolloutBusyError } from '../errors';
import { limitsOf, type RolloutContext } from './context';
import openRehearsal from './sql/open-rehearsal.sql';
import { runUnrecorded, type UnrecordedSpec } from './unrecorded';

/** From one look whether the preview before has ended to the next, milliseconds. No connection of the pool is held meanwhile. */
const LOOK_AGAIN_MS = 50;

/** Another preview is under way. */
class PreviewUnderWay extends Error {}

/**
 * Does the work and rolls it back; nothing is recorded, so who may only read may ask. One at a time, so that readers cannot crowd a writer out, and no
 * run waits for it; rows stay locked until it ends. Errors: work's own; those of runUnrecorded but for the gate.
 */
export async function rehearse<Done>(
	context: RolloutContext,
	{ asked, refusal }: Pick<UnrecordedSpec, 'asked' | 'refusal'>,
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
		...(refusal ? { refusal } : {}),
	};
	const { lockTimeoutMs } = limitsOf(context);
	const until = performance.now() + lockTimeoutMs;
	for (;;) {
		try {
			return await runUnrecorded(context, spec, async (trx) => {
				await queryRows(trx, openRehearsal);
				return work(trx);
			});
		} catch (error) {
			if (!(error instanceof PreviewUnderWay)) throw error;
			if (performance.now() >= until) throw new RolloutBusyError({ asked, reason: 'lock_timeout', wait_ms: lockTimeoutMs });
			await setTimeout(LOOK_AGAIN_MS);
		}
	}
}
