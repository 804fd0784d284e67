/** Acknowledges findings until a day, and revokes that, as batches that can be undone. What a scan finds and stores stays as it is. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AcknowledgeBody, FindingsAnswer, FindingsEffect, FindingsPreview, UnacknowledgeBody } from '../contract';
import { ActedFinding, SHOWN_FINDINGS } from '../contract/schemas';
import { queryRows, runText } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { FindingsRefusedError } from '../errors';
import { countBatchRows, endBatch, readBatch, requireRecord } from '../owners/batches';
import { requireNone } from '../owners/cell-violations';
import { previewCells, writeCells, type Writer } from '../owners/write-cells';
import type { RolloutContext } from '../run/context';
import asked from './sql/acknowledge/asked.sql';
import countOpen from './sql/acknowledge/count-open.sql';
import effectText from './sql/acknowledge/effect.sql';
import endText from './sql/acknowledge/end.sql';
import startBatch from './sql/acknowledge/start-batch.sql';
import violations from './sql/acknowledge/violations.sql';
import violationsRevoke from './sql/acknowledge/violations-revoke.sql';
import writeText from './sql/acknowledge/write.sql';

/** So many of what stands in the way a refusal lists. */
const LISTED = 10;
const TABLE = 'axis_internal.acknowledgement';

const openRow = z.object({ open: z.number() });
const totalsRow = z.object({ asked: z.coerce.number(), changed: z.coerce.number() });

/** What is asked: without `until`, that acknowledgements end. */
type Asked = AcknowledgeBody | UnacknowledgeBody;

/** What it would do, found by doing it and rolling it back. Errors: as acknowledgeFindings. */
export async function previewAcknowledge(
	context: RolloutContext,
	writer: Writer,
	body: AcknowledgeBody,
): Promise<FindingsPreview> {
	return preview(context, writer, body);
}

/**
 * Acknowledges each finding in one transaction. One that is acknowledged until that day and for that reason already is kept; any other acknowledgement of
 * it gives way. Errors: FindingsRefusedError for a finding that is unknown or resolved, and for a day that has passed; PrerequisiteMissingError before
 * tier 1; those of writeCells.
 */
export async function acknowledgeFindings(
	context: RolloutContext,
	writer: Writer,
	body: AcknowledgeBody,
): Promise<FindingsAnswer> {
	return act(context, writer, body);
}

/** What revoking would do. Errors: as revokeAcknowledgements. */
export async function previewRevoke(context: RolloutContext, writer: Writer, body: UnacknowledgeBody): Promise<FindingsPreview> {
	return preview(context, writer, body);
}

/** Ends the acknowledgement of each finding, also one that no longer counts. Errors: FindingsRefusedError where there is none; those of writeCells. */
export async function revokeAcknowledgements(
	context: RolloutContext,
	writer: Writer,
	body: UnacknowledgeBody,
): Promise<FindingsAnswer> {
	return act(context, writer, body);
}

async function act(context: RolloutContext, writer: Writer, body: Asked): Promise<FindingsAnswer> {
	return writeCells(context, writer, { asked: wordsFor(body).asked }, (trx) => settle(trx, writer, body));
}

async function preview(context: RolloutContext, writer: Writer, body: Asked): Promise<FindingsPreview> {
	return previewCells(context, writer, wordsFor(body).asked, async (trx) => (await settle(trx, writer, body)).effect);
}

function wordsFor(body: Asked) {
	return 'until' in body
		? { asked: 'Acknowledging findings', kind: 'acknowledge', change: 'superseded', against: violations }
		: { asked: 'Revoking acknowledgements', kind: 'unacknowledge', change: 'ended', against: violationsRevoke };
}

async function settle(trx: Knex.Transaction, writer: Writer, body: Asked): Promise<FindingsAnswer> {
	const until = 'until' in body ? body.until : null;
	const what = wordsFor(body);
	await requireRecord(trx, TABLE);
	// Rows are kept as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	const names = { findings: JSON.stringify(body.findings), until, reason: body.reason, actor: writer.actor };
	await requireNone(trx, asked + what.against, names, ({ violations: all, total }) => {
		return new FindingsRefusedError({ asked: what.asked, violations: all.slice(0, LISTED), total });
	});
	const open_before = await readOpen(trx);
	const [batch] = await queryRows(trx, asked + startBatch, { ...names, kind: what.kind });
	const id = String(batch?.id);
	const written = { ...names, batch: id };
	await runText(trx, asked + endText, { ...written, change: what.change });
	if (until !== null) await runText(trx, asked + writeText, written);
	const { deleted, restored } = await countBatchRows(trx, id);
	await endBatch(trx, id, { rows_inserted: deleted, rows_superseded: restored });
	return { batch: await readBatch(trx, id), effect: await readEffect(trx, written, open_before) };
}

async function readEffect(trx: Knex.Transaction, names: Variables, open_before: number): Promise<FindingsEffect> {
	const rows = await queryRows(trx, asked + effectText, { ...names, limit: SHOWN_FINDINGS });
	const totals = totalsRow.parse(rows[0]);
	const open_after = await readOpen(trx);
	return { ...totals, kept: totals.asked - totals.changed, open_before, open_after, findings: z.array(ActedFinding).parse(rows) };
}

async function readOpen(trx: Knex.Transaction): Promise<number> {
	return openRow.parse((await queryRows(trx, countOpen))[0]).open;
}
