/** One shape of preview and answer for acts on axes, values, rules and tags: what was asked, what changes, what stays and why. */
import { z } from 'zod';
import { GateStatus } from './gate';
import { Count, maybeText, text } from './parts';
import { Run } from './rollout';

const fields = z.record(z.string(), maybeText);

/** Rows that an answer lists; `totals` counts all. */
export const LISTED_ROWS = 100;

export const ActRow = z.object({
	what: z.enum(['created', 'changed', 'deleted', 'kept']),
	kind: text.describe('What the row is: `axis`, `value`, `rule`, `semantics` or `tag`.'),
	key: text.describe('Its code, with that of its axis; of a tag its cell.'),
	why: maybeText.describe('Of a row that is kept, why; null of others.'),
	before: fields.nullable().describe('What changes, as it was; null where the row was not there, and where it is kept.'),
	after: fields.nullable().describe('What changes, as it is; null where the row goes, and where it is kept.'),
});

export const ActReport = z.object({
	asked: text.describe('What was asked, in words.'),
	totals: z
		.object({ asked: Count, created: Count, changed: Count, deleted: Count, kept: Count })
		.describe('Rows; asked is the sum.'),
	rows: z.array(ActRow).describe(`The first ${LISTED_ROWS}: those that change, then those that are kept.`),
	required_before: Count,
	required_after: Count,
	gaps_before: Count,
	gaps_after: Count,
	gaps_added: Count,
	gaps_removed: Count,
	needs_ratified_apr: z
		.boolean()
		.describe('Whether something becomes active and the gap moves, or more gaps open than `model.notice_gaps` of the profile.'),
});

export const ActPreview = ActReport.extend({ committed: z.literal(false), gate: GateStatus });
export const ActAnswer = ActReport.extend({ committed: z.literal(true), run: Run });

export type ActRow = z.infer<typeof ActRow>;
export type ActReport = z.infer<typeof ActReport>;
export type ActPreview = z.infer<typeof ActPreview>;
export type ActAnswer = z.infer<typeof ActAnswer>;
