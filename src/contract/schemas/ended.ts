/** Owners that end or are handed over: requests and answers. */
import { z } from 'zod';
import { GateStatus } from './gate';
import { listOf } from './list-of';
import { AssignmentBatch } from './owners';
import { Code, Count, maybeText, text, texts } from './parts';
import { chosenPlace, NOT_ONE, ONE_OF, place } from './place';

/** Whose owners end. With `as` anchor the group's own. */
export const EndBody = z
	.strictObject({ axis_code: Code, reason: Code.describe('Why, for the record.'), ...place })
	.meta({
		description:
			'Cells by name, all cells of what a group contains that have an owner of their own, or the owners of the group itself.',
		oneOf: ONE_OF,
	})
	.transform(({ cells, as, group_ref, value_codes, ...rest }, refuse) => {
		const chosen = chosenPlace({ cells, as, group_ref, value_codes });
		if (chosen !== null) return { ...rest, ...chosen };
		refuse.addIssue(NOT_ONE);
		return z.NEVER;
	});

export const TransferBody = z.strictObject({
	from: Code.describe('Who hands over; may be retired.'),
	to: Code.describe('An active authority of the base model.'),
	axes: listOf(Code, { min: 1, max: 1000 })
		.optional()
		.describe('Active axes; without it every owner of `from`, whatever its axis.'),
	groups: listOf(Code, { min: 1, max: 1000 })
		.optional()
		.describe('Owners of these groups and of what lies in them, at any depth; without it all.'),
	reason: Code.describe('Why, for the record.'),
});

/** Of rows that ended or passed to another authority. */
export const EndedCounts = z.object({
	rows_ended: Count,
	anchors_ended: Count.describe('Those of them that others inherit.'),
	rows_inserted: Count.describe('Rows of the new owner, one for each that ended; none for an end.'),
	asked_objects: Count,
	asked_cells: Count.describe('Required cells whose owner changes: the sum of the three that follow.'),
	passed_cells: Count,
	inherited_cells: Count,
	opened_cells: Count,
	kept_cells: Count.describe('Required cells of these axes that the same authorities still answer for.'),
	gaps_before: Count.describe('Gaps of the axes together.'),
	gaps_after: Count,
});

export const EndedCell = z.object({
	axis_code: text,
	object_type: text,
	object_ref: text,
	value_code: text,
	effect: z
		.enum(['passed', 'inherited', 'opened'])
		.describe('passed: to the new owner; inherited: another owner covers it; opened: nobody does, so it is a gap or waived.'),
	owners_before: texts,
	owners_after: texts,
});

export const EndedRow = z.object({
	relation: z.enum(['axis_object_ownership', 'governance_object_ownership']),
	axis_code: maybeText.describe('Null for a value of the base model that no active axis has.'),
	object_type: text,
	object_ref: text,
	value_code: text,
	owner_gov_code: text,
	is_anchor: z.boolean(),
});

export const EndedEffect = z.object({
	kind: z.enum(['end', 'transfer']),
	axes: texts,
	from_gov_code: maybeText,
	to_gov_code: maybeText,
	group_ref: maybeText,
	...EndedCounts.shape,
	rows: z.array(EndedRow).max(100).describe('At most 100 of the rows that end, anchors first.'),
	cells: z.array(EndedCell).max(100).describe('At most 100 of the cells whose owner changes, opened ones first.'),
});

export const EndedPreview = EndedEffect.extend({ committed: z.literal(false), gate: GateStatus });
export const EndedAnswer = z.object({ batch: AssignmentBatch, effect: EndedEffect });

export type EndBody = z.infer<typeof EndBody>;
export type TransferBody = z.infer<typeof TransferBody>;
export type EndedEffect = z.infer<typeof EndedEffect>;
export type EndedPreview = z.infer<typeof EndedPreview>;
export type EndedAnswer = z.infer<typeof EndedAnswer>;
