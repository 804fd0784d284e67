/** CSV that people send back: what is asked beside the file, what it did, and which rows are wrong. */
import { z } from 'zod';
import { ActPreview, ActReport } from './acts';
import { AssignmentBatch } from './owners';
import { Code, Count, maybeText, Reason, Sha256, text } from './parts';

/** So much of what is wrong with rows a refusal lists. */
export const LISTED_BAD_ROWS = 1000;
/** So many numbers and ranges of wrong rows it tells: every row, unless more than that are wrong that do not follow each other. */
export const NUMBERED_RANGES = 1000;

export const BadRow = z.object({
	row: Count.describe('As a spreadsheet numbers it: the header is 1, and a line break in a cell begins no row.'),
	column: maybeText.describe('Null where not one column is to blame.'),
	problem: text,
	value: maybeText.describe('What the cell says, its first 200 characters.'),
});

export const OwnersImportQuery = z.object({
	reason: Reason.describe('Why, for the record.'),
	expect: Sha256.optional().describe('`expect` of the preview: refused where what the file changes is not what was shown.'),
});
export const TagsImportQuery = OwnersImportQuery.extend({
	ratified_apr: Code.optional().describe(
		'The approval that it happens under. Required where `needs_ratified_apr` of the preview says so.',
	),
});

export const ImportPreview = ActPreview.extend({
	expect: Sha256.describe(
		'Of the rows that the file changes, as they are: the import takes it, and writes nothing once one of them is another.',
	),
});
export const OwnersImportAnswer = ActReport.extend({ committed: z.literal(true), batch: AssignmentBatch });

export type BadRow = z.infer<typeof BadRow>;
export type ImportPreview = z.infer<typeof ImportPreview>;
export type OwnersImportAnswer = z.infer<typeof OwnersImportAnswer>;
