/** The base model of a project: whether it has one, and what counts in it. */
import { z } from 'zod';
import { Count, maybeText, text, texts } from './parts';
import { Run } from './rollout';

export const FoundationBody = z.strictObject({});
export const FoundationRemoveBody = z.strictObject({
	force: z.boolean().default(false).describe('Deletes the rows that people made in it, and records how many.'),
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
	in_the_way: texts.describe('Of a partial one: what is there, kind and name, as `view v_object_containment`.'),
	missing: texts.describe('Tables and views that it lacks.'),
	rolled_out: z.boolean().describe('Whether the axis tables are there.'),
	figures: FoundationFigures.nullable().describe('null where there is no whole base model.'),
});

export const FoundationAnswer = z.object({ run: Run, foundation: Foundation });

export type FoundationFigures = z.infer<typeof FoundationFigures>;
export type Foundation = z.infer<typeof Foundation>;
export type FoundationAnswer = z.infer<typeof FoundationAnswer>;
