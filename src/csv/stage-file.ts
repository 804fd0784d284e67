/** Gives the rows of a CSV to the transaction that judges and writes them, and refuses the file as a whole where any is wrong. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { BadRow, LISTED_BAD_ROWS, NUMBERED_RANGES } from '../contract/schemas';
import { queryRows, runText } from '../db/run-sql';
import { ImportRefusedError } from '../errors';
import type { CsvFile } from './read-file';
import badRows from './sql/bad-rows.sql';
import fillFile from './sql/fill-file.sql';
import noteProblems from './sql/note-problems.sql';
import stage from './sql/stage-file.sql';

const refusedRow = z.object({ total: z.number(), row_numbers: z.string(), rows: z.array(BadRow) });

/** Fills pg_temp.axis_file, and pg_temp.axis_problem with what is wrong with rows as they stand. */
export async function stageFile(trx: Knex.Transaction, { chunks }: CsvFile): Promise<void> {
	await runText(trx, stage);
	for (const rows of chunks) await runText(trx, fillFile, { rows });
	await runText(trx, noteProblems);
}

/** Errors: ImportRefusedError where pg_temp.axis_problem has a row. */
export async function refuseBadRows(trx: Knex.Transaction, asked: string): Promise<void> {
	const [found] = await queryRows(trx, badRows, { limit: LISTED_BAD_ROWS, ranges: NUMBERED_RANGES });
	if (found !== undefined) throw new ImportRefusedError({ asked, ...refusedRow.parse(found) });
}
