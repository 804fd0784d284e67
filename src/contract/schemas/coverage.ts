/** Coverage. A cell is object × axis × value; counts are whole numbers of cells or objects. */
import { z } from 'zod';
import { STATUSES } from '../model';
import { Count, maybeText, queryText, text, texts, Time } from './parts';

export const AxisKind = z.enum(['deterministic', 'uncertain', 'system']);
export const AxisStatus = z.enum(STATUSES);

const waived = Count.describe('Without an owner, and with a waiver in force.');
const object = { object_type: text, object_ref: text };
const group_ref = maybeText.describe('null for objects that no group contains; of several the first by name.');

/** How the cells of an axis stand; `required = gap + direct + inherited + waived`. */
export const cellCounts = {
	required_cells: Count,
	gap_cells: Count,
	direct_cells: Count,
	inherited_cells: Count,
	waived_cells: waived,
};
/** Assignments by quality flag; 0 on axes that have none. */
export const qualityCounts = { ok: Count, low_conf: Count, stale: Count, quarantine: Count };

export const AxisCoverage = z
	.object({
		axis_code: text,
		axis_name: text,
		axis_kind: AxisKind,
		status: AxisStatus,
		rolled_out: z
			.boolean()
			.describe(
				'false while no axis is active: first figures, what the base model alone says; its owners who are gone are not told yet.',
			),
		required_cells: Count,
		gap_cells: Count,
		covered_cells: Count,
		direct_cells: Count,
		inherited_cells: Count,
		waived_cells: waived,
		stale_owner_cells: Count.describe(
			'Of the covered cells those that nobody covers but owners who are gone: an authority that is retired or behind which nobody active stands, or a row that ended.',
		),
		coverage_percent: z
			// PostgreSQL's numeric comes as text.
			.preprocess((given) => (typeof given === 'string' ? Number(given) : given), z.number().min(0).max(100).nullable())
			.describe('With one decimal, rounded down; null where nothing is required.'),
		untagged_objects: Count.describe(
			'Objects without any value, of an axis that asks only for the values that objects have: beside the gap where that is a finding, in it where it is a gap.',
		),
		...qualityCounts,
	})
	.describe(
		'Of an active axis, or before there is one of responsibility: covered = direct + inherited, required = covered + gap + waived.',
	);

const covered = { covered: Count, gap: Count, waived };

export const ValueCoverage = z.object({ value_code: text, objects: Count, ...covered });

export const OwnerCoverage = z.object({
	owner_gov_code: text,
	owner_name: maybeText,
	cells: Count,
	direct: Count,
	inherited: Count,
	stale_cells: Count.describe('Of `cells` those whose owner is gone.'),
});

export const ObjectCoverage = z.object({ ...object, required: Count, ...covered });

const group_path = texts.describe(
	'The way from the root to the group, both included; of several ways the first by name. Empty for no group.',
);

export const GroupCoverage = z.object({
	group_ref,
	parent_ref: maybeText.describe('The group right above it; null at a root.'),
	group_path,
	objects: Count.describe('Objects below it, all the way down: those of groups in it count here too.'),
	direct_objects: Count.describe('Those right in it.'),
	required: Count,
	...covered,
});

/** The objects that the matrix tells under a group. */
export const MatrixGroup = z.object({
	group_ref,
	group_path,
	objects: Count.describe('Objects of the rows under it, each of which is under one group alone.'),
	required: Count,
	...covered,
});

export const CoverageGap = z.object({ ...object, axis_code: text, value_code: text, group_ref });

export const RequiredState = z.enum(['direct', 'inherited', 'gap', 'waived']);

export const MatrixCell = z.object({
	value_code: text,
	state: z.enum([...RequiredState.options, 'not_required']),
	owner_gov_code: maybeText,
	source_anchor_ref: maybeText.describe('Where an inherited owner comes from, e.g. `GRP-AI`.'),
});

export const MatrixGroupCell = z.object({ value_code: text, required: Count, ...covered });

const cells = z.array(MatrixCell).describe('In the order of `values`.');
const objectMatrix = {
	grain: z.literal('object'),
	values: texts,
	rows: z.array(z.object({ ...object, group_ref, cells })),
};

