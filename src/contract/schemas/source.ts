/** Where people ratify: a table, and which of its rows are approvals. */
import { z } from 'zod';
import { Code, Reason, StoredText, text } from './parts';

export const RatificationSource = z.object({
	table: text,
	filter: z
		.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
		.describe('Which of its rows are approvals: a value by column, all equal.'),
});

/** zod leaves this key out of a record unseen, and a filter would mean more rows than it says. */
const UNSEEN = '__proto__';

const filterOfSource = z
	.record(
		StoredText.regex(/\S/, 'must not be blank').regex(/^(?!__proto__$)/, 'must be no column of that name'),
		z.union([StoredText, z.number(), z.boolean()], 'must be a text, a number or a boolean'),
	)
	.default({})
	.describe('Which of its rows are approvals: a value by column, all equal. {}: every row.');

/** As a profile or a caller names one. What the target makes of it is asked there: whether the table has these columns, in these types. */
export const AskedSource = z.strictObject({
	table: StoredText.regex(/\S/, 'must not be blank')
		.regex(/^(?!directus_)/, 'must be no table of Directus')
		.describe("Table of Directus' schema that people sign in: an ordinary one, not Directus' own."),
	filter: z.preprocess((given, context) => {
		if (typeof given === 'object' && given !== null && Object.hasOwn(given, UNSEEN))
			context.addIssue({ code: 'custom', message: `must name no column ${UNSEEN}` });
		return given;
	}, filterOfSource),
});

export const SourcePreviewBody = z.strictObject({ source: AskedSource });
export const SourceBody = z.strictObject({
	source: AskedSource,
	reason: Reason,
	ratified_apr: Code.optional().describe('The approval that it is recorded under.'),
});

export type RatificationSource = z.infer<typeof RatificationSource>;
