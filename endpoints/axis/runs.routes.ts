/** Routes of the run ledger. */
import type { Router } from 'express';
import { z } from 'zod';
import { requirePostgres } from '../../src/db/postgres';
import { listRuns, readRun, verifyChain } from '../../src/run/ledger-read';
import { followRun } from '../../src/run/run-events';
import type { RouteContext } from './context';
import { handleEvents } from './event-stream';
import { handleList } from './large-answer';
import { handle, readPage, readParam, readQuery, recordsMeta } from './request';

const filter = z.object({
	status: z.enum(['running', 'passed', 'refused', 'failed', 'aborted']).optional(),
	steps: z
		.enum(['true', 'false'])
		.transform((word) => word === 'true')
		.optional(),
});

const chainFilter = z.object({ head: z.hash('sha256', { error: 'expected a SHA-256, hex' }).toLowerCase().optional() });

export function mountRunRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.get(
		'/runs',
		handleList(context, '/runs', async (request, taker) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			const { runs, ...listing } = await listRuns(host.database, readPage(request, taker), readQuery(request, filter));
			return { data: runs, meta: recordsMeta(listing) };
		}),
	);

	router.get(
		'/runs/chain',
		handle(async (request) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			const { head } = readQuery(request, chainFilter);
			return { data: await verifyChain(host.database, head ?? null) };
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

	router.get(
		'/runs/:id/events',
		handleEvents(async (request, signal) => {
			await authorise(request, 'read');
			requirePostgres(host.database);
			return followRun(host.database, readParam(request, 'id'), signal);
		}),
	);
}
