/** Goals: how much of an axis, a group or a value shall have owners by a day, and whether scans say that it will. */
import { z } from 'zod';
import { GateStatus } from './gate';
import { AssignmentBatch } from './owners';
import { Code, Count, Day, maybeText, queryText, text, Time, uuid } from './parts';

export const GoalState = z.enum(['met', 'on_track', 'behind', 'missed', 'unknown']);

export const GoalBody = z.strictObject({
	axis_code: Code.describe('An active axis.'),
	group_ref: Code.optional().describe('Objects of this group and of all groups below it; without it all objects.'),
	value_code: Code.optional().describe('Cells of this active value of the axis; without it cells of every value.'),
	percent: z.number().gt(0).max(100).describe('So many of a hundred required cells shall have an owner.'),
	due_on: Day.describe('Last day of the goal, not over yet; a day ends in UTC.'),
	reason: Code.describe('Why, for the record.'),
});

export const EndGoalBody = z.strictObject({ reason: Code.describe('Why, for the record.') });

export const GoalsQuery = z.object({
	axis: queryText.default('').describe('Goals of one axis; of all without it.'),
});

const percentage = z.number().min(0).max(100).nullable();

export const Goal = z
	.object({
		id: uuid,
		axis_code: text,
		group_ref: maybeText.describe('null for all objects.'),
		value_code: maybeText.describe('null for every value.'),
		percent: z.number().gt(0).max(100),
		due_on: z.iso.date(),
		state: GoalState.describe(
			'Until its day is over: met where it is at its percent now; else on_track or behind, as the last scan was at the line or below it, and unknown with fewer than two scans, or where nothing is required. From then on: met or missed, as the last scan until then saw it, and unknown where none did.',
		),
		required_cells: Count.describe('Now; 0 where the axis is not active any more, or its group or value demands nothing.'),
		covered_cells: Count,
		coverage_percent: percentage.describe('With one decimal, rounded down; null where nothing is required.'),
		first_scan_at: Time.nullable().describe('First scan since it was set; null where there is none.'),
		first_percent: percentage,
		last_scan_at: Time.nullable().describe('Last scan until its day is over.'),
		last_percent: percentage,
		expected_percent: percentage.describe(
			'Where the line is at the last scan, rounded down: it leads straight from the first scan to `percent` at the end of the day. null with fewer than two scans.',
		),
		reason: text,
		created_by: text.describe('Directus user id, or the name of a program.'),
		created_at: Time,
	})
	.describe('One that nobody ended. Waived cells are required, and not covered.');

const replaces = Goal.nullable().describe('The goal of the same axis, group and value that ends with it; null where none stood.');

export const GoalPreview = z.object({
	goal: Goal.omit({ id: true }),
	replaces,
	committed: z.literal(false),
	gate: GateStatus,
});
export const GoalAnswer = z.object({ batch: AssignmentBatch, goal: Goal, replaces });
export const EndedGoalAnswer = z.object({ batch: AssignmentBatch, goal: Goal.describe('As it was.') });

export type GoalState = z.infer<typeof GoalState>;
export type GoalBody = z.infer<typeof GoalBody>;
export type EndGoalBody = z.infer<typeof EndGoalBody>;
export type GoalsQuery = z.infer<typeof GoalsQuery>;
export type Goal = z.infer<typeof Goal>;
export type GoalPreview = z.infer<typeof GoalPreview>;
export type GoalAnswer = z.infer<typeof GoalAnswer>;
export type EndedGoalAnswer = z.infer<typeof EndedGoalAnswer>;
