/** Routes that write cells: assigning owners, its preview and undo, waiving. */
import { ActPreview } from '../schemas/acts';
import { CSV_BOUNDS } from '../csv-bounds';
import { EndBody, EndedAnswer, EndedEffect, TransferBody } from '../schemas/ended';
import {
	AssignmentAnswer,
	AssignmentBody,
	AssignmentEffect,
	RevokeBody,
	UndoAnswer,
	UndoBody,
	Waiver,
	WaiverAnswer,
	WaiverBody,
	WaiverQuery,
} from '../schemas/owners';
import { OwnersImportAnswer, OwnersImportQuery } from '../schemas/imports';
import type { Operations } from './operation';
import { CELLS } from './refused';

const OWNERS_FILE = `The CSV of GET /axis/coverage/:axis/matrix, of one axis: object_type, object_ref, axis_code, value_code and owner_gov_code are read, in any order; its other columns may be there. In UTF-8, with commas, semicolons or tabs between the cells; at most ${CSV_BOUNDS.rows} rows, ${CSV_BOUNDS.bytes} bytes, and ${CSV_BOUNDS.row_characters} characters a row, ${CSV_BOUNDS.cell_characters} in a cell that is read.`;

export const OWNERS = {
	previewAssignment: {
		route: 'POST /owners/preview',
		tag: 'cells',
		does: 'What assigning would change, found by doing it and rolling it back',
		more: 'The same transaction as POST /axis/owners, rolled back: both answer the same effect. Conflicts are part of the answer, not a refusal.',
		large: true,
		body: AssignmentBody,
		answer: AssignmentEffect,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	assignOwner: {
		route: 'POST /owners',
		tag: 'cells',
		does: 'Assigns an owner to cells, as one batch',
		more: '`cells` names the cells one by one; `as`, `group_ref` and `value_codes` name all required cells of what a group contains. One transaction. A cell that would have several owners refuses the whole batch. Canonical axes write governance_object_ownership, and only where the profile says `ownership.writable`.',
		body: AssignmentBody,
		answer: AssignmentAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	previewEnd: {
		route: 'POST /owners/end/preview',
		tag: 'cells',
		does: 'What ending owners would do, found by doing it and rolling it back',
		large: true,
		body: EndBody,
		answer: EndedEffect,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	endOwners: {
		route: 'POST /owners/end',
		tag: 'cells',
		does: 'Ends owners, as one batch',
		more: 'The rows turn `revoked`. Each cell falls back to what it inherits, or nobody answers for it. POST /axis/owners/:batch/undo takes it back.',
		body: EndBody,
		answer: EndedAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	previewTransfer: {
		route: 'POST /owners/transfer/preview',
		tag: 'cells',
		does: 'What handing over would do, found by doing it and rolling it back',
		large: true,
		body: TransferBody,
		answer: EndedEffect,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	transferOwners: {
		route: 'POST /owners/transfer',
		tag: 'cells',
		does: 'Hands over what an authority answers for, as one batch',
		more: 'Each of its rows in effect, anchors on groups too, is superseded by one of the new owner. POST /axis/owners/:batch/undo takes it back.',
		body: TransferBody,
		answer: EndedAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	previewOwnersImport: {
		route: 'POST /owners/import/preview',
		tag: 'cells',
		does: 'What a CSV of owners would change, found by doing it and rolling it back',
		more: 'A shut gate does not stop it. Wrong rows are refused as by the import.',
		large: true,
		csvBody: OWNERS_FILE,
		answer: ActPreview,
		refuses: [...CELLS, 'AXIS_IMPORT_REFUSED', 'AXIS_UNKNOWN_AXIS'],
	},
	importOwners: {
		route: 'POST /owners/import',
		tag: 'cells',
		does: 'Gives each cell of a CSV the owner that it names, as one batch',
		more: 'A cell that has the owner already, inherited or not, stays as it is, as does one that the file does not name, or names without an owner: no owner ends by it. Another owner gets a row on the cell itself, which supersedes the one that stands there. Where any row is wrong nothing is written. POST /axis/owners/:batch/undo takes it back.',
		large: true,
		query: OwnersImportQuery,
		csvBody: OWNERS_FILE,
		answer: OwnersImportAnswer,
		refuses: [...CELLS, 'AXIS_IMPORT_REFUSED', 'AXIS_UNKNOWN_AXIS'],
	},
	undoAssignment: {
		route: 'POST /owners/:batch/undo',
		tag: 'cells',
		does: 'Takes a batch back: owners that were assigned, ended or handed over, waivers and acknowledgements that were made or revoked, goals that were set or ended',
		more: 'Deletes the rows of the batch and restores those that gave way to them, to the letter. Refused where one of them was changed since.',
		body: UndoBody,
		answer: UndoAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_BATCH'],
	},
	listWaivers: {
		route: 'GET /waivers',
		tag: 'cells',
		does: 'Waivers, those in force first',
		query: WaiverQuery,
		list: Waiver,
	},
	waiveCells: {
		route: 'POST /waivers',
		tag: 'cells',
		does: 'Lets required cells go without an owner until a day',
		more: 'Waived cells are counted apart, never as covered. A cell that has an owner cannot be waived.',
		body: WaiverBody,
		answer: WaiverAnswer,
		refuses: [...CELLS, 'AXIS_UNKNOWN_AXIS'],
	},
	revokeWaiver: {
		route: 'POST /waivers/:waiver/revoke',
		tag: 'cells',
		does: 'Ends a waiver, so that its cell is a gap again at once',
		body: RevokeBody,
		answer: Waiver,
		refuses: [...CELLS, 'AXIS_UNKNOWN_WAIVER'],
	},
} satisfies Operations;
