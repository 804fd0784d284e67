/** The history: what people changed, each act once, whatever it changed. */
import { z } from 'zod';
import { Count, Day, Instant, maybeText, queryText, text, texts, Time, uuid } from './parts';

/** What an act is about. */
export const ChangeKind = z.enum([
	'owners',
	'waivers',
	'goals',
	'findings',
	'tags',
	'axis',
	'value',
	'rule',
	'repair',
	'link',
	'source',
	'baseline',
	'ports',
	'foundation',
	'tier',
]);

const KINDS = new RegExp(`^(?:(?:${ChangeKind.options.join('|')})(?:,|$))*$`);
const moment = z.union([Day, Instant], 'must be a day (2026-03-31) or a time (2026-03-31T12:00:00Z)');

export const ChangesQuery = z.object({
	who: queryText.optional().describe('Acts of one person or program, as `who` tells them; of all without it.'),
	axis: queryText
		.optional()
		.describe(
			'Acts that changed an axis of that code, its values, rules, tags, owners, waivers, goals or findings; without it all acts.',
		),
	object: queryText
		.optional()
		.describe('Acts that were about an object or group of that name, or changed a row of it; without it all acts.'),
	kind: queryText
		.regex(KINDS, `must be of ${ChangeKind.options.join(', ')}`)
		.optional()
		.describe(`Acts of one kind, or of several between commas: ${ChangeKind.options.join(', ')}; all without it.`),
	batch: z.guid('must be the id of an act').optional().describe('One act by its id, and what took it back.'),
	since: moment.optional().describe('Acts from then on: a day, which begins in UTC, or a time.'),
	until: moment.optional().describe('Acts before that time; a day is whole, and ends in UTC.'),
});

export const RecordedChange = z.object({
	id: uuid.describe('Of its run, or of its batch where it is about owners, waivers, goals or findings.'),
	at: Time,
	who: text.describe('Directus user id, or the name of a program.'),
	kind: ChangeKind,
	act: text.describe(
		'What was done: `assign`, `end`, `transfer`; `waive`, `revoke`; `set_goal`, `end_goal`; `acknowledge`, `unacknowledge`; `tag`, `move_tags` and so on; `status`, `merge`, `split`, `add_axis` and so on; the kind of a repair; of a base model `install`, `remove`, `make_authority`, `rename_authority`, `retire_authority`, `restore_authority`, `give`; `apply`, `rollback`.',
	),
	what: text.describe('The same in a sentence.'),
	why: maybeText.describe('null where nobody was asked for a reason.'),
	axis_code: maybeText.describe('null where it is about no axis, or about several.'),
	code: maybeText.describe(
		'Code of the axis, value, rule or authority that it is about; of a goal the value; the number of a tier.',
	),
	group_ref: maybeText.describe('Group whose objects were meant; null where they were named.'),
	from: maybeText.describe('Status before; of owners who handed over; of goals the one that ended. null where there was none.'),
	to: maybeText.describe(
		'Status after; of owners who was assigned or took over; of goals the one that was set. null where there is none.',
	),
	merge_into: maybeText,
	split_into: texts.nullable(),
	cells: Count.nullable().describe('Cells that were asked for; null where it is not about cells.'),
	rows: Count.nullable().describe('Rows that it made, changed or ended; null where none are counted.'),
	gaps_before: Count.nullable().describe('Gaps of the axis; null where none were counted.'),
	gaps_after: Count.nullable(),
	ratified_apr: maybeText.describe('Approval code that was named.'),
	undo_of: uuid
		.nullable()
		.describe(
			'The act that this one took back. Of owners, waivers, goals and findings the same id: a batch and its undo are one record.',
		),
	undone_by: maybeText.describe('Who took it back; null while it holds.'),
	undone_at: Time.nullable(),
	undone_in: uuid.nullable().describe('Run that took it back; null where the batch itself says so.'),
	undo: maybeText.describe(
		'The request that takes it back; null where it is taken back already, or nothing takes it back. Refused where something was built on it.',
	),
});

export const StandingActs = z.object({
	total: Count,
	acts: z.array(RecordedChange).max(20).describe('At most 20 of them, newest first.'),
});

export type ChangeKind = z.infer<typeof ChangeKind>;
export type ChangesQuery = z.infer<typeof ChangesQuery>;
export type RecordedChange = z.infer<typeof RecordedChange>;
export type StandingActs = z.infer<typeof StandingActs>;
