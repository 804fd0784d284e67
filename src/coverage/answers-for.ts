/** What an authority answers for now, on every axis: cells, owner rows, and waivers that name it. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AnswersFor, EndedRow, LISTED_ROWS } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { readSource } from './axis';
import countCells from './sql/answers-for-cells.sql';
import ownerRows from './sql/answers-for-rows.sql';
import countWaivers from './sql/answers-for-waivers.sql';

const ownerRow = EndedRow.extend({ total_count: z.number(), anchor_count: z.number() });
const waiverRow = z.object({ waivers: z.number() });
const axes = AnswersFor.shape.axes;

/** In the caller's transaction; before a rollout what the base model alone says. Errors: the database's own. */
export async function readAnswersFor(trx: Knex, code: string, name: string): Promise<AnswersFor> {
	const source = await readSource(trx);
	const rows = z.array(ownerRow).parse(await queryRows(trx, source(ownerRows), { code, limit: LISTED_ROWS }));
	return {
		axes: axes.parse(await queryRows(trx, source(countCells), { code })),
		rows: rows[0]?.total_count ?? 0,
		anchors: rows[0]?.anchor_count ?? 0,
		first_rows: rows.map((row) => EndedRow.parse(row)),
		waivers: waiverRow.parse((await queryRows(trx, source(countWaivers), { code, name }))[0]).waivers,
	};
}
