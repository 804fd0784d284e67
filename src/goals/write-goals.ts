/** Sets and ends goals, as batches that can be undone. A goal changes no cell: it is judged, and judges nothing. */
import type { Knex } from 'knex';
import type { EndedGoalAnswer, EndGoalBody, Goal, GoalAnswer, GoalBody } from '../contract';
import { GoalPreview } from '../contract/schemas';
import { requireActiveAxis } from '../coverage/axis';
import { queryRows, runText } from '../db/run-sql';
import { CellsRefusedError, PrerequisiteMissingError, UnknownGoalError } from '../errors';
import { readBatch, requireRecord } from '../owners/batches';
import { requireNone } from '../owners/cell-violations';
import endBatch from '../owners/sql/assign/end-batch.sql';
import startBatch from '../owners/sql/assign/start-batch.sql';
import { previewCells, writeCells, type Writer } from '../owners/write-cells';
import type { RolloutContext } from '../run/context';
import { hasGoals, readGoal } from './goals';
import endText from './sql/end.sql';
import findText from './sql/find.sql';
import lockText from './sql/lock.sql';
import violationsText from './sql/violations.sql';
import writeText from './sql/write.sql';

const SETTING = 'Setting a goal';
const ENDING = 'Ending a goal';

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
	await requireTable(trx);
	const place = { axis_code, group_ref, value_code };
	await requireNone(trx, violationsText, { ...place, due_on }, (facts) => new CellsRefusedError({ asked: SETTING, ...facts }));
	const [standing] = await queryRows(trx, findText, place);
	const replaces = standing === undefined ? null : await readGoal(trx, String(standing.id));
	const batch = await startGoals(trx, { kind: 'set_goal', axis_code, group_ref, reason, actor });
	if (replaces !== null) await runText(trx, endText, { goal: replaces.id, batch, actor, change: 'superseded' });
	const [made] = await queryRows(trx, writeText, { ...place, percent, due_on, reason, batch, actor });
	const told = { value_code, from: replaces === null ? null : tell(replaces), to: tell(body) };
	await record(trx, batch, { rows_inserted: 1, rows_superseded: replaces === null ? 0 : 1, ...told });
	return { batch, goal: await readGoal(trx, String(made?.id)), replaces };
}

async function end(trx: Knex.Transaction, { actor }: Writer, id: string, { reason }: EndGoalBody) {
	await requireTable(trx);
	const [found] = await queryRows(trx, lockText, { goal: id });
	if (!found) throw new UnknownGoalError({ id });
	const goal = await readGoal(trx, id);
	const { axis_code, group_ref, value_code } = goal;
	const batch = await startGoals(trx, { kind: 'end_goal', axis_code, group_ref, reason, actor });
	await runText(trx, endText, { goal: id, batch, actor, change: 'ended' });
	await record(trx, batch, { rows_inserted: 0, rows_superseded: 1, value_code, from: tell(goal), to: null });
	return { batch, goal };
}

/** Starts the record of the batch, and answers its id. Rows are compared as text from here on: times in them must not depend on the session. */
async function startGoals(
	trx: Knex.Transaction,
	batch: { kind: 'set_goal' | 'end_goal'; axis_code: string; group_ref: string | null; reason: string; actor: string },
): Promise<string> {
	await runText(trx, "set local time zone 'UTC'");
	return String((await queryRows(trx, startBatch, { ...batch, owner_gov_code: null, from_gov_code: null }))[0]?.id);
}

async function record(trx: Knex.Transaction, batch: string, effect: object): Promise<void> {
	await queryRows(trx, endBatch, { batch, effect: JSON.stringify(effect) });
}

/** A goal as the history tells it. */
const tell = ({ percent, due_on }: Pick<Goal, 'percent' | 'due_on'>) => `${percent} % by ${due_on}`;

async function requireTable(trx: Knex.Transaction): Promise<void> {
	await requireRecord(trx);
	if (!(await hasGoals(trx))) throw new PrerequisiteMissingError({ missing: ['axis_internal.goal'] });
}
