/**
 * Refuses, at the door, what Directus does to tables without telling a filter; src/gate/unannounced-requests.ts says which requests those are.
 * Only requests of admins are looked at: nobody else may change tables.
 * Changes that other extensions make in the process pass here; taking ownership of the axis tables away from Directus' role stops those.
 */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { Accountability } from '@directus/types';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { UNANNOUNCED_REQUESTS, type UnannouncedRequest } from '../../src/gate/unannounced-requests';
import { isApp } from './express-app';
import type { GateKeeper } from './gate-keeper';

export function registerRequestGuard(
	{ init }: Pick<RegisterFunctions, 'init'>,
	{ database }: HookExtensionContext,
	keeper: GateKeeper,
): void {
	const guard =
		({ asked, tables }: UnannouncedRequest): RequestHandler =>
		(request: Request & { accountability?: Accountability | null }, _response: Response, next: NextFunction) => {
			const touched = request.accountability?.admin === true ? tables(request) : [];
			if (touched.length === 0) return next();
			keeper.require(`${asked} ${touched.join(', ')}`, database).then(() => next(), next);
		};

	init('routes.before', ({ app }) => {
		if (!isApp(app)) return;
		for (const unannounced of UNANNOUNCED_REQUESTS) app[unannounced.method](unannounced.path, guard(unannounced));
	});
}
