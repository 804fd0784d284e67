/** A goal to begin with, and what stands. */
import type { Knex } from 'knex';
import type { Goal, GoalBody } from '../../../src/contract';
import { listGoals } from '../../../src/goals/goals';

export const ADA = { actor: 'Ada' };
export const PAGE = { limit: 100, offset: 0 };
export const WHY = { reason: 'it was reached' };
export const body = (more: Partial<GoalBody> = {}): GoalBody => ({
	axis_code: 'responsibility',
	value_code: 'audit',
	percent: 95,
	due_on: '2999-03-31',
	reason: 'the council asks for it',
	...more,
});

/** Every goal, whole. */
export const goalRows = async (db: Knex): Promise<unknown[]> =>
	(await db.raw('select to_jsonb(g) as row from axis_internal.goal g order by id')).rows;

export const standingGoals = async (db: Knex): Promise<Goal[]> => (await listGoals(db, PAGE)).rows;
