/** Ends owner rows as one batch that can be undone, with or without a new owner in their place, and tells what that does to the cells. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { EndedCell, EndedCounts, EndedRow, type EndedEffect } from '../contract/schemas';
import { gapsRow } from '../coverage/counts';
import { queryRows, runText } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { OwnershipReadOnlyError } from '../errors';
import type { RolloutContext } from '../run/context';
import { endBatch, requireRecord, startBatch } from './batches';
import lockOwners from '../base/sql/lock-owners.sql';
import stageAsked from './sql/assign/stage.sql';
import effectCells from './sql/end/effect-cells.sql';
import effectCounts from './sql/end/effect-counts.sql';
import effectHead from './sql/end/effect-head.sql';
import keepAfter from './sql/end/keep-after.sql';
import keepBefore from './sql/end/keep-before.sql';
import lockParallel from './sql/end/lock-parallel.sql';
import rowsText from './sql/end/rows.sql';
import stageEnding from './sql/end/stage.sql';
import summaryText from './sql/end/summary.sql';
import writeEnd from './sql/end/write-end.sql';
import writeSuccessors from './sql/end/write-successors.sql';

/** What a batch of ended rows is, for its record. */
export interface Ending {
	kind: 'end' | 'transfer';
	/** Null where the rows may be of several axes. */
	axis_code: string | null;
	/** Of a transfer. */
	from_gov_code: string | null;
	to_gov_code: string | null;
	group_ref: string | null;
	reason: string;
}

/** So many rows and cells an answer shows. */
const SHOWN = 100;

const summaryRow = z.object({
	rows_ended: z.number(),
	anchors_ended: z.number(),
	canonical: z.number(),
	axes: z.array(z.string()),
});
const cellCounts = EndedCounts.omit({
	rows_ended: true,
	anchors_ended: true,
	rows_inserted: true,
	gaps_before: true,
	gaps_after: true,
});

/** Makes room for the rows that end and keeps other writers of owners away until the end of the transaction. Errors: PrerequisiteMissingError (requireRecord; before tier 1). */
export async function openEnding(trx: Knex.Transaction, { loaded }: RolloutContext): Promise<void> {
	await requireRecord(trx, 'axis_object_ownership');
	if (loaded.profile.ownership?.writable !== false) await runText(trx, lockOwners);
	await runText(trx, lockParallel);
	await runText(trx, stageAsked);
	await runText(trx, stageEnding);
}

/** Ends what is planned in pg_temp.axis_ending. Errors: OwnershipReadOnlyError. */
export async function endPlanned(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	actor: string,
	ending: Ending,
): Promise<{ id: string; effect: EndedEffect }> {
	const { canonical, axes, ...ended } = summaryRow.parse((await queryRows(trx, summaryText))[0]);
	const { profile } = loaded;
	if (canonical > 0 && profile.ownership?.writable === false)
		throw new OwnershipReadOnlyError({ axis_code: profile.responsibility.axis_code });
	const { kind, axis_code, from_gov_code, to_gov_code, group_ref, reason } = ending;
	const gaps_before = await keep(trx, keepBefore, axes);
	const id = await startBatch(trx, { axis_code, owner_gov_code: to_gov_code, from_gov_code, kind, group_ref, reason, actor });
	const names = { batch: id, tag: `assign:${id}`, actor, to: to_gov_code ?? '' };
	const end = kind === 'end' ? { status: 'revoked', change: 'ended' } : { status: 'superseded', change: 'superseded' };
	await runText(trx, writeEnd, { ...names, ...end });
	if (to_gov_code !== null) await runText(trx, writeSuccessors, names);
	const gaps_after = await keep(trx, keepAfter, axes);

	const rows_inserted = to_gov_code === null ? 0 : ended.rows_ended;
	const measured = { ...(await readCounts(trx, names)), ...ended, rows_inserted, gaps_before, gaps_after };
	// The record of a batch has these counts whatever its kind.
	const recorded = { ...measured, axes, replaced_cells: measured.passed_cells, rows_superseded: ended.rows_ended };
	await endBatch(trx, id, recorded);
	const effect = { kind, axes, from_gov_code, to_gov_code, group_ref, ...measured, ...(await readShown(trx, names)) };
	return { id, effect };
}

/** Answers the gaps of the axes together. */
async function keep(trx: Knex.Transaction, text: string, axes: readonly string[]): Promise<number> {
	let gaps = 0;
	for (const axis_code of axes) gaps += gapsRow.parse((await queryRows(trx, text, { axis_code }))[0]).gaps;
	return gaps;
}

async function readCounts(trx: Knex.Transaction, names: Variables): Promise<z.output<typeof cellCounts>> {
	return cellCounts.parse((await queryRows(trx, effectHead + effectCounts, names))[0]);
}

async function readShown(trx: Knex.Transaction, names: Variables): Promise<Pick<EndedEffect, 'rows' | 'cells'>> {
	const rows = await queryRows(trx, rowsText, { limit: SHOWN });
	const cells = await queryRows(trx, effectHead + effectCells, { ...names, limit: SHOWN });
	return { rows: z.array(EndedRow).parse(rows), cells: z.array(EndedCell).parse(cells) };
}
