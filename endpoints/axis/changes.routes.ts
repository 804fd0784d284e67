/** The route of the history of what people changed. */
import type { Router } from 'express';
import { listChanges } from '../../src/changes/list-changes';
import { CHANGES } from '../../src/contract/operations/changes';
import type { RouteContext } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

export function mountChangeRoutes(router: Router, context: RouteContext): void {
	const { list } = mounting(router, context);
	list(CHANGES.listChanges, ({ request, page }) =>
		listChanges(context.host.database, page, readQuery(request, CHANGES.listChanges.query)),
	);
}
