/** Routes that bring what was applied after a project that lives on: the numbers that a verification goes by, and the ports. */
import type { Router } from 'express';
import { GATE } from '../../src/contract/operations/gate';
import { acceptBaseline, readBaseline, undoBaseline } from '../../src/rollout/baseline';
import { rebindPorts } from '../../src/rollout/rebind';
import { actingContext, runOf, type RouteContext } from './context';
import { mounting } from './mount';

export function mountBaselineRoutes(router: Router, context: RouteContext): void {
	const { read, act } = mounting(router, context);

	read(GATE.readBaseline, () => readBaseline(context.host.database));
	act(GATE.acceptBaseline, async ({ user, body }) => acceptBaseline(await actingContext(context), runOf(user), body.reason));
	act(GATE.rebindPorts, async ({ user, body }) => rebindPorts(await actingContext(context), runOf(user, body.ratified_apr)));
	act(GATE.undoBaseline, async ({ user, param, body }) =>
		undoBaseline(await actingContext(context), runOf(user), param('id'), body.reason),
	);
}
