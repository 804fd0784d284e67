/** What is asked of the tags of objects: which objects have which value of an axis. */
import { z } from 'zod';
import { listOf } from './list-of';
import { ObjectRef } from './model';
import { ValueCode } from './model-acts';
import { Code, Reason } from './parts';

export const TagAction = z.enum(['tag', 'move', 'clear', 'approve', 'quarantine']);

/** What goes together is src/tags' to say. */
export const TagsBody = z.strictObject({
	axis_code: Code,
	action: TagAction.describe(
		'`tag` gives a value; `move` puts another in its place; `clear` retires tags; `approve` vouches for them; `quarantine` keeps them apart.',
	),
	value_code: ValueCode.optional().describe(
		'With `tag` the active value to give; with `move` the one to move from, which may be left out where an object has one; otherwise the value whose tags are meant, left out: of every value.',
	),
	to_value_code: ValueCode.optional().describe('With `move`, and only there: the active value to move to.'),
	objects: listOf(ObjectRef, { min: 1, max: 100_000 }).optional().describe('Objects by name; either these or `group_ref`.'),
	group_ref: Code.optional().describe('A group.'),
	as: z
		.enum(['objects', 'group'])
		.optional()
		.describe(
			'With `group_ref`. `objects`, the usual: every governed object below the group, at any depth, each with a tag of its own; `group`: the group itself, whose objects inherit where the axis says so.',
		),
	reason: Reason,
	ratified_apr: Code.optional().describe(
		'The approval that it happens under. Required where `needs_ratified_apr` of the preview says so.',
	),
});

export type TagAction = z.infer<typeof TagAction>;
/** What is asked, without under which approval. */
export type AskedTags = Omit<z.infer<typeof TagsBody>, 'ratified_apr'>;
