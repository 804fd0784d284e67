/** Hands over what an authority answers for: each of its owner rows in effect, on objects and groups, passes to another authority as one batch. */
import type { Knex } from 'knex';
import { AUTHORITIES } from '../base/relations';
import type { EndedAnswer, EndedPreview, TransferBody } from '../contract';
import { requireActiveAxis } from '../coverage/axis';
import { runText } from '../db/run-sql';
import { CellsRefusedError } from '../errors';
import type { RolloutContext } from '../run/context';
import { readBatch } from './batches';
import { requireNone } from './cell-violations';
import { endPlanned, openEnding } from './end-rows';
import planTransfer from './sql/end/plan-transfer.sql';
import violations from './sql/end/violations-transfer.sql';
import { previewCells, writeCells, type Writer } from './write-cells';

const ASKED = 'Handing over owners';
/** What it would do, found by doing it and rolling it back. Errors: as transferOwner, but for the gate, which is told. */
export async function previewTransfer(context: RolloutContext, writer: Writer, body: TransferBody): Promise<EndedPreview> {
	return previewCells(context, writer, ASKED, async (trx) => (await transfer(trx, context, writer, body)).effect);
}

/**
 * Hands over in one transaction, as a batch.
 * Errors: UnknownAxisError, OwnershipReadOnlyError (a row is of the base model, and the profile does not let people write it), PrerequisiteMissingError,
 * CellsRefusedError (nobody to take over, no such group, or nothing to hand over), and those of writeCells.
 */
export async function transferOwner(context: RolloutContext, writer: Writer, body: TransferBody): Promise<EndedAnswer> {
	return writeCells(context, writer, { asked: ASKED }, async (trx) => {
		const { id, effect } = await transfer(trx, context, writer, body);
		return { batch: await readBatch(trx, id), effect };
	});
}

async function transfer(trx: Knex.Transaction, context: RolloutContext, { actor }: Writer, body: TransferBody) {
	const { from, to, axes = [], groups = [], reason } = body;
	for (const axis_code of axes) await requireActiveAxis(trx, axis_code);
	await openEnding(trx, context);
	const asked = { from, to, axes: JSON.stringify(axes), groups: JSON.stringify(groups), authorities: AUTHORITIES };
	await runText(trx, planTransfer, asked);
	await requireNone(trx, violations, asked, (facts) => new CellsRefusedError({ asked: ASKED, ...facts }));
	return endPlanned(trx, context, actor, {
		kind: 'transfer',
		axis_code: axes.length === 1 ? (axes[0] ?? null) : null,
		from_gov_code: from,
		to_gov_code: to,
		group_ref: groups.length === 1 ? (groups[0] ?? null) : null,
		reason,
	});
}
