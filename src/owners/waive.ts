/** Waives required cells, as batches that can be undone: they may go without an owner until a day. Waived cells are counted apart, never as covered. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { WaiverAnswer, WaiverBody } from '../contract';
import { Waiver } from '../contract/schemas';
import { requireActiveAxis } from '../coverage/axis';
import { keepAskedCells } from '../coverage/cells';
import { countGapCells } from '../coverage/counts';
import { queryRows, runText } from '../db/run-sql';
import { CellsRefusedError, UnknownWaiverError } from '../errors';
import type { RolloutContext } from '../run/context';
import askCells from './sql/assign/ask-cells.sql';
import stage from './sql/assign/stage.sql';
import head from './sql/waive/head.sql';
import lockText from './sql/waive/lock.sql';
import madeText from './sql/waive/made.sql';
import readText from './sql/waive/read.sql';
import revokeText from './sql/waive/revoke.sql';
import violationsText from './sql/waive/violations.sql';
import writeText from './sql/waive/write.sql';
import { countBatchRows, endBatch, readBatch, requireRecord, startBatch } from './batches';
import { requireNone } from './cell-violations';
import { writeCells, type Writer } from './write-cells';

const ASKED = 'Waiving cells';
const LOOK = 'GET /axis/waivers';
const TABLE = 'axis_internal.waiver';
/** So many waivers an answer shows. */
const SHOWN = 200;

/**
 * Waives each cell in one transaction. Errors: UnknownAxisError; CellsRefusedError for a cell that nobody requires, that has an owner or a waiver in
 * force, and for a time that is not in the future; PrerequisiteMissingError before the database is brought up to date; those of writeCells.
 */
export async function waiveCells(context: RolloutContext, writer: Writer, body: WaiverBody): Promise<WaiverAnswer> {
	const { axis_code, cells, reason, approved_by, expires_at } = body;
	return writeCells(context, writer, { asked: ASKED, look: LOOK }, async (trx) => {
		await requireActiveAxis(trx, axis_code);
		await requireRecord(trx, TABLE);
		await runText(trx, stage);
		await runText(trx, askCells, { cells: JSON.stringify(cells) });
		const gaps_before = await keepAskedCells(trx, axis_code, 'before');
		const names = { axis_code, reason, approved_by, expires_at, actor: writer.actor };
		await requireNone(trx, violationsText, names, (facts) => new CellsRefusedError({ asked: ASKED, ...facts }));
		const id = await startBatch(trx, { kind: 'waive', axis_code, reason, actor: writer.actor });
		await runText(trx, writeText, { ...names, batch: id });
		const made = await queryRows(trx, head + madeText, { axis_code, limit: SHOWN });
		const waived_cells = Number(made[0]?.total_count ?? 0);
		const gaps_after = await countGapCells(trx, axis_code);
		const { deleted, restored } = await countBatchRows(trx, id);
		const effect = { asked_cells: waived_cells, gaps_before, gaps_after, rows_inserted: deleted, rows_superseded: restored };
		await endBatch(trx, id, effect);
		return { batch: await readBatch(trx, id), waived_cells, gaps_before, gaps_after, waivers: z.array(Waiver).parse(made) };
	});
}

/** Ends a waiver: its cell is a gap again at once. Errors: UnknownWaiverError; CellsRefusedError where it ended before; those of writeCells. */
export async function revokeWaiver(context: RolloutContext, writer: Writer, id: string): Promise<Waiver> {
	const asked = 'Revoking a waiver';
	return writeCells(context, writer, { asked, look: LOOK }, async (trx) => {
		await requireRecord(trx, TABLE);
		await queryRows(trx, lockText, { waiver: id });
		const waiver = await readWaiver(trx, id);
		if (waiver.state !== 'active') {
			const { object_type, object_ref, value_code } = waiver;
			const violation = waiver.state === 'revoked' ? 'the waiver was revoked already' : 'the waiver has expired already';
			throw new CellsRefusedError({ asked, violations: [{ violation, object_type, object_ref, value_code }], total: 1 });
		}
		const { axis_code, reason } = waiver;
		const batch = await startBatch(trx, { kind: 'revoke', axis_code, reason, actor: writer.actor });
		await runText(trx, revokeText, { waiver: id, actor: writer.actor, batch });
		await endBatch(trx, batch, { asked_cells: 1, rows_superseded: 1, rows_inserted: 0 });
		return readWaiver(trx, id);
	});
}

async function readWaiver(trx: Knex.Transaction, id: string): Promise<Waiver> {
	const [row] = await queryRows(trx, head + readText, { waiver: id });
	if (!row) throw new UnknownWaiverError({ id });
	return Waiver.parse(row);
}
