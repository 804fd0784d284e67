/** Routes of the numbers that a verification goes by: which hold, accepting today's, taking those back. */
import type { Router } from 'express';
import { acceptBaseline, readBaseline, undoBaseline } from '../../src/rollout/baseline';
import { BODIES } from './bodies';
import { actingContext, type RouteContext } from './context';
import { readBody } from './body';
import { handle, readParam } from './request';

export function mountBaselineRoutes(router: Router, context: RouteContext): void {
	const { authorise, host } = context;

	router.get(
		'/baseline',
		handle(async (request) => {
			await authorise(request, 'read');
			return { data: await readBaseline(host.database) };
		}),
	);

	router.post(
		'/baseline',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { reason } = readBody(request, BODIES['/baseline']);
			return { data: await acceptBaseline(await actingContext(context), runOf(userId), reason) };
		}),
	);

	router.post(
		'/baseline/:id/undo',
		handle(async (request) => {
			const { userId } = await authorise(request, 'create');
			const { reason } = readBody(request, BODIES['/baseline/:id/undo']);
			return { data: await undoBaseline(await actingContext(context), runOf(userId), readParam(request, 'id'), reason) };
		}),
	);
}

const runOf = (userId: string) => ({ requestedBy: userId, operator: userId, ratifiedApr: null });
