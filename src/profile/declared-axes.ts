/** Axes of a project's own, as a profile declares them. */
import { z } from 'zod';
import { code, count, provenance, ratio, valueStatus } from './parts';

/** As the id of its tier takes it. */
const axisCode = z.string().regex(/^[^\s\p{Cc}\p{Cs}]{1,250}$/u, 'must be one word of at most 250 characters, without blanks');

const place = { object_type: code.default('collection'), object_ref: code, value_code: code };

const tag = z
	.strictObject({
		...place,
		zone: z.enum(['approved', 'candidate', 'quarantine']).default('approved'),
		confidence: ratio.optional(),
		assigned_kind: z.enum(['dot', 'agent', 'human', 'rule']).default('human'),
		provenance,
	})
	.describe('A value of an object.');

const rule = z.strictObject({
	rule_code: code.optional().describe('Left out: CR- and the code of the axis.'),
	applies_to: code.default('*').describe('A kind of object, or * for every kind.'),
	coverage_mode: z
		.enum(['per_assignment', 'cross_product'])
		.default('per_assignment')
		.describe('Whether each tag needs an owner, or every object for each value.'),
	confidence_threshold: ratio.default(0).describe('Tags below it are low_confidence, 0..1.'),
	staleness_days: count.default(0).describe('Tags older than so many days are stale; 0: never.'),
});

const declaredAxis = z
	.strictObject({
		axis_code: axisCode,
		axis_name: code.optional().describe('Name on screen; left out: the code.'),
		tag: code.optional().describe('Provenance of the rows; rollback goes by it. Left out: axis: and the code.'),
		close: z
			.boolean()
			.default(false)
			.describe('Whether the tier is refused while a cell has no owner; else it is told, and applied all the same.'),
		values: z
			.array(
				z.strictObject({
					value_code: code,
					value_name: code.optional().describe('Name on screen; left out: the code.'),
					parent_value_code: code.optional().describe('Broader value; left out for a root.'),
					status: valueStatus.default('active'),
					provenance,
				}),
			)
			.min(1),
		rule: rule.prefault({}),
		tags: z.array(tag).default([]).describe('Applied as far as the target has their objects.'),
		owners: z
			.array(z.strictObject({ ...place, owner_gov_code: code }))
			.default([])
			.describe('Accountable owners, where the rule asks for one.'),
	})
	.transform((axis) => ({
		...axis,
		tag: axis.tag ?? `axis:${axis.axis_code}`,
		rule: { ...axis.rule, rule_code: axis.rule.rule_code ?? `CR-${axis.axis_code}` },
	}));

export const declaredAxes = z
	.array(declaredAxis)
	.prefault([])
	.describe('Axes of your own, each a tier whose id is axis: and its code.');
