/** Routes of the gate and the rollout. */
import type { Router } from 'express';
import { z } from 'zod';
import { requirePostgres } from '../../src/db/postgres';
import { gateStatus, readGate } from '../../src/gate/gate';
import { applyTier } from '../../src/rollout/apply-tier';
import { listRuns, readRun } from '../../src/rollout/ledger';
import { ledgerBlockers } from '../../src/rollout/ledger-setup';
import { readPlan } from '../../src/rollout/plan';
import { readPreflight } from '../../src/rollout/preflight';
import { reportInvariants } from '../../src/rollout/report-invariants';
import { rollbackTier } from '../../src/rollout/rollback-tier';
import { verifyRollout } from '../../src/rollout/verify';
import { rolloutContext, type RouteContext } from './context';
import { handle, readBody, readPage, readParam } from './request';

const approvalCode = z
	.string()
	.trim()
	.min(1)
	.max(255)
	.refine((code) => !code.includes('\0'), 'must not contain a NUL character');
const applyBody = z.strictObject({ ratified_apr: approvalCode.optional() });
const rollbackBody = z.strictObject({});

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
		'/rollback/:tier',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			readBody(request, rollbackBody);
			const run = { requestedBy: userId, ratifiedApr: null };
			return { data: await rollbackTier(rolloutContext(context), run, readParam(request, 'tier')) };
		}),
	);
}
