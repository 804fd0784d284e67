/** Routes of the numbers that a verification goes by: which hold, accepting today's, taking those back. */
import type { Router } from 'express';
import { GATE } from '../../src/contract/operations/gate';
import { acceptBaseline, readBaseline, undoBaseline } from '../../src/rollout/baseline';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountBaselineRoutes(router: Router, context: RouteContext): void {
	const { read, act } = mounting(router, context);

	read(GATE.readBaseline, () => readBaseline(context.host.database));
	act(GATE.acceptBaseline, async ({ user, body }) => acceptBaseline(await actingContext(context), runOf(user), body.reason));
	act(GATE.undoBaseline, async ({ user, param, body }) =>
		undoBaseline(await actingContext(context), runOf(user), param('id'), body.reason),
	);
}
