/** Tags by CSV, as GET /axis/lanes exports them, in the frame of acts on the model. */
import type { Knex } from 'knex';
import { CSV_BOUNDS } from '../contract';
import { LaneAssignment, LISTED_ROWS } from '../contract/schemas';
import { readCsvFile, wordsOf, type CsvFile } from '../csv/read-file';
import { CELL_COLUMNS, type CsvShape } from '../csv/read-row';
import { refuseBadRows, stageFile } from '../csv/stage-file';
import { queryRows, runText } from '../db/run-sql';
import { InvalidPayloadError } from '../errors';
import type { ActPlan } from '../model/act-plan';
import { recordOf, type Act } from '../model/acts';
import { requireAxis, subjectOf } from '../model/read-axis';
import { addPlanned, plannedRows } from './plan-tags';
import countSteps from './sql/import/count-steps.sql';
import judge from './sql/import/judge.sql';
import planText from './sql/import/plan.sql';
import rowsText from './sql/import/rows.sql';

const READ = ['zone', 'assignment_id'];

/** The columns of the export. */
const TAGS_CSV: CsvShape = {
	filled: CELL_COLUMNS,
	needed: [],
	read: READ,
	told: Object.keys(LaneAssignment.shape).filter((name) => ![...CELL_COLUMNS, ...READ].includes(name)),
};

/**
 * Gives each object of the file the value that it names, in the zone that it names. Tags that the file does not name stay. The ledger keeps the file's
 * hash and size beside the rows that change. Errors: InvalidPayloadError (readCsvFile); the plan: InvalidPayloadError for too many rows that change,
 * UnknownCodeError, ImportRefusedError.
 */
export async function importTagsAct(csv: Uint8Array, reason: string): Promise<Act> {
	const file = await readCsvFile(csv, TAGS_CSV);
	const { axis_code, rows, sha256 } = file;
	const asked = `Importing tags of the axis "${axis_code}" from ${wordsOf(file)}`;
	const body = { reason, rows, sha256 };
	return {
		asked,
		record: recordOf('axis', axis_code, 'import_tags', body),
		plan: (trx, actor) => planImport(trx, file, asked, actor, reason),
	};
}

async function planImport(trx: Knex.Transaction, file: CsvFile, asked: string, actor: string, reason: string): Promise<ActPlan> {
	const { axis_code } = file;
	const axis = await requireAxis(trx, axis_code);
	const { cardinality = 'many', tag_inheritance = 'none' } = axis.semantics ?? {};
	await stageFile(trx, file);
	await runText(trx, planText, { axis_code, cardinality });
	const limit = LISTED_ROWS;
	const [counted] = await queryRows(trx, countSteps, { limit });
	const writing = Number(counted?.writing);
	if (writing > CSV_BOUNDS.written_tags) {
		const reason = `the CSV changes ${writing} tags, and may change ${CSV_BOUNDS.written_tags} at once: send it in parts`;
		throw new InvalidPayloadError({ reason });
	}
	await runText(trx, judge, { axis_code, cardinality, tag_inheritance });
	await refuseBadRows(trx, asked);
	const plan: ActPlan = { asked, subject: subjectOf(axis), rows: [], kept: [], kept_beyond: Number(counted?.beyond) };
	for (const row of plannedRows.parse(await queryRows(trx, rowsText, { axis_code, reason, limit })))
		addPlanned(plan, axis_code, row, actor);
	return plan;
}
