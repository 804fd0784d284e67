/** What is asked to make an axis, or to change an axis, its values and its rules beyond their status. */
import { z } from 'zod';
import { listOf } from './list-of';
import { Code, maybeText, Reason, text } from './parts';

/** What an axis asks for; what is left out is the usual, or in a change stays. */
export const Semantics = z.strictObject({
	cardinality: z.enum(['many', 'one']).optional().describe('How many values an object may have. Usually many.'),
	missing: z
		.enum(['finding', 'gap'])
		.optional()
		.describe(
			'What an object without any value is, where a per_assignment rule applies: a finding, or the gap `(none)`. Usually a finding.',
		),
	tag_inheritance: z
		.enum(['none', 'containment'])
		.optional()
		.describe('Whether an object has the values of the nearest that contains it. Usually none.'),
	owner_inheritance: z.enum(['none', 'containment']).optional().describe('The same of owners, of a parallel axis. Usually none.'),
});

/** (none) is no value. */
export const ValueCode = Code.refine(
	(code) => code !== '(none)',
	'must not be (none): that is the cell of an object without any value',
);

export const AskedValue = z.strictObject({
	value_code: ValueCode,
	value_name: Code.optional(),
	parent_value_code: Code.optional().describe('A broader value of the same axis.'),
});

export const AskedRule = z.strictObject({
	rule_code: Code.optional().describe('Left out: the code of the axis.'),
	applies_to: Code.default('*').describe('An object type, or * for every type.'),
	coverage_mode: z.enum(['cross_product', 'per_assignment']).default('per_assignment'),
	confidence_threshold: z.number().min(0).max(1).default(0).describe('Three decimals count.'),
	staleness_days: z.int().min(0).max(2_147_483_647).default(0),
});

const ratified_apr = Code.optional().describe(
	'The approval that it happens under. Required where `needs_ratified_apr` of the preview says so.',
);
const common = { reason: Reason, ratified_apr };

/** What goes together is src/model's to say. */
export const AxisBody = z.strictObject({
	act: z.enum(['add', 'change']).default('add'),
	axis_code: Code,
	axis_name: Code.optional(),
	template: Code.optional().describe('Gives what the body leaves out: GET /axis/model/templates.'),
	values: listOf(AskedValue, { min: 1, max: 1000 }).optional().describe('Of a new axis, in the order in which they are shown.'),
	rules: listOf(AskedRule, { min: 1, max: 100 })
		.optional()
		.describe('Of a new axis. Left out: one, per_assignment, for every type.'),
	semantics: Semantics.optional(),
	activate: z
		.boolean()
		.default(false)
		.describe('Whether the new axis, its values and rules are active at once; else they are candidates and demand nothing.'),
	...common,
});

export const ValuesBody = z.strictObject({
	act: z
		.enum(['add', 'rename', 'reorder'])
		.describe('`rename` gives names, never codes; `reorder` lists values in the order in which they are to be shown.'),
	axis_code: Code,
	values: listOf(AskedValue, { min: 1, max: 1000 }),
	activate: z.boolean().default(false).describe('Whether added values are active at once.'),
	...common,
});

export const RuleBody = z.strictObject({
	act: z.enum(['add', 'change']).default('change'),
	rule_code: Code.describe('Its code, of all rules: of a new one a code that no rule has.'),
	axis_code: Code.optional().describe('The axis of a new rule; of one that is there it is left out.'),
	applies_to: AskedRule.shape.applies_to
		.unwrap()
		.optional()
		.describe('Of a new rule: an object type, or * for every type, the usual.'),
	coverage_mode: AskedRule.shape.coverage_mode.unwrap().optional().describe('Of a new rule; usually per_assignment.'),
	confidence_threshold: AskedRule.shape.confidence_threshold.unwrap().optional(),
	staleness_days: AskedRule.shape.staleness_days.unwrap().optional(),
	activate: z
		.boolean()
		.default(false)
		.describe('Whether a new rule is active at once; else it is a candidate and demands nothing.'),
	...common,
});

export const ModelTemplate = z.object({
	template: text,
	axis_name: text,
	does: text.describe('What it is for.'),
	values: z.array(z.object({ value_code: text, value_name: maybeText })),
	semantics: Semantics.required(),
});

export type Semantics = z.infer<typeof Semantics>;
export type AskedValue = z.infer<typeof AskedValue>;
export type AskedRule = z.infer<typeof AskedRule>;
export type ModelTemplate = z.infer<typeof ModelTemplate>;
/** What is asked, without under which approval. */
export type AskedAxis = Omit<z.infer<typeof AxisBody>, 'ratified_apr'>;
export type AskedValues = Omit<z.infer<typeof ValuesBody>, 'ratified_apr'>;
export type AskedRuleChange = Omit<z.infer<typeof RuleBody>, 'ratified_apr'>;
