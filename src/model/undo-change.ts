/** Undoes a change of the model: every row that it touched is put back as it was, while none has changed since. An undo is an event too. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ChangeAnswer } from '../contract';
import { AxisStatus } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { isUuid } from '../db/uuid';
import { LifecycleConflictError, UnknownRunError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { runLifecycle } from './apply-change';
import { writeMeasured } from './change-model';
import readEventText from './sql/read-event.sql';
import { subjectRow } from './change-subject';
import { putBack, requirePutBack } from './put-back';
import { touchedRows, WAIVERS, type TouchedRow } from './write-changes';

const eventRow = z.object({
	id: z.string(),
	root: z.string(),
	/** Whether it is an act, or the undo of one. */
	is_act: z.boolean(),
	in_force: z.boolean(),
	subject: subjectRow.omit({ status: true }),
	to: AxisStatus.nullable(),
	touched: touchedRows,
});

type Event = z.infer<typeof eventRow>;

/**
 * Errors: UnknownRunError where the id is no change of the model that was made; LifecycleConflictError, listing what changed since; otherwise as
 * applyChange.
 */
export async function undoChange(
	context: RolloutContext,
	request: RunRequest,
	id: string,
	reason: string,
): Promise<ChangeAnswer> {
	const asked = `Undoing the change ${id}`;
	return runLifecycle(context, request, { asked, request: { undo: id, reason } }, (trx) => undo(trx, context, id, asked));
}

/** The same in the caller's frame; answers what the ledger keeps of it. Errors: those of undoChange but the frame's. */
export async function takeChangeBack(trx: Knex.Transaction, context: RolloutContext, id: string): Promise<object> {
	const { changed, facts } = await undo(trx, context, id, `Undoing the change ${id}`);
	return { ...facts, ...changed };
}

async function undo(trx: Knex.Transaction, context: RolloutContext, id: string, asked: string) {
	const event = await readEvent(trx, id);
	const changes = await putBack(trx, event.touched, asked);
	const done = { rows: countRows(event), conflicts: [], touched: [], waivers_left: [] };
	// An act opens gaps although nothing becomes active: its undo needs an approval code where the act itself would.
	const notice = event.is_act ? context.loaded.profile.model.notice_gaps : undefined;
	const changed = await writeMeasured(trx, { ...event.subject, status: event.to }, changes, async () => done, notice);
	await requirePutBack(trx, event.touched, asked);
	return { changed, facts: { root: event.root, in_force: !event.in_force, undo_of: event.id } };
}

async function readEvent(trx: Knex, id: string): Promise<Event> {
	const [row] = isUuid(id) ? await queryRows(trx, readEventText, { id }) : [];
	if (!row) throw new UnknownRunError({ id });
	const event = eventRow.safeParse(row);
	if (event.success) return event.data;
	const violations = event.error.issues.map(({ path }) => ({ violation: 'its record cannot be read', object: path.join('.') }));
	throw new LifecycleConflictError({ asked: `Undoing ${id}`, violations });
}

const isThere = (before: object | null, after: object | null) => before !== null && after !== null;

// Rows by what the event had done to them, and what is undone by this.
function countRows({ touched, subject }: Event) {
	const count = (relation: string, holds: (row: TouchedRow) => boolean) =>
		touched.filter((row) => row.relation === relation && row.id !== subject.id && holds(row)).length;
	const moved = ({ before, after }: TouchedRow) => isThere(before, after) && before?.value_code !== after?.value_code;
	return {
		values_activated: count('axis_value', ({ before, after }) => isThere(before, after) && before?.status !== after?.status),
		values_reparented: count(
			'axis_value',
			({ before, after }) => isThere(before, after) && before?.parent_value_code !== after?.parent_value_code,
		),
		assignments_retargeted: count('axis_assignment', moved),
		assignments_superseded: count(
			'axis_assignment',
			({ before, after }) => isThere(before, after) && before?.status !== after?.status,
		),
		owners_retargeted: count('axis_object_ownership', moved),
		owners_superseded: count(
			'axis_object_ownership',
			({ before, after }) => isThere(before, after) && before?.lifecycle_status !== after?.lifecycle_status,
		),
		waivers_retargeted: count(WAIVERS, moved),
	};
}
