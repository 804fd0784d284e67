/** Ends owners: of cells by name, of what a group contains, or of the group itself. What is inherited covers again; else the cell is a gap. */
import type { Knex } from 'knex';
import type { EndBody, EndedAnswer, EndedPreview } from '../contract';
import { runText } from '../db/run-sql';
import { CellsRefusedError } from '../errors';
import type { RolloutContext } from '../run/context';
import { readAxisSource } from './axis-source';
import { readBatch } from './batches';
import { requireNone } from './cell-violations';
import { endPlanned, openEnding } from './end-rows';
import askCells from './sql/assign/ask-cells.sql';
import askGroup from './sql/assign/ask-group.sql';
import askAnchor from './sql/end/ask-anchor.sql';
import planEnd from './sql/end/plan-end.sql';
import violations from './sql/end/violations-end.sql';
import { previewCells, writeCells, type Writer } from './write-cells';

const ASKED = 'Ending owners';
/** What it would do, found by doing it and rolling it back. Errors: as endOwner, but for the gate, which is told. */
export async function previewEnd(context: RolloutContext, writer: Writer, body: EndBody): Promise<EndedPreview> {
	return previewCells(context, writer, ASKED, async (trx) => (await end(trx, context, writer, body)).effect);
}

/**
 * Ends the rows in one transaction, as a batch.
 * Errors: UnknownAxisError, OwnershipReadOnlyError, PrerequisiteMissingError, CellsRefusedError (no row stands there), and those of writeCells.
 */
export async function endOwner(context: RolloutContext, writer: Writer, body: EndBody): Promise<EndedAnswer> {
	return writeCells(context, writer, { asked: ASKED }, async (trx) => {
		const { id, effect } = await end(trx, context, writer, body);
		return { batch: await readBatch(trx, id), effect };
	});
}

async function end(trx: Knex.Transaction, context: RolloutContext, { actor }: Writer, body: EndBody) {
	const { axis_code, reason } = body;
	const source = await readAxisSource(trx, axis_code);
	await openEnding(trx, context);
	const group_ref = 'cells' in body ? null : body.group_ref;
	if ('cells' in body) await runText(trx, askCells, { cells: JSON.stringify(body.cells) });
	else {
		const values = { axis_code, group_ref, value_codes: JSON.stringify(body.value_codes) };
		await runText(trx, body.as === 'anchor' ? askAnchor : askGroup, values);
	}
	await runText(trx, planEnd, { axis_code, source });
	const lenient = !('cells' in body) && body.as === 'direct';
	await requireNone(trx, violations, { lenient, group_ref }, (facts) => new CellsRefusedError({ asked: ASKED, ...facts }));
	return endPlanned(trx, context, actor, {
		kind: 'end',
		axis_code,
		from_gov_code: null,
		to_gov_code: null,
		group_ref,
		reason,
	});
}
