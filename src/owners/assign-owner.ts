/** Assigns an owner to cells, as one batch that can be undone. A preview does the same and is rolled back. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import type { AssignmentAnswer, AssignmentBody, AssignmentEffect, AssignmentKind, AssignmentPreview } from '../contract';
import { AssignmentCell, AssignmentCounts } from '../contract/schemas';
import { keepAskedCells } from '../coverage/cells';
import { queryRows, runText } from '../db/run-sql';
import type { Variables } from '../db/sql-text';
import { CellsRefusedError, OwnershipReadOnlyError } from '../errors';
import type { RolloutContext } from '../run/context';
import { readAxisSource } from './axis-source';
import { endBatch, readBatch, requireRecord, startBatch } from './batches';
import askCells from './sql/assign/ask-cells.sql';
import askGroup from './sql/assign/ask-group.sql';
import effectCells from './sql/assign/effect-cells.sql';
import effectCounts from './sql/assign/effect-counts.sql';
import effectHead from './sql/assign/effect-head.sql';
import lockOwners from '../base/sql/lock-owners.sql';
import lockStanding from './sql/assign/lock-standing.sql';
import planCanonical from './sql/assign/plan-canonical.sql';
import planParallel from './sql/assign/plan-parallel.sql';
import stage from './sql/assign/stage.sql';
import violationsText from './sql/assign/violations.sql';
import writeCanonical from './sql/assign/write-canonical.sql';
import writeParallel from './sql/assign/write-parallel.sql';
import { requireNone } from './cell-violations';
import { previewCells, writeCells, type Writer } from './write-cells';

const ASKED = 'Assigning owners';
/** So many cells an answer shows. */
const SHOWN_CELLS = 200;

const counts = AssignmentCounts.omit({ gaps_before: true, gaps_after: true });

/**
 * What assigning would change, found by doing it and rolling it back. Conflicts are part of the answer.
 * Errors: as assignOwner, but for conflicts and the gate, which is told.
 */
export async function previewAssignment(
	context: RolloutContext,
	writer: Writer,
	body: AssignmentBody,
): Promise<AssignmentPreview> {
	return previewCells(context, writer, ASKED, async (trx) => (await assign(trx, context, writer, body)).effect);
}

/**
 * Assigns the owner in one transaction, and answers the batch with what it changed.
 * Errors: UnknownAxisError, OwnershipReadOnlyError, PrerequisiteMissingError (requireRecord), CellsRefusedError (what is named cannot be assigned, or a cell would have several owners), and
 * those of writeCells.
 */
export async function assignOwner(context: RolloutContext, writer: Writer, body: AssignmentBody): Promise<AssignmentAnswer> {
	return writeCells(context, writer, { asked: ASKED }, async (trx) => {
		const { id, effect } = await assign(trx, context, writer, body);
		if (effect.conflict_cells > 0) throw conflictsOf(effect);
		return { batch: await readBatch(trx, id), effect };
	});
}

async function assign(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	{ actor }: Writer,
	body: AssignmentBody,
): Promise<{ id: string; effect: AssignmentEffect }> {
	const { axis_code, owner_gov_code } = body;
	await requireRecord(trx);
	const source = await readAxisSource(trx, axis_code);
	if (source === 'canonical' && loaded.profile.ownership?.writable === false) throw new OwnershipReadOnlyError({ axis_code });
	const place = placeOf(body);
	const names = { axis_code, owner_gov_code, ...place, source, actor, replace: body.replace === true, authorities: AUTHORITIES };

	await runText(trx, stage);
	if ('cells' in body) await runText(trx, askCells, { cells: JSON.stringify(body.cells) });
	else await runText(trx, askGroup, { ...names, value_codes: JSON.stringify(body.value_codes) });
	const value_codes = JSON.stringify('cells' in body ? [] : body.value_codes);
	await requireNone(trx, violationsText, { ...names, value_codes }, (facts) => new CellsRefusedError({ asked: ASKED, ...facts }));

	if (source === 'parallel') await queryRows(trx, lockStanding, names);
	else if (names.replace) await runText(trx, lockOwners);
	const gaps_before = await keepAskedCells(trx, axis_code, 'before');
	await runText(trx, source === 'canonical' ? planCanonical : planParallel, names);
	const id = await startBatch(trx, { axis_code, owner_gov_code, ...place, actor, reason: body.reason });
	await runText(trx, source === 'canonical' ? writeCanonical : writeParallel, { ...names, batch: id, tag: `assign:${id}` });
	const gaps_after = await keepAskedCells(trx, axis_code, 'after');

	const measured = { ...(await readCounts(trx, names)), gaps_before, gaps_after };
	await endBatch(trx, id, measured);
	return { id, effect: { axis_code, owner_gov_code, ...place, ...measured, cells: await readCells(trx, names) } };
}

function placeOf(body: AssignmentBody): { kind: AssignmentKind; group_ref: string | null } {
	return 'cells' in body ? { kind: 'direct', group_ref: null } : { kind: body.as, group_ref: body.group_ref };
}

async function readCounts(trx: Knex.Transaction, names: Variables): Promise<z.output<typeof counts>> {
	return counts.parse((await queryRows(trx, effectHead + effectCounts, names))[0]);
}

async function readCells(trx: Knex.Transaction, names: Variables) {
	return z.array(AssignmentCell).parse(await queryRows(trx, effectHead + effectCells, { ...names, limit: SHOWN_CELLS }));
}

function conflictsOf({ cells, conflict_cells }: AssignmentEffect): Error {
	const violations = cells
		.filter((cell) => cell.effect === 'conflict')
		.map(({ effect: _effect, ...cell }) => ({ violation: 'the cell would have several owners, or its row is taken', ...cell }));
	return new CellsRefusedError({ asked: ASKED, violations, total: conflict_cells });
}
