/** Routes of goals. */
import type { Router } from 'express';
import { GOALS } from '../../src/contract/operations/goals';
import { listGoals } from '../../src/goals/goals';
import { endGoal, previewGoal, setGoal } from '../../src/goals/write-goals';
import { actingContext, type RouteContext, writerOf } from './context';
import { mounting } from './mount';
import { readQuery } from './request';

export function mountGoalRoutes(router: Router, context: RouteContext): void {
	const { database } = context.host;
	const { act, list } = mounting(router, context);

	list(GOALS.listGoals, ({ request, page }) => listGoals(database, page, readQuery(request, GOALS.listGoals.query)));
	act(GOALS.previewGoal, async ({ user, body }) => previewGoal(await actingContext(context), writerOf(user), body));
	act(GOALS.setGoal, async ({ user, body }) => setGoal(await actingContext(context), writerOf(user), body));
	act(GOALS.endGoal, async ({ user, param, body }) => endGoal(await actingContext(context), writerOf(user), param('goal'), body));
}
