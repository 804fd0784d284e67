/** Routes of the gate and the rollout. */
import type { Router } from 'express';
import { z } from 'zod';
import { requirePostgres } from '../../src/db/postgres';
import { gateStatus, readGate } from '../../src/gate/gate';
import { applyAll, applyTier } from '../../src/rollout/apply';
import { listRuns, readRun, verifyChain } from '../../src/rollout/ledger';
import { ledgerBlockers } from '../../src/rollout/ledger-setup';
import { readPlan } from '../../src/rollout/plan';
import { readPreflight } from '../../src/rollout/preflight';
import { reportInvariants } from '../../src/rollout/report-invariants';
import { rehearse } from '../../src/rollout/rehearse';
import { rollbackAll, rollbackTier } from '../../src/rollout/rollback';
import { verifyRollout } from '../../src/rollout/verify';
import { rolloutContext, type RouteContext } from './context';
import { handle, readBody, readPage, readParam } from './request';

const approvalCode = z
	.string()
	.trim()
	.min(1)
	.max(255)
	.refine((code) => !code.includes('\0'), 'must not contain a NUL character');
const tierNumber = z.int().min(0).max(99);
const applyBody = z.strictObject({ ratified_apr: approvalCode.optional() });
const applyAllBody = z.strictObject({ ratified_apr: approvalCode, through: tierNumber.optional() });
const rehearseBody = z.strictObject({ ratified_apr: approvalCode.optional(), through: tierNumber.optional() });
const rollbackBody = z.strictObject({ force: z.boolean().default(false) });
const rollbackAllBody = z.strictObject({ force: z.boolean().default(false), to: tierNumber.optional() });

export function mountRolloutRoutes(router: Router, context: RouteContext): void {
	const { authorise, config, host } = context;

	router.get(
		'/gate',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			const { minimum } = config.profile().profile.ratification;
			return { data: gateStatus(await readGate(host.database), minimum, await ledgerBlockers(host.database), new Date()) };
		}),
	);

	router.get(
		'/preflight',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			return { data: await readPreflight(rolloutContext(context), await ledgerBlockers(host.database)) };
		}),
	);

	router.get(
		'/plan',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await readPlan(rolloutContext(context)) };
		}),
	);

	router.get(
		'/verify',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await verifyRollout(rolloutContext(context)) };
		}),
	);

	router.get(
		'/invariants',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await reportInvariants(rolloutContext(context)) };
		}),
	);

	router.get(
		'/runs',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			const { runs, total } = await listRuns(host.database, readPage(request));
			return { data: runs, meta: { total_count: total } };
		}),
	);

	router.get(
		'/runs/chain',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			return { data: await verifyChain(host.database) };
		}),
	);

	router.get(
		'/runs/:id',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			return { data: await readRun(host.database, readParam(request, 'id')) };
		}),
	);

	router.post(
		'/apply/:tier',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr } = readBody(request, applyBody);
			const run = { requestedBy: userId, ratifiedApr: ratified_apr ?? null };
			return { data: await applyTier(rolloutContext(context), run, readParam(request, 'tier')) };
		}),
	);

	router.post(
		'/apply',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, through } = readBody(request, applyAllBody);
			return {
				data: await applyAll(rolloutContext(context), { requestedBy: userId, ratifiedApr: ratified_apr }, through ?? null),
			};
		}),
	);

	router.post(
		'/rehearse',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { ratified_apr, through } = readBody(request, rehearseBody);
			return {
				data: await rehearse(
					rolloutContext(context),
					{ requestedBy: userId, ratifiedApr: ratified_apr ?? null },
					through ?? null,
				),
			};
		}),
	);

	router.post(
		'/rollback',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { force, to } = readBody(request, rollbackAllBody);
			return {
				data: await rollbackAll(rolloutContext(context), { requestedBy: userId, ratifiedApr: null }, to ?? null, { force }),
			};
		}),
	);

	router.post(
		'/rollback/:tier',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { force } = readBody(request, rollbackBody);
			const run = { requestedBy: userId, ratifiedApr: null };
			return { data: await rollbackTier(rolloutContext(context), run, readParam(request, 'tier'), { force }) };
		}),
	);
}
