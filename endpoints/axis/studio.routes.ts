/** Routes that serve the Studio: a tier's text, and the dashboard. */
import type { Router } from 'express';
import { ForbiddenError } from '../../src/errors';
import { readTierText } from '../../src/packet/tier-text';
import { installDashboard } from '../../src/host/install-dashboard';
import { BODIES } from './bodies';
import { readBody } from './body';
import type { RouteContext } from './context';
import { handle, readParam } from './request';

export function mountStudioRoutes(router: Router, { authorise, config, host }: RouteContext): void {
	router.get(
		'/tiers/:tier/sql',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: readTierText(config.profile(), readParam(request, 'tier')) };
		}),
	);

	router.post(
		'/dashboard',
		handle(async (request) => {
			await authorise(request, 'read');
			const { accountability, schema } = request;
			if (accountability?.admin !== true) {
				throw new ForbiddenError({
					reason: 'Making the dashboard is for admins. Nothing was changed. Ask an admin to make it.',
				});
			}
			const { module_bar } = readBody(request, BODIES['/dashboard']);
			return { data: await installDashboard({ ...host, schema, accountability }, { moduleBar: module_bar }) };
		}),
	);
}
