/** Routes of goals: how they stand, setting and ending them. */
import { EndedGoalAnswer, EndGoalBody, Goal, GoalAnswer, GoalBody, GoalPreview, GoalsQuery } from '../schemas/goals';
import type { Operations } from './operation';
import { CELLS } from './refused';

export const GOALS = {
	listGoals: {
		route: 'GET /goals',
		tag: 'cells',
		does: 'Goals that stand, the next one due first, with where they are and whether scans say that they will be met',
		large: true,
		query: GoalsQuery,
		list: Goal,
	},
	previewGoal: {
		route: 'POST /goals/preview',
		tag: 'cells',
		does: 'Where a goal would begin, and which one it would replace, found by setting it and rolling it back',
		more: 'A shut gate does not stop it, and is told. Nothing is recorded.',
		right: 'read',
		large: true,
		body: GoalBody,
		answer: GoalPreview,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	setGoal: {
		route: 'POST /goals',
		tag: 'cells',
		does: 'Sets a goal: so many percent of an axis, a group or a value have owners by a day',
		more: 'It is judged from now on: a goal that stood for the same axis, group and value ends with it. POST /axis/owners/:batch/undo takes it back.',
		large: true,
		body: GoalBody,
		answer: GoalAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	endGoal: {
		route: 'POST /goals/:goal/end',
		tag: 'cells',
		does: 'Ends a goal',
		more: 'POST /axis/owners/:batch/undo takes it back.',
		large: true,
		body: EndGoalBody,
		answer: EndedGoalAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_GOAL'],
	},
} satisfies Operations;
