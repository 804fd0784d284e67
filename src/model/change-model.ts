/** The heart of preview and apply: one change of the model inside the caller's transaction, counted before and after. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AskedChange, ChangeReport, ChangedRows, WaiverLeft } from '../contract';
import { AxisStatus, LeftBehind, RowConflict } from '../contract/schemas';
import { queryRows } from '../db/run-sql';
import { compareCellsKept, measure } from './measure-cells';
import leftBehindText from './sql/left-behind.sql';
import planChange from './sql/plan-change.sql';
import { moveOf, partsOf, requireMeaning, requireParts, readSubject, requireTransition, type Subject } from './change-subject';
import { planWaivers } from './move-waivers';
import { activates, readStates, writeTouched, type RowChange, type TouchedRow } from './write-changes';

export interface Changed {
	subject: Subject;
	/** Status of the subject before; null where there was none, and after likewise. */
	from: AxisStatus | null;
	to: AxisStatus | null;
	report: ChangeReport;
	touched: TouchedRow[];
}

const effect = z.enum([
	'status',
	'value_activated',
	'value_reparented',
	'assignment_retargeted',
	'assignment_superseded',
	'owner_retargeted',
	'owner_superseded',
]);

const plannedRow = z.object({
	relation: z.string(),
	id: z.string(),
	effect,
	conflict: RowConflict.nullable(),
	change: z.record(z.string(), z.string().nullable()),
});

const NOTHING_LEFT = { assignments: 0, owners: 0, children: 0, topic_maps: 0, decisions: 0, waivers: 0 };

/** Conflicts, and waivers that stay, that an answer lists. */
const LISTED = 100;

/**
 * Checks the change, makes it and answers what it did.
 * Errors: InvalidPayloadError, UnknownCodeError, TransitionError, LifecycleConflictError; the database's own.
 */
export async function changeModel(trx: Knex.Transaction, change: AskedChange, actor: string): Promise<Changed> {
	requireMeaning(change);
	const subject = await readSubject(trx, change);
	requireTransition(change, subject);
	await requireParts(trx, change, subject);
	const asked = {
		...subject,
		code: change.code,
		to: change.to,
		action: moveOf(change),
		parts: JSON.stringify(partsOf(change)),
		actor,
		reason: change.reason,
		at: new Date().toISOString(),
	};
	const planned = z.array(plannedRow).parse(await queryRows(trx, planChange, asked));
	const conflicts = planned.flatMap((row) => (row.conflict === null ? [] : [row.conflict]));
	const rows = countRows(planned.map((row) => row.effect));
	return writeMeasured(trx, subject, planned, async () => {
		if (change.kind !== 'value' || change.to === 'active') return { rows, conflicts, touched: [], waivers_left: [] };
		const { changes, left } = await planWaivers(trx, asked);
		const moved = { ...rows, waivers_retargeted: changes.length };
		return { rows: moved, conflicts, touched: await writeTouched(trx, changes), waivers_left: left };
	});
}

/** What was done beside the rows that were given. */
export interface Done {
	rows: ChangedRows;
	conflicts: RowConflict[];
	/** Rows that had to wait for the others. */
	touched: TouchedRow[];
	waivers_left: WaiverLeft[];
}

/** Gaps that a change may open without an approval code. */
const ANY = Number.POSITIVE_INFINITY;

/** Writes the rows and then what `finish` finds left to do, and counts the subject's axis before and after. */
export async function writeMeasured(
	trx: Knex.Transaction,
	subject: Subject,
	changes: readonly RowChange[],
	finish: () => Promise<Done>,
	noticeGaps = ANY,
): Promise<Changed> {
	const before = await measure(trx, subject.axis_code, 'before');
	const first = await writeTouched(
		trx,
		changes.map(({ relation, id, change, row }) => ({ relation, id, change, row })),
	);
	const did = await finish();
	const touched = [...first, ...did.touched];
	const after = await measure(trx, subject.axis_code, 'after');
	const to = await readStatus(trx, subject);
	const cells = await compareCellsKept(trx);
	const [left] = await queryRows(trx, leftBehindText, { id: subject.id });
	const report: ChangeReport = {
		before: { status: subject.status, ...before },
		after: { status: to, ...after },
		...cells,
		rows: did.rows,
		conflicts: did.conflicts.slice(0, LISTED),
		left_behind: left ? LeftBehind.parse(left) : NOTHING_LEFT,
		waivers_left: did.waivers_left.slice(0, LISTED),
		needs_ratified_apr: (activates(touched) && cells.gaps_added + cells.gaps_removed > 0) || cells.gaps_added > noticeGaps,
	};
	return { subject, from: subject.status, to, report, touched };
}

async function readStatus(trx: Knex.Transaction, subject: Subject): Promise<AxisStatus | null> {
	const [row] = await readStates(trx, [subject]);
	return row === undefined ? null : AxisStatus.parse(row.state.status);
}

function countRows(effects: readonly z.infer<typeof effect>[]): ChangedRows {
	const count = (name: z.infer<typeof effect>) => effects.filter((one) => one === name).length;
	return {
		values_activated: count('value_activated'),
		values_reparented: count('value_reparented'),
		assignments_retargeted: count('assignment_retargeted'),
		assignments_superseded: count('assignment_superseded'),
		owners_retargeted: count('owner_retargeted'),
		owners_superseded: count('owner_superseded'),
		waivers_retargeted: 0,
	};
}
