/** The record of batches: who changed owners, waivers, goals or acknowledgements, when, why, to what effect, and whether it stands. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AssignmentBatch } from '../contract/schemas';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { PrerequisiteMissingError, UnknownBatchError } from '../errors';
import countRows from './sql/assign/count-rows.sql';
import endText from './sql/assign/end-batch.sql';
import readText from './sql/assign/read-batch.sql';
import startText from './sql/assign/start-batch.sql';

const RECORD = 'axis_internal.assignment_batch';

/** What a batch is asked to be; what is left out it is not about. */
export interface StartedBatch {
	kind: string;
	axis_code: string | null;
	reason: string;
	actor: string;
	owner_gov_code?: string | null;
	from_gov_code?: string | null;
	group_ref?: string | null;
}

const rowCounts = z.object({ deleted: z.number(), restored: z.number(), canonical: z.number() });

/** `table`: what the batch writes. Errors: PrerequisiteMissingError where one is not there: what nobody records, nobody undoes. */
export async function requireRecord(db: Knex, table = RECORD): Promise<void> {
	for (const missing of [RECORD, table])
		if (!(await present(db, missing))) throw new PrerequisiteMissingError({ missing: [missing] });
}

/** Starts the record of a batch, and answers its id. */
export async function startBatch(trx: Knex.Transaction, batch: StartedBatch): Promise<string> {
	const nobody = { owner_gov_code: null, from_gov_code: null, group_ref: null };
	return String((await queryRows(trx, startText, { ...nobody, ...batch }))[0]?.id);
}

/** Keeps what a batch did in its record, beside what it has already. */
export async function endBatch(trx: Knex.Transaction, batch: string, effect: object): Promise<void> {
	await queryRows(trx, endText, { batch, effect: JSON.stringify(effect) });
}

/** Rows that an undo of the batch deletes, and those that it puts back; `canonical`: how many of both are of the base model. */
export async function countBatchRows(trx: Knex.Transaction, batch: string): Promise<z.output<typeof rowCounts>> {
	return rowCounts.parse((await queryRows(trx, countRows, { batch }))[0]);
}

/** Errors: UnknownBatchError. */
export async function readBatch(db: Knex, id: string): Promise<AssignmentBatch> {
	const [row] = await queryRows(db, readText, { batch: id });
	if (!row) throw new UnknownBatchError({ id });
	return AssignmentBatch.parse(row);
}
