/** The model: axes, values and rules, and what a change of them does. Counts are whole numbers of cells or rows. */
import { z } from 'zod';
import { MODEL_ACTS, TAG_ACTS } from '../model';
import { AxisStatus, cellCounts, qualityCounts } from './coverage';
import { GateStatus } from './gate';
import { listOf } from './list-of';
import { Code, Count, maybeText, Reason, text, texts, Time } from './parts';
import { Run } from './rollout';

export const ModelKind = z.enum(['axis', 'value', 'rule']);

/** Acts beside changes of status, as the record names them. */
export const ModelAct = z.enum([...MODEL_ACTS, ...TAG_ACTS]);

export const ObjectRef = z.strictObject({ object_type: Code, object_ref: Code });

export const SplitPart = z.strictObject({
	value_code: Code,
	objects: listOf(ObjectRef, { min: 0, max: 100_000 })
		.optional()
		.describe('Without it the part takes every object that no other names; one part at most.'),
});

const ratified_apr = Code.optional().describe(
	'The approval that it happens under. Required where something becomes active and the gap moves.',
);

/** What goes together is src/model's to say. */
export const ChangeBody = z.strictObject({
	kind: ModelKind,
	code: Code.describe('Code of the axis, the value or the rule.'),
	axis_code: Code.optional().describe('Axis of a value; left out for axes and rules.'),
	to: AxisStatus.exclude(['candidate']),
	merge_into: Code.optional().describe('An active value of the same axis that takes the place of this one.'),
	split_into: listOf(SplitPart, { min: 2, max: 50 })
		.optional()
		.describe('Values of the same axis, candidate or active, among which this one is divided; candidates become active.'),
	reason: Reason,
	ratified_apr,
});

export const ChangeUndoBody = z.strictObject({ reason: Reason, ratified_apr });

export const ModelStanding = z
	.object({
		status: AxisStatus.nullable().describe('Of the axis, value or rule that changes; null where it is not there.'),
		...cellCounts,
		...qualityCounts,
		missing_assignments: Count.describe(
			'Governed objects that a per_assignment rule asks for and that are assigned to no active value.',
		),
		rules_without_values: texts.describe('Active rules of the axis that demand nothing because it has no active value.'),
	})
	.describe('How the axis concerned stands; nothing but `status` counts while it is not active.');

export const RowConflict = z
	.object({
		what: z.enum(['assignment', 'owner']),
		object_type: text,
		object_ref: text,
		value_code: text,
		kept: text,
		superseded: text,
	})
	.describe('Two rows that would be one. The target’s stays; of assignments the zones are told, of owners the authorities.');

// An older build's report lacks what it did not count yet: one such row must not take the list away.
const counted = z.preprocess((given) => given ?? 0, Count);

export const ChangedRows = z
	.object({
		values_activated: counted,
		values_reparented: counted,
		assignments_retargeted: counted,
		assignments_superseded: counted,
		owners_retargeted: counted,
		owners_superseded: counted,
		waivers_retargeted: counted,
	})
	.describe('How many rows changed, by what became of them; of an undo, by what had become of them.');

export const WaiverLeft = z
	.object({
		object_type: text,
		object_ref: text,
		value_code: maybeText.describe('The value that would take it over; null where none does.'),
		why: z
			.enum(['no_target', 'not_required', 'covered', 'waived', 'required_before'])
			.describe(
				'`no_target`: nothing takes its object’s cell over; `not_required`: nobody requires the target’s cell; `covered`: it has an owner; `waived`: a waiver of its own stands, expired or not; `required_before`: it was required before, and nobody waived it.',
			),
		approved_by: text,
		expires_at: Time,
	})
	.describe('A waiver in force that does not follow its value.');

export const LeftBehind = z
	.object({
		assignments: Count,
		owners: Count,
		children: Count,
		topic_maps: Count,
		decisions: Count,
		waivers: Count.describe('In force; they waive nothing there.'),
	})
	.describe('What stays with a value that no longer counts; all 0 for axes and rules.');

const moved = { cells_added: counted, cells_removed: counted, gaps_added: counted, gaps_removed: counted };
const ofObject = { object_type: text, object_ref: text };

export const CellChanges = z.object({
	...moved,
	owners: z
		.array(z.object({ owner_gov_code: text, cells: Count }))
		.describe('Of the cells that are added, by who would own them; one with several owners counts for each.'),
	objects_without_owner: z
		.array(z.object({ ...ofObject, cells: Count }))
		.describe('Objects with added gaps, the first 100 by type and name.'),
	objects_without_owner_count: Count,
});

export const ChangeReport = z.object({
	before: ModelStanding,
	after: ModelStanding,
	...CellChanges.shape,
	rows: ChangedRows,
	conflicts: z.array(RowConflict).describe('The first 100; `rows` has the counts.'),
	left_behind: LeftBehind,
	waivers_left: z
		.array(WaiverLeft)
		.describe('The first 100 by object; `left_behind.waivers` has the count. Empty in the answer to an undo.'),
	needs_ratified_apr: z.boolean().describe('Whether something becomes active and the gap moves.'),
});

export const ChangePreview = ChangeReport.extend({ committed: z.literal(false), gate: GateStatus });
export const ChangeAnswer = ChangeReport.extend({ committed: z.literal(true), run: Run });

export const ModelItem = z.object({
	kind: ModelKind,
	code: text,
	axis_code: text,
	name: maybeText,
	status: AxisStatus,
	detail: maybeText.describe('Of a value its broader value, of a rule its mode, of an axis null.'),
	assignments: Count.nullable().describe('Active ones; null of a rule.'),
	owners: Count.nullable().describe(
		'Active ones in axis_object_ownership; null of a rule, and of a canonical axis, whose owners the base model has.',
	),
});

export type ModelKind = z.infer<typeof ModelKind>;
export type ModelAct = z.infer<typeof ModelAct>;
export type SplitPart = z.infer<typeof SplitPart>;
/** What is asked of one axis, value or rule; null where the body leaves it out. */
export interface AskedChange {
	kind: ModelKind;
	code: string;
	/** Of a value; null otherwise. */
	axis_code: string | null;
	to: z.infer<typeof ChangeBody>['to'];
	merge_into: string | null;
	split_into: { value_code: string; objects?: { object_type: string; object_ref: string }[] | undefined }[] | null;
	reason: string;
}
export type ModelStanding = z.infer<typeof ModelStanding>;
export type RowConflict = z.infer<typeof RowConflict>;
export type ChangedRows = z.infer<typeof ChangedRows>;
export type WaiverLeft = z.infer<typeof WaiverLeft>;
export type WaiverStays = WaiverLeft['why'];
export type CellChanges = z.infer<typeof CellChanges>;
export type ChangeReport = z.infer<typeof ChangeReport>;
export type ChangePreview = z.infer<typeof ChangePreview>;
export type ChangeAnswer = z.infer<typeof ChangeAnswer>;
export type ModelItem = z.infer<typeof ModelItem>;
