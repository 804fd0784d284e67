/** Reads and writes rows of the model: the one writer of lifecycle changes and of their undo. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows, runText } from '../db/run-sql';
import state from './sql/state.sql';
import writeAnchorsText from './sql/write-anchors.sql';
import writeChangesText from './sql/write-changes.sql';
import writeWaiversText from './sql/write-waivers.sql';

/** Table of the waivers, as the ledger names it. */
export const WAIVERS = 'axis_internal.waiver';

/** Table of the owners of the base model. */
export const ANCHORS = 'governance_object_ownership';

/** Columns that a lifecycle change may set, by name, as texts. */
export type RowState = z.infer<typeof rowState>;

/** A row and what is set in it. */
export interface RowChange {
	relation: string;
	id: string;
	change: RowState;
}

const rowState = z.record(z.string(), z.string().nullable());
const row = z.object({ relation: z.string(), id: z.string() });
const stateRow = row.extend({ state: rowState });

/** What the ledger keeps of an event: rows as they were and as they are. */
export const touchedRows = z.array(row.extend({ before: rowState, after: rowState }));

/** A row as it was and as it is. */
export type TouchedRow = z.infer<typeof touchedRows>[number];

/** Rows that are gone are left out. */
export async function readStates(trx: Knex, rows: readonly { relation: string; id: string }[]) {
	const touched = JSON.stringify(rows.map(({ relation, id }) => ({ relation, id })));
	return z.array(stateRow).parse(await queryRows(trx, state, { touched }));
}

/** Sets what is named, in the order of the tables. The guard judges it. Errors: the database's own. */
export async function writeChanges(trx: Knex, changes: readonly RowChange[]): Promise<void> {
	const ofAnchors = changes.filter(({ relation }) => relation === ANCHORS);
	if (ofAnchors.length > 0) await runText(trx, writeAnchorsText, { changes: JSON.stringify(ofAnchors) });
	const variables = { changes: JSON.stringify(changes.filter(({ relation }) => relation !== ANCHORS)) };
	await runText(trx, writeChangesText, variables);
	if (changes.some(({ relation }) => relation === WAIVERS)) await runText(trx, writeWaiversText, variables);
}

/** Writes, and answers each row before and after. */
export async function writeTouched(trx: Knex, changes: readonly RowChange[]): Promise<TouchedRow[]> {
	const before = await readStates(trx, changes);
	await writeChanges(trx, changes);
	const after = new Map((await readStates(trx, changes)).map((row) => [`${row.relation} ${row.id}`, row.state]));
	return before.map(({ relation, id, state: was }) => ({
		relation,
		id,
		before: was,
		after: after.get(`${relation} ${id}`) ?? {},
	}));
}

const MODEL = new Set(['axis_registry', 'axis_value', 'coverage_rule']);

/** Whether an axis, a value or a rule became active. */
export function activates(touched: readonly TouchedRow[]): boolean {
	return touched.some(
		({ relation, before, after }) => MODEL.has(relation) && before.status !== 'active' && after.status === 'active',
	);
}
