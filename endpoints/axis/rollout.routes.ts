/** Routes of the rollout: seal, rehearse, apply, roll back, what a rollback would meet, a tier's text. */
import type { Router } from 'express';
import { ROLLOUT } from '../../src/contract/operations/rollout';
import { readTierText } from '../../src/packet/tier-text';
import { applyAll, applyTier, tiersThrough } from '../../src/rollout/apply';
import { rehearse } from '../../src/rollout/rehearse';
import { reportRollback } from '../../src/rollout/report-rollback';
import { rollbackAll, rollbackTier } from '../../src/rollout/rollback';
import { sealPlan } from '../../src/seal/seal';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountRolloutRoutes(router: Router, context: RouteContext): void {
	const { read, act } = mounting(router, context);

	act(ROLLOUT.applyTier, async ({ user, param, body: { ratified_apr, seal } }) =>
		applyTier(await actingContext(context), { ...runOf(user, ratified_apr), seal }, param('tier')),
	);
	act(ROLLOUT.applyAll, async ({ user, body: { ratified_apr, through, seal } }) =>
		applyAll(await actingContext(context), { ...runOf(user, ratified_apr), seal }, through ?? null),
	);
	act(ROLLOUT.sealPlan, async ({ user, body: { ratified_apr, through } }) => {
		const rollout = await actingContext(context);
		return sealPlan(rollout, runOf(user, ratified_apr), tiersThrough(rollout, through ?? null));
	});
	act(ROLLOUT.rehearse, async ({ user, body: { ratified_apr, through } }) =>
		rehearse(await actingContext(context), runOf(user, ratified_apr), through ?? null),
	);
	act(ROLLOUT.rollbackAll, async ({ user, body: { force, to, undo_batches } }) =>
		rollbackAll(await actingContext(context), { requestedBy: user, ratifiedApr: null }, to ?? null, {
			force,
			undoBatches: undo_batches,
		}),
	);
	read(ROLLOUT.foreseeRollback, async () => reportRollback(await actingContext(context)));
	act(ROLLOUT.rollbackTier, async ({ user, param, body: { force, undo_batches } }) =>
		rollbackTier(await actingContext(context), { requestedBy: user, ratifiedApr: null }, param('tier'), {
			force,
			undoBatches: undo_batches,
		}),
	);
	read(ROLLOUT.readTierText, async ({ param }) => readTierText(context.config.profile(), param('tier')));
}
