/** The base model of a project: whether it has one, and what counts in it. */
import { z } from 'zod';
import { Count, maybeText, text, texts } from './parts';
import { Run } from './rollout';

export const FoundationBody = z.strictObject({});
export const FoundationRemoveBody = z.strictObject({
	force: z
		.boolean()
		.default(false)
		.describe('Takes along what people made in it, and records how much: `POST /axis/foundation/remove/preview` says what.'),
});

export const ScopeFigures = z.object({ scope_code: text, description: maybeText, gap_cells: Count });

export const GroupFigures = z.object({
	group_ref: text.describe('A folder, a collection that contains others, or `(project)`, which contains all.'),
	parent_ref: maybeText.describe('The group that contains it.'),
	objects: Count.describe('Governed objects below it, all the way down.'),
	direct_objects: Count.describe('Those right below it.'),
	gap_cells: Count.describe('Cells without an accountable owner below it.'),
});

export const LeftOutObject = z.object({
	object_type: text,
	object_ref: text,
	reason: text.describe('junction, inactive, system or rule:exclude.'),
});

export const FoundationFigures = z.object({
	objects: Count.describe('Governed objects.'),
	required_cells: Count.describe('Objects × active scopes.'),
	gap_cells: Count.describe('Cells without an accountable owner.'),
	conflicts: Count.describe('Cells with several owners.'),
	scopes: z.array(ScopeFigures),
	groups: z.array(GroupFigures).describe('The largest first.'),
	left_out: z.object({
		count: Count.describe('What is there and needs no owner.'),
		objects: z.array(LeftOutObject).describe('Of a base model that this extension made: which, and why.'),
	}),
});

export const Foundation = z.object({
	status: z
		.enum(['none', 'installed', 'own', 'partial'])
		.describe('installed: made by this extension. own: the project’s own. partial: parts of one are there, so none can be made.'),
	in_the_way: texts.describe(
		'Kind and name, as `view v_object_containment`. Of a partial one: what is there. Of one made by this extension: what has a name of it instead.',
	),
	missing: texts.describe(
		'Tables and views that it lacks; of one made by this extension also functions, and columns that are read by name.',
	),
	rolled_out: z.boolean().describe('Whether the axis tables are there.'),
	makes: texts.describe('Tables and views that a foundation would make; empty where there is something of a base model.'),
	figures: FoundationFigures.nullable().describe('null where there is no whole base model.'),
});

export const FoundationAnswer = z.object({ run: Run, foundation: Foundation });

export const RemovedRows = z.object({
	object: text.describe('Where they are: a table of the base model, `axis_internal.authority_link`, or a table of Directus.'),
	about: maybeText.describe('Of a table of Directus: the table of the base model that it holds settings of.'),
	before: Count.describe('Rows that people made.'),
	after: Count,
});

export const FoundationRemoval = z.object({
	relations: texts.describe('Tables and views that go.'),
	missing: texts.describe('Tables, views, functions and columns of it that are gone already; the rest goes with `force` alone.'),
	in_the_way: texts.describe('Kind and name of what has a name of it instead, and must be renamed or dropped first.'),
	removed: z
		.array(RemovedRows)
		.describe('All that goes besides what the base model came with; `after` as `force` would leave it.'),
	needs_force: z.boolean().describe('Whether anything is removed that people made, or anything of it is missing.'),
	rolled_out: z.boolean().describe('Whether tiers stand on it, which have to be rolled back first.'),
	leads_to_it: texts.describe(
		'Foreign keys and views of others that lead to it, and have to go first; not listed while tiers stand on it.',
	),
});

export const FoundationRemovalAnswer = FoundationAnswer.extend({
	removed: z.array(RemovedRows).describe('All that went besides what the base model came with; the run records it.'),
});

export type FoundationFigures = z.infer<typeof FoundationFigures>;
export type Foundation = z.infer<typeof Foundation>;
export type FoundationAnswer = z.infer<typeof FoundationAnswer>;
export type RemovedRows = z.infer<typeof RemovedRows>;
export type FoundationRemoval = z.infer<typeof FoundationRemoval>;
export type FoundationRemovalAnswer = z.infer<typeof FoundationRemovalAnswer>;
