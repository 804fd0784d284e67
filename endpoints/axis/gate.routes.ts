/** Routes that tell where the rollout stands: gate, preflight, plan, verification, invariants. They change nothing. */
import type { Router } from 'express';
import { requirePostgres } from '../../src/db/postgres';
import { gateStatus, readGate } from '../../src/gate/gate';
import { databaseBlockers } from '../../src/run/ledger-setup';
import { readPlan } from '../../src/rollout/plan';
import { readPreflight } from '../../src/rollout/preflight';
import { reportInvariants } from '../../src/rollout/report-invariants';
import { verifyRollout } from '../../src/rollout/verify';
import { foreseeingContext, readingContext, type RouteContext } from './context';
import { handleLarge } from './large-answer';
import { handle } from './request';

export function mountGateRoutes(router: Router, context: RouteContext): void {
	const { authorise, config, host } = context;

	router.get(
		'/gate',
		handle(async (request) => {
			const { userId } = await authorise(request, 'read');
			requirePostgres(host.database);
			const { ratification } = config.profile().profile;
			return {
				data: gateStatus(
					await readGate(host.database, ratification, userId),
					ratification,
					await databaseBlockers(host.database),
					new Date(),
				),
			};
		}),
	);

	router.get(
		'/preflight',
		handleLarge(context, async (request) => {
			const { userId } = await authorise(request, 'read');
			requirePostgres(host.database);
			const { rollout, blockers } = await foreseeingContext(context);
			return { data: await readPreflight(rollout, [...(await databaseBlockers(host.database)), ...blockers], userId) };
		}),
	);

	router.get(
		'/plan',
		handleLarge(context, async (request) => {
			const { userId } = await authorise(request, 'read');
			return { data: await readPlan((await foreseeingContext(context)).rollout, userId) };
		}),
	);

	router.get(
		'/verify',
		handleLarge(context, async (request) => {
			await authorise(request, 'read');
			return { data: await verifyRollout(readingContext(context)) };
		}),
	);

	router.get(
		'/invariants',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await reportInvariants(readingContext(context)) };
		}),
	);
}
