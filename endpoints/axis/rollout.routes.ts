/** Routes that act: rehearse, apply, roll back. They need create on the run ledger. */
import type { Router } from 'express';
import { applyAll, applyTier, tiersThrough } from '../../src/rollout/apply';
import { rehearse } from '../../src/rollout/rehearse';
import { rollbackAll, rollbackTier } from '../../src/rollout/rollback';
import { sealPlan } from '../../src/seal/seal';
import { BODIES } from './bodies';
import { readBody } from './body';
import { actingContext, type RouteContext } from './context';
import { handle, readParam } from './request';

export function mountRolloutRoutes(router: Router, context: RouteContext): void {
	const { authorise } = context;

	router.post(
		'/apply/:tier',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, seal } = readBody(request, BODIES['/apply/:tier']);
			const run = { requestedBy: userId, operator: userId, ratifiedApr: ratified_apr ?? null, seal };
			return { data: await applyTier(await actingContext(context), run, readParam(request, 'tier')) };
		}),
	);

	router.post(
		'/apply',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, through, seal } = readBody(request, BODIES['/apply']);
			const run = { requestedBy: userId, operator: userId, ratifiedApr: ratified_apr, seal };
			return { data: await applyAll(await actingContext(context), run, through ?? null) };
		}),
	);

	router.post(
		'/plan/seal',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, through } = readBody(request, BODIES['/plan/seal']);
			const rollout = await actingContext(context);
			const run = { requestedBy: userId, operator: userId, ratifiedApr: ratified_apr };
			return { data: await sealPlan(rollout, run, tiersThrough(rollout, through ?? null)) };
		}),
	);

	router.post(
		'/rehearse',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, through } = readBody(request, BODIES['/rehearse']);
			return {
				data: await rehearse(
					await actingContext(context),
					{ requestedBy: userId, operator: userId, ratifiedApr: ratified_apr ?? null },
					through ?? null,
				),
			};
		}),
	);

	router.post(
		'/rollback',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { force, to } = readBody(request, BODIES['/rollback']);
			return {
				data: await rollbackAll(await actingContext(context), { requestedBy: userId, ratifiedApr: null }, to ?? null, { force }),
			};
		}),
	);

	router.post(
		'/rollback/:tier',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { force } = readBody(request, BODIES['/rollback/:tier']);
			const run = { requestedBy: userId, ratifiedApr: null };
			return { data: await rollbackTier(await actingContext(context), run, readParam(request, 'tier'), { force }) };
		}),
	);
}
