/** Undoes a change of the model: every row that it touched is put back as it was, while none has changed since. An undo is an event too. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { ChangeAnswer, Violation } from '../contract';
import { queryRows } from '../db/run-sql';
import { LifecycleConflictError, UnknownRunError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { runLifecycle } from './apply-change';
import { writeMeasured } from './change-model';
import openRestore from './sql/open-restore.sql';
import readEventText from './sql/read-event.sql';
import undoViolations from './sql/undo-violations.sql';
import { status } from './change-subject';
import { asViolations } from './model-violations';
import { readStates, touchedRows, WAIVERS, type TouchedRow } from './write-changes';

const eventRow = z.object({
	id: z.string(),
	root: z.string(),
	in_force: z.boolean(),
	subject: z.object({
		relation: z.enum(['axis_registry', 'axis_value', 'coverage_rule']),
		id: z.string(),
		axis_code: z.string(),
	}),
	to: status,
	touched: touchedRows,
});

type Event = z.infer<typeof eventRow>;

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

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
	return runLifecycle(context, request, { asked, request: { undo: id, reason } }, async (trx) => {
		const event = await readEvent(trx, id);
		await requireUntouched(trx, event, asked);
		await queryRows(trx, openRestore);
		const changes = event.touched.map(({ relation, id: row, before }) => ({ relation, id: row, change: before }));
		const done = { rows: countRows(event), conflicts: [], touched: [], waivers_left: [] };
		const changed = await writeMeasured(trx, { ...event.subject, status: event.to }, changes, async () => done);
		await requireAsBefore(trx, event, asked);
		return { changed, facts: { root: event.root, in_force: !event.in_force, undo_of: event.id } };
	});
}

async function readEvent(trx: Knex, id: string): Promise<Event> {
	const [row] = UUID.test(id) ? await queryRows(trx, readEventText, { id }) : [];
	if (!row) throw new UnknownRunError({ id });
	const event = eventRow.safeParse(row);
	if (event.success) return event.data;
	const violations = event.error.issues.map(({ path }) => ({ violation: 'its record cannot be read', object: path.join('.') }));
	throw new LifecycleConflictError({ asked: `Undoing ${id}`, violations });
}

async function requireUntouched(trx: Knex, { touched }: Event, asked: string): Promise<void> {
	const present = JSON.stringify(await readStates(trx, touched));
	const violations = asViolations(await queryRows(trx, undoViolations, { touched: JSON.stringify(touched), present }));
	if (violations.length > 0) throw new LifecycleConflictError({ asked, violations });
}

// Stamps of changed_at go back only where the structure is of this build: half an undo is none.
async function requireAsBefore(trx: Knex, { touched }: Event, asked: string): Promise<void> {
	const present = await readStates(trx, touched);
	const swapped = touched.map((row) => ({ ...row, before: {}, after: row.before }));
	const different = await queryRows(trx, undoViolations, { touched: JSON.stringify(swapped), present: JSON.stringify(present) });
	if (different.length === 0) return;
	const violations: Violation[] = different.map((row) => ({
		violation: 'a row could not be put back as it was; the axis structure may be of an older build',
		object: row.object,
		key: row.key,
	}));
	throw new LifecycleConflictError({ asked, violations });
}

// Rows by what the event had done to them, and what is undone by this.
function countRows({ touched, subject }: Event) {
	const count = (relation: string, holds: (row: TouchedRow) => boolean) =>
		touched.filter((row) => row.relation === relation && row.id !== subject.id && holds(row)).length;
	const moved = ({ before, after }: TouchedRow) => before.value_code !== after.value_code;
	return {
		values_activated: count('axis_value', ({ before, after }) => before.status !== after.status),
		values_reparented: count('axis_value', ({ before, after }) => before.parent_value_code !== after.parent_value_code),
		assignments_retargeted: count('axis_assignment', moved),
		assignments_superseded: count('axis_assignment', ({ before, after }) => before.status !== after.status),
		owners_retargeted: count('axis_object_ownership', moved),
		owners_superseded: count('axis_object_ownership', ({ before, after }) => before.lifecycle_status !== after.lifecycle_status),
		waivers_retargeted: count(WAIVERS, moved),
	};
}
