/** Who answers for a cell: assigning owners, undoing it, waiving. A cell is object × axis × value. */
import { z } from 'zod';
import { GateStatus } from './gate';
import { Code, Count, Instant, maybeText, queryText, text, texts, Time, uuid } from './parts';
import { AssignmentKind, cells, chosenPlace, NOT_ONE, ONE_OF, place } from './place';

export { AssignmentKind, CellRef } from './place';

/** Cells by name, or all required cells of what a group contains. One object that is closed, so that an unknown key is named as such. */
export const AssignmentBody = z
	.strictObject({
		axis_code: Code,
		owner_gov_code: Code.describe('An active authority of the base model.'),
		reason: Code.describe('Why, for the record.'),
		replace: z.boolean().optional().meta({
			default: false,
			description:
				'Whether other direct owners, or the anchor of the group, give way, restored by an undo; otherwise the owners stay, and the anchor is in the way.',
		}),
		...place,
	})
	.meta({ description: 'Cells by name, or all required cells of what a group contains.', oneOf: ONE_OF })
	.transform(({ cells, as, group_ref, value_codes, ...rest }, refuse) => {
		const chosen = chosenPlace({ cells, as, group_ref, value_codes });
		if (chosen !== null) return { ...rest, ...chosen };
		refuse.addIssue(NOT_ONE);
		return z.NEVER;
	});

export const UndoBody = z.strictObject({});

export const CellEffect = z
	.enum(['covered', 'overridden', 'replaced', 'kept', 'conflict'])
	.describe(
		'covered: a cell without an owner, waived or not, gets one; overridden: an inherited owner gives way; replaced: a direct one, or that of the anchor; kept: stays as it is; conflict: several owners, or its row is taken.',
	);

export const AssignmentCell = z.object({
	object_type: text,
	object_ref: text,
	value_code: text,
	effect: CellEffect,
	owners_before: texts.describe('Effective owners, sorted; none for a gap or a waived cell.'),
	owners_after: texts,
});

// What an older build did not count yet is missing in its record: one such row must not take the list away.
const counted = z.preprocess((given) => given ?? 0, Count);

export const AssignmentCounts = z.object({
	asked_objects: counted.describe(
		'Objects whose cells they are; of a group all that is below it, not what is right in it alone.',
	),
	asked_cells: counted.describe('The sum of the five that follow.'),
	covered_cells: counted,
	overridden_cells: counted,
	replaced_cells: counted,
	kept_cells: counted,
	conflict_cells: counted.describe('With any, nothing is assigned.'),
	gaps_before: counted.describe('Gaps of the whole axis.'),
	gaps_after: counted,
	rows_inserted: counted,
	rows_superseded: counted,
});

export const BatchKind = z.enum([
	...AssignmentKind.options,
	'end',
	'transfer',
	'import',
	'waive',
	'revoke',
	'set_goal',
	'end_goal',
	'acknowledge',
	'unacknowledge',
]);
const assigned = { axis_code: text, owner_gov_code: text, kind: AssignmentKind, group_ref: maybeText };

export const AssignmentEffect = z.object({
	...assigned,
	...AssignmentCounts.shape,
	cells: z.array(AssignmentCell).max(200).describe('At most 200 of them, conflicts first, kept ones last.'),
});

export const AssignmentPreview = AssignmentEffect.extend({ committed: z.literal(false), gate: GateStatus });

export const AssignmentBatch = z
	.object({
		id: uuid,
		axis_code: maybeText.describe('Null where a transfer or the findings are of several axes.'),
		owner_gov_code: maybeText.describe('Who was assigned or took over; null for other kinds.'),
		from_gov_code: maybeText.describe('Who handed over; null for other kinds.'),
		kind: BatchKind,
		group_ref: maybeText,
		reason: text,
		requested_by: text.describe('Directus user id.'),
		requested_at: Time,
		state: z.enum(['applied', 'undone']),
		undone_by: maybeText,
		undone_at: Time.nullable(),
		effect: AssignmentCounts,
	})
	.describe('Every owner that it makes carries the tag `assign:<id>`.');

export const AssignmentAnswer = z.object({ batch: AssignmentBatch, effect: AssignmentEffect });

export const UndoAnswer = z.object({ batch: AssignmentBatch, rows_deleted: Count, rows_restored: Count });

export const WaiverState = z.enum(['active', 'expired', 'revoked']);

export const WaiverBody = z.strictObject({
	axis_code: Code,
	cells,
	reason: Code.describe('Why the cells may go without an owner.'),
	approved_by: Code.describe('Who approved it; a name, not checked.'),
	expires_at: Instant.describe('In the future; years to 2999, at most microseconds, an offset of at most 14 hours 59 minutes.'),
});

export const RevokeBody = z.strictObject({});

export const WaiverQuery = z.object({
	axis: queryText.default('').describe('Waivers of one axis; of all without it.'),
	object_type: queryText.default('').describe('Waivers of objects of that type; of all without it.'),
	object_ref: queryText.default('').describe('Waivers of one object; of all without it.'),
	value: queryText.default('').describe('Waivers of one value; of all without it.'),
	state: z
		.enum([...WaiverState.options, ''])
		.default('')
		.describe('Waivers in one state; all without it.'),
});

export const Waiver = z.object({
	id: uuid,
	axis_code: text,
	object_type: text,
	object_ref: text,
	value_code: text,
	reason: text,
	approved_by: text,
	expires_at: Time,
	created_by: text.describe('Directus user id.'),
	created_at: Time,
	ended_by: maybeText,
	ended_at: Time.nullable(),
	state: WaiverState.describe('active: in force. A cell whose waiver is expired or revoked is a gap again.'),
});

export const WaiverAnswer = z.object({
	batch: AssignmentBatch,
	waived_cells: Count,
	gaps_before: Count.describe('Gaps of the whole axis.'),
	gaps_after: Count,
	waivers: z.array(Waiver).max(200),
});

export type AssignmentBody = z.infer<typeof AssignmentBody>;
export type CellEffect = z.infer<typeof CellEffect>;
export type AssignmentCell = z.infer<typeof AssignmentCell>;
export type AssignmentEffect = z.infer<typeof AssignmentEffect>;
export type AssignmentPreview = z.infer<typeof AssignmentPreview>;
export type AssignmentBatch = z.infer<typeof AssignmentBatch>;
export type AssignmentAnswer = z.infer<typeof AssignmentAnswer>;
export type UndoAnswer = z.infer<typeof UndoAnswer>;
export type WaiverState = z.infer<typeof WaiverState>;
export type WaiverBody = z.infer<typeof WaiverBody>;
export type WaiverQuery = z.infer<typeof WaiverQuery>;
export type Waiver = z.infer<typeof Waiver>;
export type WaiverAnswer = z.infer<typeof WaiverAnswer>;
