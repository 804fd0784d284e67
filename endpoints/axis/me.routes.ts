/** Routes of one's own responsibilities. */
import type { Router } from 'express';
import { ME } from '../../src/contract/operations/me';
import { listEndingSoon, listMyCells, readMyResponsibilities } from '../../src/owners/my-responsibilities';
import type { RouteContext } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

export function mountMyRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { read, list } = mounting(router, context);

	read(ME.readMe, ({ user }) => readMyResponsibilities(database, user));
	list(ME.listMyCells, ({ request, user, page }) =>
		listMyCells(database, user, { ...readQuery(request, ME.listMyCells.query), gaps: false }, page),
	);
	list(ME.listMyGaps, ({ request, user, page }) =>
		listMyCells(database, user, { ...readQuery(request, ME.listMyGaps.query), gaps: true }, page),
	);
	list(ME.listEndingSoon, ({ request, user, page }) =>
		listEndingSoon(database, user, readQuery(request, ME.listEndingSoon.query).days, page),
	);
}
