/** Undoes a batch of owners or waivers: deletes its rows and restores those that gave way, or refuses. */
import type { Knex } from 'knex';
import { present } from '../db/present';
import type { UndoAnswer } from '../contract';
import { queryRows, runText } from '../db/run-sql';
import { BatchChangedError, OwnershipReadOnlyError, UnknownBatchError } from '../errors';
import type { RolloutContext } from '../run/context';
import { countBatchRows, readBatch, requireRecord } from './batches';
import changedRows from './sql/assign/changed-rows.sql';
import endUndo from './sql/assign/end-undo.sql';
import lockBatch from './sql/assign/lock-batch.sql';
import lockRows from './sql/assign/lock-rows.sql';
import restoreCanonical from './sql/assign/restore-canonical.sql';
import undoCanonical from './sql/assign/undo-canonical.sql';
import undoRows from './sql/assign/undo-rows.sql';
import { requireNone } from './cell-violations';
import { writeCells, type Writer } from './write-cells';

/**
 * Gives back exactly what was before the batch, as far as its own rows go.
 * Errors: UnknownBatchError; BatchChangedError where a row of the batch is gone or was changed since, or the batch is undone already;
 * OwnershipReadOnlyError for rows of the canonical model that the profile no longer lets people write; PrerequisiteMissingError (requireRecord); those of
 * writeCells.
 */
export async function undoBatch(context: RolloutContext, writer: Writer, id: string): Promise<UndoAnswer> {
	return writeCells(context, writer, { asked: `Taking back the batch ${id}`, look: 'GET /axis/changes' }, async (trx) => {
		const { deleted, restored } = await takeBatchBack(trx, context, id);
		await queryRows(trx, endUndo, { batch: id, actor: writer.actor, run: null });
		return { batch: await readBatch(trx, id), rows_deleted: deleted, rows_restored: restored };
	});
}

/** The rows of the undo alone, in the caller's frame: neither the gate is asked nor the batch ended. Errors: those of undoBatch but writeCells'. */
export async function takeBatchBack(
	trx: Knex.Transaction,
	{ loaded: { profile } }: RolloutContext,
	id: string,
): Promise<{ deleted: number; restored: number }> {
	await requireStanding(trx, id);
	const batch = { batch: id };
	// Rows are compared as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	await runText(trx, lockRows, batch);
	await requireNone(trx, changedRows, batch, (facts) => new BatchChangedError({ id, ...facts }));
	const { deleted, restored, canonical } = await countBatchRows(trx, id);
	if (canonical > 0) {
		if (profile.ownership?.writable === false) throw new OwnershipReadOnlyError({ axis_code: profile.responsibility.axis_code });
		const [gone] = await queryRows(trx, undoCanonical, batch);
		const [back] = await queryRows(trx, restoreCanonical, batch);
		if (Number(gone?.rows) + Number(back?.rows) !== canonical) throw changedMeanwhile(id);
	}
	await runText(trx, undoRows, batch);
	return { deleted, restored };
}

function changedMeanwhile(id: string): Error {
	return new BatchChangedError({ id, violations: [{ violation: 'a row of the batch was changed meanwhile' }], total: 1 });
}

/** Locks the batch. */
async function requireStanding(trx: Knex.Transaction, id: string): Promise<void> {
	await requireRecord(trx);
	const [found] = await queryRows(trx, lockBatch, { batch: id });
	if (!found) throw new UnknownBatchError({ id });
	const refuse = (violation: string) => new BatchChangedError({ id, violations: [{ violation }], total: 1 });
	if (found.undone === true) throw refuse('the batch is undone already');
	if (!(await present(trx, 'axis_object_ownership'))) {
		throw refuse(
			'tier 1 was rolled back, and its rows in axis_object_ownership are gone; apply it again to undo what stands in governance_object_ownership',
		);
	}
}
