/** What a person answers for. */
import { z } from 'zod';
import { CoverageGap, RequiredState } from './coverage';
import { Authority } from './authorities';
import { Count, maybeText, queryText, text, Time } from './parts';

export const MyAuthority = Authority.pick({ owner_gov_code: true, owner_name: true });

export const MyAxis = z.object({
	axis_code: text,
	axis_name: text,
	cells: Count.describe('Required cells whose nearest owner is one of your authorities.'),
	direct: Count,
	inherited: Count,
	gaps_in_groups: Count.describe(
		'Gaps in groups that one of your authorities answers for by a row on the group, and in all groups below.',
	),
	reviews: Count.describe('Tags in your authorities’ name that a person should look at.'),
});

export const MyResponsibilities = z
	.object({
		authorities: z
			.array(MyAuthority)
			.describe('Active authorities that are linked to you, to your role or to a role above it; empty where none is.'),
		axes: z.array(MyAxis).describe('Active axes; empty before a rollout, and where no authority is linked to you.'),
	})
	.describe('Of who asks, and of nobody else.');

const axis = queryText.optional().describe('Of one axis; of all without it.');
export const MyCellsQuery = z.object({ axis });

export const MyCell = CoverageGap.extend({
	state: RequiredState,
	owner_gov_code: maybeText,
	source_anchor_ref: maybeText.describe('Where an inherited owner comes from.'),
});

/** How many days ahead is soon, where nobody asks for another number. */
export const SOON_DAYS = 30;

export const EndingQuery = z.object({
	days: z.coerce.number().int().min(0).max(3650).default(SOON_DAYS).describe('How far ahead.'),
});

export const EndingSoon = z.object({
	what: z.enum(['waiver', 'owner']),
	axis_code: text,
	object_type: text,
	object_ref: text,
	value_code: text,
	ends_at: Time,
	owner_gov_code: maybeText.describe('Of an owner row; null for a waiver.'),
});

export type MyAuthority = z.infer<typeof MyAuthority>;
export type MyAxis = z.infer<typeof MyAxis>;
export type MyResponsibilities = z.infer<typeof MyResponsibilities>;
export type MyCell = z.infer<typeof MyCell>;
export type EndingSoon = z.infer<typeof EndingSoon>;