export const ObjectMatrix = z.object(objectMatrix);

export const GroupMatrix = z.object({
	grain: z.literal('group'),
	values: texts,
	rows: z
		.array(z.object({ ...object, group_ref, group_path, cells: z.array(MatrixGroupCell) }))
		.describe('In the order of the tree. A cell counts all that is below its group, so rows are not to be added up.'),
});

export const MatrixPage = z
	.object({ ...objectMatrix, groups: z.array(MatrixGroup).describe('Of all kept objects, in the order of the rows.') })
	.describe('What a filter, limit or offset asked for: rows are objects whatever their number.');

/** Above 500 objects rows are groups and cells carry counts. */
export const CoverageMatrix = z.union([ObjectMatrix, GroupMatrix]);

/** A required cell with who answers for it; the rows of the matrix as CSV. */
export const CoveredCell = z.object({
	...object,
	group_ref,
	...MatrixCell.shape,
	axis_code: text,
});

const group = queryText
	.optional()
	.describe(
		'Objects of this group and of all groups below it; empty for objects that no group contains. An object of several groups is told under the first by name.',
	);

export const GapsQuery = z.object({ group });
export const MatrixQuery = z.object({
	group,
	owner: queryText.optional().describe('Code of an accountable owner; empty for whatever owner.'),
	state: RequiredState.optional().describe('State of a required cell.'),
	search: queryText.optional().describe('Part of the object’s name, small and capital letters alike.'),
});

export const CoverageMode = z.enum(['cross_product', 'per_assignment']);

export const DemandingRule = z.object({
	rule_code: text,
	applies_to: text.describe('An object type, or `*` for all.'),
	coverage_mode: CoverageMode,
});

export const ObjectCell = z
	.object({
		value_code: text,
		required: z.boolean(),
		rules: z.array(DemandingRule).describe('The active rules that ask for the cell; empty where none does.'),
		owner_gov_code: maybeText,
		owner_name: maybeText.describe('Name of the authority in the base model.'),
		owner_kind: maybeText,
		resolution: z.enum(['direct', 'inherited']).nullable(),
		depth: Count.nullable().describe('Steps up the containment to the owner’s row; 0 is the object itself.'),
		source_anchor_type: maybeText,
		source_anchor_ref: maybeText,
		waived_until: Time.nullable().describe(
			'Until when its waiver is in force; null without one, and where the cell has an owner.',
		),
	})
	.describe(
		'An effective owner of a value, the nearest first, equally near ones by owner and anchor; a row without one where there is none.',
	);

export type MatrixQuery = z.infer<typeof MatrixQuery>;
export type AxisKind = z.infer<typeof AxisKind>;
export type AxisStatus = z.infer<typeof AxisStatus>;
export type AxisCoverage = z.infer<typeof AxisCoverage>;
export type ValueCoverage = z.infer<typeof ValueCoverage>;
export type OwnerCoverage = z.infer<typeof OwnerCoverage>;
export type ObjectCoverage = z.infer<typeof ObjectCoverage>;
export type GroupCoverage = z.infer<typeof GroupCoverage>;
export type CoverageGap = z.infer<typeof CoverageGap>;
export type CellState = MatrixCell['state'];
export type MatrixCell = z.infer<typeof MatrixCell>;
export type MatrixGroupCell = z.infer<typeof MatrixGroupCell>;
export type MatrixGroup = z.infer<typeof MatrixGroup>;
export type MatrixGroupRow = z.infer<typeof GroupMatrix>['rows'][number];
export interface MatrixRow<Cell> {
	object_type: string;
	object_ref: string;
	group_ref: string | null;
	cells: Cell[];
}
export type CoverageMatrix = z.infer<typeof CoverageMatrix>;
export type MatrixPage = z.infer<typeof MatrixPage>;
export type CoveredCell = z.infer<typeof CoveredCell>;
export type DemandingRule = z.infer<typeof DemandingRule>;
export type ObjectCell = z.infer<typeof ObjectCell>;
