/**
 * Refuses, at the door, what Directus does to tables without telling a filter; src/gate/unannounced-requests.ts says which requests those are.
 * Only requests of admins are looked at: nobody else may change tables. A request that is written in another way passes here, and so does what is
 * no request; it meets the guard at Directus' services (refuse-table-changes.ts).
 */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { Accountability } from '@directus/types';
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { UNANNOUNCED_REQUESTS, type UnannouncedRequest } from '../../src/gate/unannounced-requests';
import { isApp } from './express-app';
import type { GateKeeper } from './gate-keeper';
import { requireChangeable } from './guarded-tables';

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
			requireChangeable(keeper, asked, touched, database).then(() => next(), next);
		};

	init('routes.before', ({ app }) => {
		if (!isApp(app)) return;
		for (const unannounced of UNANNOUNCED_REQUESTS) app[unannounced.method](unannounced.path, guard(unannounced));
	});
}
