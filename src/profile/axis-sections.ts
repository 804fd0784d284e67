/** The sections of a profile that bring an axis or its owners: what each may say. */
import { z } from 'zod';
import { code, count, provenance, ratio, valueStatus } from './parts';

/** Codes of an axis of the rollout; `axis_code` is what the others are made from where they are left out. */
const axis = (axisCode: string, name: string) => ({
	axis_code: code.default(axisCode),
	axis_name: code.default(name),
	rule_code: code.default(`CR-${axisCode.toUpperCase()}`),
	tag: code.default(`axis:${axisCode}`).describe('Provenance of the rows; rollback goes by it.'),
});

const close = (what: string) =>
	z.boolean().default(false).describe(`Whether the tier is refused while ${what}; else it is told, and applied all the same.`);

export const responsibility = z.strictObject(axis('responsibility', 'Responsibility'));

export const ownership = z
	.strictObject({
		created_by: code
			.default('axis:ownership')
			.describe('Provenance of the seeded rows in governance_object_ownership; rollback goes by it.'),
		close: close('an object would have no owner for a scope'),
		scopes: z.array(code).optional().describe('Scopes that must be the active ones; left out: whichever are active.'),
		groups: z
			.array(z.strictObject({ group_ref: code, owner_gov_code: code }))
			.default([])
			.describe('The accountable authority of groups. Without any there is no tier 3.'),
		writable: z
			.boolean()
			.default(false)
			.describe(
				'Whether people may assign owners of a canonical axis, which writes governance_object_ownership (POST /axis/owners). Without this section they may.',
			),
	})
	.describe('Tier 3: who answers for the objects of a group. Tier 4 takes the same owners.');

export const containment = z
	.strictObject({
		...axis('containment', 'Containment'),
		close: close('an object is in no group, or its group has no owner'),
		confidence_threshold: ratio.default(0.5).describe('Assignments below it are low_confidence, 0..1.'),
		staleness_days: count.default(0).describe('Assignments older than so many days are stale; 0: never.'),
	})
	.describe('Tier 4.');

const topicValue = z.strictObject({
	value_code: code,
	parent_value_code: code.optional().describe('Broader topic; left out for a root.'),
	status: valueStatus.default('active'),
	provenance,
});

const topicAssignment = z
	.strictObject({
		object_type: code.default('collection'),
		object_ref: code,
		value_code: code,
		zone: z.enum(['approved', 'candidate', 'quarantine']),
		confidence: ratio.optional(),
		assigned_kind: z.enum(['dot', 'agent', 'human', 'rule']),
		assigned_days_ago: count.default(0).describe('Age of the assignment when it is made, in days.'),
		provenance,
	})
	.refine((assignment) => assignment.zone === 'quarantine' || assignment.provenance !== undefined, {
		message: 'without provenance only the zone quarantine is allowed',
	});

export const topic = z
	.strictObject({
		...axis('topic', 'Topic'),
		axis_code: z.literal('topic').default('topic').describe('The reconcile and drift views speak of this axis by name.'),
		close: close('a topic that is not quarantined has no owner'),
		confidence_threshold: ratio.default(0).describe('Assignments below it are low_confidence, 0..1.'),
		staleness_days: count.default(0).describe('Assignments older than so many days are stale; 0: never.'),
		values: z.array(topicValue).min(1),
		maps: z
			.array(
				z.strictObject({ value_code: code, label_code: code, map_kind: z.enum(['declared', 'inferred']).default('declared') }),
			)
			.default([]),
		assignments: z.array(topicAssignment).default([]).describe('Applied as far as the target has their objects.'),
		owners: z
			.array(z.strictObject({ object_type: code.default('collection'), object_ref: code, owner_gov_code: code }))
			.default([])
			.describe('Accountable owners of assignments that are not quarantined.'),
	})
	.describe('Tier 5.');
