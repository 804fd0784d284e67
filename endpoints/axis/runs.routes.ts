/** Routes of the run ledger. */
import type { Router } from 'express';
import { requirePostgres } from '../../src/db/postgres';
import { listRuns, readRun, verifyChain } from '../../src/rollout/ledger';
import type { RouteContext } from './context';
import { handle, readPage, readParam } from './request';

export function mountRunRoutes(router: Router, { authorise, host }: RouteContext): void {
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
}
