/** Owners by CSV, as GET /axis/coverage/:axis/matrix exports them: what a file would change, and doing it, as one batch that can be undone. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import lockOwners from '../base/sql/lock-owners.sql';
import type { ActReport, ImportPreview, OwnersImportAnswer } from '../contract';
import { ActReport as ReportSchema, AssignmentCounts, CoveredCell, LISTED_ROWS } from '../contract/schemas';
import { keepCells } from '../coverage/cells';
import { readCsvFile, wordsOf, type CsvFile } from '../csv/read-file';
import { CELL_COLUMNS, type CsvShape } from '../csv/read-row';
import { refuseBadRows, stageFile } from '../csv/stage-file';
import { queryRows, runText } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { OwnershipReadOnlyError } from '../errors';
import type { RolloutContext } from '../run/context';
import { requireExpected } from '../run/expected';
import { readAxisSource } from './axis-source';
import { endBatch, readBatch, requireRecord, startBatch } from './batches';
import writeCanonical from './sql/assign/write-canonical.sql';
import writeParallel from './sql/assign/write-parallel.sql';
import lockParallel from './sql/end/lock-parallel.sql';
import forgetAfter from './sql/import/forget-after.sql';
import judge from './sql/import/judge.sql';
import judgeAfter from './sql/import/judge-after.sql';
import markWritten from './sql/import/mark-written.sql';
import plan from './sql/import/plan.sql';
import planHash from './sql/import/plan-hash.sql';
import planLost from './sql/import/plan-lost.sql';
import reportText from './sql/import/report.sql';
import { previewCells, writeCells, type Writer } from './write-cells';

/** The columns of the export. A cell of owner_gov_code that is empty asks for nothing. */
const OWNERS_CSV: CsvShape = {
	filled: CELL_COLUMNS,
	needed: ['owner_gov_code'],
	read: [],
	told: Object.keys(CoveredCell.shape).filter((name) => ![...CELL_COLUMNS, 'owner_gov_code'].includes(name)),
};

const report = ReportSchema.omit({ asked: true, needs_ratified_apr: true });
const plannedRow = z.object({ hash: z.string() });
const batchCounts = AssignmentCounts.pick({
	asked_objects: true,
	covered_cells: true,
	overridden_cells: true,
	replaced_cells: true,
});

/** What the file would change, found by doing it and rolling it back. Errors: as importOwners, but for the gate, which is told. */
export async function previewOwnersImport(context: RolloutContext, writer: Writer, csv: Uint8Array): Promise<ImportPreview> {
	const file = await readCsvFile(csv, OWNERS_CSV);
	const asked = askedOf(file);
	return previewCells(context, writer, asked, async (trx) => {
		const { told, expect } = await run(trx, context, writer, file, { asked, reason: '' });
		return { ...told, expect };
	});
}

/**
 * Gives each cell of the file the owner that it names, in one transaction, and answers the batch. Cells that the file does not name, or names without an
 * owner, stay as they are. Errors: InvalidPayloadError (readCsvFile), UnknownAxisError, OwnershipReadOnlyError, PrerequisiteMissingError (requireRecord), ImportRefusedError (a row is
 * wrong), ChangedMeanwhileError (it is not what `expect` was shown for), and those of writeCells.
 */
export async function importOwners(
	context: RolloutContext,
	writer: Writer,
	csv: Uint8Array,
	{ reason, expect }: { reason: string; expect?: string | undefined },
): Promise<OwnersImportAnswer> {
	const file = await readCsvFile(csv, OWNERS_CSV);
	const asked = askedOf(file);
	return writeCells(context, writer, { asked }, async (trx) => {
		const { id, told } = await run(trx, context, writer, file, { asked, reason, expect });
		return { ...told, committed: true, batch: await readBatch(trx, id) };
	});
}

const askedOf = (file: CsvFile) => `Importing owners from ${wordsOf(file)}`;

async function run(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	{ actor }: Writer,
	file: CsvFile,
	{ asked, reason, expect }: { asked: string; reason: string; expect?: string | undefined },
): Promise<{ id: string; told: ActReport; expect: string }> {
	await requireRecord(trx);
	await stageFile(trx, file);
	const { axis_code } = file;
	const source = await readAxisSource(trx, axis_code);
	if (source === 'canonical' && loaded.profile.ownership?.writable === false) throw new OwnershipReadOnlyError({ axis_code });
	await runText(trx, source === 'canonical' ? lockOwners : lockParallel);
	// Rows are compared as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	await keepCells(trx, axis_code, 'before');
	await runText(trx, judge, { axis_code, source, authorities: AUTHORITIES });
	await refuseBadRows(trx, asked);

	await runText(trx, plan, { axis_code, source });
	const planned = plannedRow.parse((await queryRows(trx, planHash, { axis_code }))[0]).hash;
	if (expect !== undefined) requireExpected(asked, expect, planned);
	const id = await startBatch(trx, { axis_code, kind: 'import', actor, reason: reason || asked });
	const write = async () => {
		await runText(trx, source === 'canonical' ? writeCanonical : writeParallel, {
			axis_code,
			actor,
			batch: id,
			tag: `assign:${id}`,
		});
		await runText(trx, markWritten);
	};
	await write();
	await keepCells(trx, axis_code, 'after');
	const [lost] = await queryRows(trx, planLost);
	if (Number(lost?.cells) > 0) {
		await write();
		await runText(trx, forgetAfter);
		await keepCells(trx, axis_code, 'after');
	}
	await runText(trx, judgeAfter);
	await refuseBadRows(trx, asked);
	const told = { asked, needs_ratified_apr: false, ...(await endWith(trx, { batch: id, axis_code })) };
	return { id, told, expect: planned };
}

/** Keeps the counts of the batch in its record, and answers what it did. No owner ends without another, so no gap opens that would need an approval. */
async function endWith(trx: Knex.Transaction, names: Variables): Promise<z.output<typeof report>> {
	const [row] = await queryRows(trx, reportText, { ...names, limit: LISTED_ROWS });
	const told = report.parse(row);
	const { asked, created, changed, kept } = told.totals;
	const { gaps_before, gaps_after } = told;
	const effect = {
		...batchCounts.parse(row),
		...{ asked_cells: asked, kept_cells: kept, conflict_cells: 0, gaps_before, gaps_after },
		...{ rows_inserted: created + changed, rows_superseded: changed },
	};
	await endBatch(trx, String(names.batch), effect);
	return told;
}
