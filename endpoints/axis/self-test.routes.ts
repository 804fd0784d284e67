/** The gate's self-test: every write path, tried and rolled back. For admins alone: it says where a gate could be passed. */
import type { Router } from 'express';
import { requirePostgres } from '../../src/db/postgres';
import { ForbiddenError } from '../../src/errors';
import { policyForAnybody } from '../../src/gate/gate';
import { runSelfTest } from '../../src/self-test/run-self-test';
import type { RouteContext } from './context';
import { handle } from './request';

export function mountSelfTestRoutes(router: Router, { authorise, config, host }: RouteContext): void {
	router.get(
		'/gate/self-test',
		handle(async (request) => {
			await authorise(request, 'read');
			if (request.accountability?.admin !== true) {
				throw new ForbiddenError({
					reason: 'The self-test of the gate is for admins. Nothing was changed. Ask an admin to run it.',
				});
			}
			requirePostgres(host.database);
			return { data: await runSelfTest(host, policyForAnybody(config.profile().profile.ratification)) };
		}),
	);
}
