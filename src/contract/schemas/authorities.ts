/** Authorities: who stands behind each, and acts that make, rename, retire and bring one back. Requests and answers. */
import { z } from 'zod';
import { ActReport, LISTED_ROWS } from './acts';
import { EndedRow } from './ended';
import { Code, Count, maybeText, text, Time, uuid } from './parts';
import { Run } from './rollout';

/** What of Directus stands behind an authority: a role, a user, or neither. */
export const LinkedTo = z.object({ directus_role: uuid.nullable(), directus_user: uuid.nullable() });

export const Authority = z.object({
	owner_gov_code: text,
	owner_name: text,
	...LinkedTo.shape,
	linked_name: maybeText.describe('Name of the role or user; null where it is gone, has none, or nothing is linked.'),
	link_state: z
		.enum(['active', 'user_not_active', 'role_without_users'])
		.nullable()
		.describe(
			'user_not_active: suspended, archived or deleted; role_without_users: the role is gone, or neither it nor a role below it has an active user; null: nothing is linked.',
		),
});

export const LinkBody = z
	.strictObject({
		role: uuid.optional().describe('A role of Directus.'),
		user: uuid.optional().describe('A user of Directus.'),
		reason: Code.describe('Why, for the record.'),
	})
	.refine(({ role, user }) => role === undefined || user === undefined, 'give a role or a user, or neither to unlink')
	.meta({ description: 'A role or a user; neither takes the link away.', not: { required: ['role', 'user'] } });

export const Suggestion = z.object({
	kind: z.enum(['role', 'user']),
	id: uuid,
	name: maybeText,
	active_users: Count.nullable().describe('Of a role: its active users, those of roles below it included.'),
	collection: maybeText.describe('Of a user: the collection that they changed most.'),
	changes: Count.nullable().describe('How often.'),
	last_change: Time.nullable(),
	linked_to: maybeText.describe('Authorities that are linked to it already.'),
});

export const LinkAnswer = z.object({
	run: Run,
	owner_gov_code: text,
	before: LinkedTo.describe('What the authority was linked to: ask for that to undo it.'),
	after: LinkedTo,
});

export const AuthorityBody = z.strictObject({
	owner_gov_code: Code.describe('Its code, which never changes.'),
	owner_name: Code.describe('Its name on screen.'),
	reason: Code.optional().describe('Why, for the record.'),
});

export const AuthorityChangeBody = z
	.strictObject({
		owner_name: Code.optional().describe('The new name on screen.'),
		status: z.enum(['active', 'retired']).optional().describe('A retired authority can be given nothing. Active brings it back.'),
		keep_owners: z
			.boolean()
			.default(false)
			.describe('Retires it although it owns something: its owners stay, and are told as stale.'),
		reason: Code.describe('Why, for the record.'),
	})
	.refine(({ owner_name, status }) => (owner_name === undefined) !== (status === undefined), 'give owner_name or status')
	.meta({ description: 'A new name or a new status.', oneOf: [{ required: ['owner_name'] }, { required: ['status'] }] });

export const AuthorityUndoBody = z.strictObject({});

export const AnswersFor = z.object({
	axes: z
		.array(z.object({ axis_code: text, cells: Count, direct: Count, inherited: Count }))
		.describe('Required cells whose nearest owner it is, by active axis; without those of which it has none.'),
	rows: Count.describe('Its owner rows in effect: what a transfer hands over.'),
	anchors: Count.describe('Those of them that stand on a group.'),
	first_rows: z.array(EndedRow).max(LISTED_ROWS).describe(`The first ${LISTED_ROWS} of them, anchors first.`),
	waivers: Count.describe('Waivers in force whose `approved_by` is its code or name. They stay.'),
});

const told = ActReport.pick({ asked: true, totals: true, rows: true }).extend({ owner_gov_code: text });
const changed = told.extend({
	answers_for: AnswersFor.describe('What it answers for, before and after: no owner ends by such an act.'),
});

export const AuthorityAnswer = told.extend({ committed: z.literal(true), run: Run });
export const AuthorityChangePreview = changed.extend({
	committed: z.literal(false),
	needs_keep_owners: z.boolean().describe('Whether it is refused without `keep_owners`.'),
});
export const AuthorityChangeAnswer = changed.extend({ committed: z.literal(true), run: Run });
export const AuthorityUndoAnswer = told.extend({ committed: z.literal(true), run: Run, undo_of: uuid });

export type Authority = z.infer<typeof Authority>;
export type LinkedTo = z.infer<typeof LinkedTo>;
export type LinkBody = z.infer<typeof LinkBody>;
export type LinkAnswer = z.infer<typeof LinkAnswer>;
export type Suggestion = z.infer<typeof Suggestion>;
export type AuthorityBody = z.infer<typeof AuthorityBody>;
export type AuthorityChangeBody = z.infer<typeof AuthorityChangeBody>;
export type AnswersFor = z.infer<typeof AnswersFor>;
export type AuthorityAnswer = z.infer<typeof AuthorityAnswer>;
export type AuthorityChangePreview = z.infer<typeof AuthorityChangePreview>;
export type AuthorityChangeAnswer = z.infer<typeof AuthorityChangeAnswer>;
export type AuthorityUndoAnswer = z.infer<typeof AuthorityUndoAnswer>;
