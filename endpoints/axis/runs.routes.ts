/** Routes of the run ledger. */
import type { Router } from 'express';
import { ROLLOUT } from '../../src/contract/operations/rollout';
import { listRuns, readRun, verifyChain } from '../../src/run/ledger-read';
import { followRun } from '../../src/run/run-events';
import type { RouteContext } from './context';
import { handleEvents } from './event-stream';
import { ask, mountAt, mounting } from './mount';
import { readQuery } from './request';

export function mountRunRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { read, list } = mounting(router, context);

	list(ROLLOUT.listRuns, async ({ request, page }) => {
		const { status, steps } = readQuery(request, ROLLOUT.listRuns.query);
		const filter = { status, steps: steps === undefined ? undefined : steps === 'true' };
		const { runs, ...listing } = await listRuns(database, page, filter);
		return { rows: runs, ...listing };
	});
	read(ROLLOUT.verifyChain, ({ request }) => verifyChain(database, readQuery(request, ROLLOUT.verifyChain.query).head ?? null));
	read(ROLLOUT.readRun, ({ param }) => readRun(database, param('id')));
	const followed = handleEvents(async (request, signal) => {
		const { param } = await ask(context, ROLLOUT.followRun, request);
		return followRun(database, param('id'), signal);
	});
	mountAt(router, ROLLOUT.followRun, followed);
}
