/** Repairs: rows that are brought after the objects, and what stands instead. */
import { z } from 'zod';
import { REPAIR_KINDS } from '../model';
import { Code, Count, maybeText, Reason, text } from './parts';
import { Run } from './rollout';

export const RepairKind = z
	.enum(REPAIR_KINDS)
	.describe(
		'containment: the containment axis after v_object_containment; gone: rows of objects, values and owners that are gone; stranded: owners of the base model on a group or object that is gone.',
	);

export const RepairBody = z.strictObject({
	reason: Reason,
	ratified_apr: Code.optional().describe('The approval that the owners are recorded under.'),
});
export const RepairUndoBody = z.strictObject({ reason: Reason });

export const RepairRow = z.object({
	relation: z.enum(['axis_assignment', 'axis_object_ownership', 'axis_internal.waiver', 'governance_object_ownership']),
	object_type: text,
	object_ref: text,
	axis_code: text,
	value_code: text,
	group_ref: maybeText.describe('The group that contains the object now; null where none does, and of what is gone.'),
});

export const Repair = z.object({
	kind: RepairKind,
	rows_to_end: Count.describe('Assignments, owners and waivers that would give way.'),
	objects_to_place: Count.describe('Objects that would be put into their group.'),
	rows: z.array(RepairRow).describe('The first 100 of the rows that would give way.'),
});

export const RepairAnswer = z.object({
	run: Run,
	kind: RepairKind,
	rows_ended: Count.describe('Of an undo the rows that stand again.'),
	rows_made: Count.describe('Of an undo the rows that were taken away.'),
});

export type RepairKind = z.infer<typeof RepairKind>;
export type Repair = z.infer<typeof Repair>;
export type RepairAnswer = z.infer<typeof RepairAnswer>;
