/** Sets and ends goals, as batches that can be undone. A goal changes no cell: it is judged, and judges nothing. */
import type { Knex } from 'knex';
import type { EndedGoalAnswer, EndGoalBody, Goal, GoalAnswer, GoalBody } from '../contract';
import { GoalPreview } from '../contract/schemas';
import { requireActiveAxis } from '../coverage/axis';
import { queryRows, runText } from '../db/run-sql';
import { CellsRefusedError, UnknownGoalError } from '../errors';
import { endBatch, readBatch, requireRecord, startBatch } from '../owners/batches';
import { requireNone } from '../owners/cell-violations';
import { previewCells, writeCells, type Writer } from '../owners/write-cells';
import type { RolloutContext } from '../run/context';
import { readGoal } from './goals';
import endText from './sql/end.sql';
import findText from './sql/find.sql';
import lockText from './sql/lock.sql';
import violationsText from './sql/violations.sql';
import writeText from './sql/write.sql';

const SETTING = 'Setting a goal';
const ENDING = 'Ending a goal';
const TABLE = 'axis_internal.goal';

/** Where the goal would begin, and what it would replace, found by setting it and rolling it back. Errors: as setGoal. */
export async function previewGoal(context: RolloutContext, writer: Writer, body: GoalBody): Promise<GoalPreview> {
	// Its id is of nothing once it is rolled back, and is left out.
	return GoalPreview.parse(await previewCells(context, writer, SETTING, (trx) => set(trx, writer, body)));
}

/**
 * Sets the goal in one transaction, in place of one that stands for the same axis, group and value. Errors: UnknownAxisError; CellsRefusedError (no such
 * group or active value, or the day is over); PrerequisiteMissingError before the database is brought up to date; those of writeCells.
 */
export async function setGoal(context: RolloutContext, writer: Writer, body: GoalBody): Promise<GoalAnswer> {
	return writeCells(context, writer, { asked: SETTING }, async (trx) => {
		const { batch, ...answer } = await set(trx, writer, body);
		return { batch: await readBatch(trx, batch), ...answer };
	});
}

/** The goal that ending would end, found by ending it and rolling it back. Errors: as endGoal. */
export async function previewEndOfGoal(context: RolloutContext, writer: Writer, id: string, body: EndGoalBody): Promise<Goal> {
	const { goal } = await previewCells(context, writer, ENDING, (trx) => end(trx, writer, id, body));
	return goal;
}

/** Ends the goal. Errors: UnknownGoalError where none of that id stands; PrerequisiteMissingError; those of writeCells. */
export async function endGoal(context: RolloutContext, writer: Writer, id: string, body: EndGoalBody): Promise<EndedGoalAnswer> {
	return writeCells(context, writer, { asked: ENDING }, async (trx) => {
		const { batch, goal } = await end(trx, writer, id, body);
		return { batch: await readBatch(trx, batch), goal };
	});
}

async function set(trx: Knex.Transaction, { actor }: Writer, body: GoalBody) {
	const { axis_code, group_ref = null, value_code = null, percent, due_on, reason } = body;
	await requireActiveAxis(trx, axis_code);
	await requireRecord(trx, TABLE);
	// Rows are compared as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	const place = { axis_code, group_ref, value_code };
	await requireNone(trx, violationsText, { ...place, due_on }, (facts) => new CellsRefusedError({ asked: SETTING, ...facts }));
	const [standing] = await queryRows(trx, findText, place);
	const replaces = standing === undefined ? null : await readGoal(trx, String(standing.id));
	const batch = await startBatch(trx, { kind: 'set_goal', axis_code, group_ref, reason, actor });
	if (replaces !== null) await runText(trx, endText, { goal: replaces.id, batch, actor, change: 'superseded' });
	const [made] = await queryRows(trx, writeText, { ...place, percent, due_on, reason, batch, actor });
	const told = { value_code, from: replaces === null ? null : tell(replaces), to: tell(body) };
	await endBatch(trx, batch, { rows_inserted: 1, rows_superseded: replaces === null ? 0 : 1, ...told });
	return { batch, goal: await readGoal(trx, String(made?.id)), replaces };
}

async function end(trx: Knex.Transaction, { actor }: Writer, id: string, { reason }: EndGoalBody) {
	await requireRecord(trx, TABLE);
	// Rows are compared as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	const [found] = await queryRows(trx, lockText, { goal: id });
	if (!found) throw new UnknownGoalError({ id });
	const goal = await readGoal(trx, id);
	const { axis_code, group_ref, value_code } = goal;
	const batch = await startBatch(trx, { kind: 'end_goal', axis_code, group_ref, reason, actor });
	await runText(trx, endText, { goal: id, batch, actor, change: 'ended' });
	await endBatch(trx, batch, { rows_inserted: 0, rows_superseded: 1, value_code, from: tell(goal), to: null });
	return { batch, goal };
}

/** A goal as the history tells it. */
const tell = ({ percent, due_on }: Pick<Goal, 'percent' | 'due_on'>) => `${percent} % by ${due_on}`;
