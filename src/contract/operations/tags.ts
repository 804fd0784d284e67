/** Routes that change which object has which value. */
import { ActAnswer, ActPreview } from '../schemas/acts';
import { CSV_BOUNDS } from '../csv-bounds';
import { ImportPreview, TagsImportQuery } from '../schemas/imports';
import { TagsBody } from '../schemas/tags';
import type { Operations } from './operation';
import { MODEL, NUMBERS } from './refused';

const TAGS_FILE = `The CSV of GET /axis/lanes, of one axis: object_type, object_ref, axis_code, value_code, and where they are there zone and assignment_id are read, in any order; its other columns may be there. In UTF-8, with commas, semicolons or tabs between the cells; at most ${CSV_BOUNDS.rows} rows, ${CSV_BOUNDS.bytes} bytes, and ${CSV_BOUNDS.row_characters} characters a row, ${CSV_BOUNDS.cell_characters} in a cell that is read; at most ${CSV_BOUNDS.written_tags} tags of it may change.`;

export const TAGS = {
	actOnTags: {
		route: 'POST /tags',
		tag: 'model',
		does: 'Tags objects, moves, clears, approves or quarantines their tags; objects by name, a whole group, or the group itself',
		more: 'One transaction, recorded with each row that it makes or sets. A tag that gives way is superseded by one of the next revision, or retired, never overwritten. What it leaves as it is, it lists and says why. Undone by `POST /axis/model/changes/:id/undo`, which gives back the very rows.',
		body: TagsBody,
		answer: ActAnswer,
		refuses: [...MODEL, 'AXIS_UNKNOWN_CODE'],
	},
	previewActOnTags: {
		route: 'POST /tags/preview',
		tag: 'model',
		does: 'What that would do',
		more: 'The act itself, in a transaction that is rolled back. A shut gate does not stop it. Nothing is recorded.',
		right: 'read',
		large: true,
		body: TagsBody,
		answer: ActPreview,
		refuses: [...NUMBERS, 'AXIS_UNKNOWN_CODE'],
	},
	importTags: {
		route: 'POST /tags/import',
		tag: 'model',
		does: 'Gives each object of a CSV the value that it names, as one act',
		more: `A tag that the object has stays as it is, or changes to the zone that the file names. A row with the \`assignment_id\` of a tag of another value moves that tag, as does any other value where the axis allows one; otherwise a tag is made, approved where no zone is named. Tags that no row names stay. Where any row is wrong nothing is written. At most ${CSV_BOUNDS.written_tags} tags change at once. Undone by \`POST /axis/model/changes/:id/undo\`.`,
		large: true,
		query: TagsImportQuery,
		csvBody: TAGS_FILE,
		answer: ActAnswer,
		refuses: [...MODEL, 'AXIS_IMPORT_REFUSED', 'AXIS_CHANGED_MEANWHILE', 'AXIS_UNKNOWN_CODE'],
	},
	previewTagsImport: {
		route: 'POST /tags/import/preview',
		tag: 'model',
		does: 'What a CSV of tags would change',
		more: 'The act itself, in a transaction that is rolled back. A shut gate does not stop it. Nothing is recorded. Wrong rows are refused as by the import.',
		right: 'read',
		large: true,
		csvBody: TAGS_FILE,
		answer: ImportPreview,
		refuses: [...NUMBERS, 'AXIS_IMPORT_REFUSED', 'AXIS_UNKNOWN_CODE'],
	},
} satisfies Operations;
