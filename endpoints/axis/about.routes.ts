/** The dashboard, and the description of these routes. */
import type { Router } from 'express';
import { MODEL_OPERATIONS } from '../../src/contract/operations/model';
import { describeApi } from '../../src/openapi/describe-api';
import { ForbiddenError } from '../../src/errors';
import { installDashboard } from '../../src/host/install-dashboard';
import type { RouteContext } from './context';
import { ask, mountAt, mounting } from './mount';
import { handleDocument } from './request';

export function mountAboutRoutes(router: Router, context: RouteContext): void {
	mounting(router, context).act(MODEL_OPERATIONS.installDashboard, async ({ request: { accountability, schema }, body }) => {
		if (!accountability) throw new ForbiddenError({ reason: 'Nobody is signed in.' });
		return installDashboard({ ...context.host, schema, accountability }, { moduleBar: body.module_bar });
	});

	// It is the same as long as the process lives, and nobody may ever ask for it.
	let document: string | undefined;
	const describe = handleDocument(async (request) => {
		await ask(context, MODEL_OPERATIONS.readOpenapi, request);
		return (document ??= JSON.stringify(describeApi()));
	});
	mountAt(router, MODEL_OPERATIONS.readOpenapi, describe);
}
