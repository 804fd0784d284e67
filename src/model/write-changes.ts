/** Reads and writes rows of the model: the one writer of changes of it and of their undo. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { queryRows, runText } from '../db/run-sql';
import deleteRowsText from './sql/delete-rows.sql';
import deleteSemanticsText from './sql/delete-semantics.sql';
import insertRowsText from './sql/insert-rows.sql';
import insertSemanticsText from './sql/insert-semantics.sql';
import state from './sql/state.sql';
import writeAnchorsText from './sql/write-anchors.sql';
import wholeRowsText from './sql/whole-rows.sql';
import writeChangesText from './sql/write-changes.sql';
import writeTagsText from './sql/write-tags.sql';
import writeSemanticsText from './sql/write-semantics.sql';
import writeWaiversText from './sql/write-waivers.sql';

/** Table of the waivers, as the ledger names it. */
export const WAIVERS = 'axis_internal.waiver';
/** Table of what axes ask for beyond the usual. */
export const SEMANTICS = 'axis_internal.axis_semantics';

/** Table of the tags. */
export const TAGS = 'axis_assignment';

/** Table of the owners of the base model. */
export const ANCHORS = 'governance_object_ownership';

/** Columns that a change of the model may set, by name, as texts. */
export type RowState = z.infer<typeof rowState>;

/** A whole row, as JSON has it. */
export type WholeRow = z.infer<typeof wholeRow>;

/** A row and what is set in it; with `row` it is made, and with null it goes. */
export interface RowChange {
	relation: string;
	id: string;
	change: RowState | null;
	row?: WholeRow | undefined;
}

const rowState = z.record(z.string(), z.string().nullable());
const wholeRow = z.record(z.string(), z.unknown());
const row = z.object({ relation: z.string(), id: z.string() });
const place = z.object({ axis_code: z.string(), object_type: z.string(), object_ref: z.string() }).partial();
const stateRow = row.extend({ state: rowState, place });

/** What the ledger keeps of an event: rows as they were and as they are; null where there was none. `row`: the whole of one that came or went; `place`: axis and object, by which the history is searched. */
export const touchedRows = z.array(
	row.extend({ before: rowState.nullable(), after: rowState.nullable(), row: wholeRow.optional(), place: place.optional() }),
);

/** A row as it was and as it is. */
export type TouchedRow = z.infer<typeof touchedRows>[number];

/** Rows that are gone are left out. */
export async function readStates(trx: Knex, rows: readonly { relation: string; id: string }[]) {
	const touched = JSON.stringify(rows.map(({ relation, id }) => ({ relation, id })));
	return z.array(stateRow).parse(await queryRows(trx, state, { touched }));
}

async function readWhole(trx: Knex, rows: readonly { relation: string; id: string }[]) {
	if (rows.length === 0) return [];
	const asked = JSON.stringify(rows.map(({ relation, id }) => ({ relation, id })));
	return z.array(row.extend({ row: wholeRow })).parse(await queryRows(trx, wholeRowsText, { asked }));
}

/** Makes, sets and takes away what is named, in the order of the tables. The guard judges it. Errors: the database's own. */
export async function writeChanges(trx: Knex, changes: readonly RowChange[]): Promise<void> {
	const ofAnchors = changes.filter(({ relation }) => relation === ANCHORS);
	const ofTags = changes
		.filter(({ relation }) => relation === TAGS)
		.map(({ id, change, row: whole }) => ({ id, change, made: whole }));
	const others = changes.filter(({ relation }) => relation !== ANCHORS && relation !== TAGS);
	const made = others.filter(({ row: whole }) => whole !== undefined);
	const gone = others.filter(({ change }) => change === null);
	const set = others.filter(({ change, row: whole }) => change !== null && whole === undefined);
	const has = (rows: readonly RowChange[], table: string) => rows.some(({ relation }) => relation === table);
	if (ofAnchors.length > 0) await runText(trx, writeAnchorsText, { changes: JSON.stringify(ofAnchors) });
	if (made.length > 0) await runText(trx, insertRowsText, { made: JSON.stringify(made) });
	if (has(made, SEMANTICS)) await runText(trx, insertSemanticsText, { made: JSON.stringify(made) });
	const variables = { changes: JSON.stringify(set) };
	await runText(trx, writeChangesText, variables);
	if (ofTags.length > 0) await runText(trx, writeTagsText, { changes: JSON.stringify(ofTags) });
	if (has(set, WAIVERS)) await runText(trx, writeWaiversText, variables);
	if (has(set, SEMANTICS)) await runText(trx, writeSemanticsText, variables);
	if (has(gone, SEMANTICS)) await runText(trx, deleteSemanticsText, { gone: JSON.stringify(gone) });
	if (gone.length > 0) await runText(trx, deleteRowsText, { gone: JSON.stringify(gone) });
}

const keyOf = ({ relation, id }: { relation: string; id: string }) => `${relation} ${id}`;

/** Writes, and answers each row before and after; those that were not there and are not made are left out. */
export async function writeTouched(trx: Knex, changes: readonly RowChange[]): Promise<TouchedRow[]> {
	const states = async () => new Map((await readStates(trx, changes)).map((found) => [keyOf(found), found]));
	const going = await readWhole(
		trx,
		changes.filter(({ change }) => change === null),
	);
	const before = await states();
	await writeChanges(trx, changes);
	const after = await states();
	const made = await readWhole(
		trx,
		changes.filter(({ row: whole }) => whole !== undefined),
	);
	const whole = new Map([...going, ...made].map((found) => [keyOf(found), found.row]));
	return changes.flatMap((changed) => {
		const key = keyOf(changed);
		const [was, is] = [before.get(key) ?? null, after.get(key) ?? null];
		if (was === null && is === null) return [];
		const found = whole.get(key);
		const states = { before: was?.state ?? null, after: is?.state ?? null };
		const touched = { relation: changed.relation, id: changed.id, ...states, place: (is ?? was)?.place };
		return [found === undefined ? touched : { ...touched, row: found }];
	});
}

const MODEL = new Set(['axis_registry', 'axis_value', 'coverage_rule']);

/** Whether an axis, a value or a rule became active. */
export function activates(touched: readonly TouchedRow[]): boolean {
	return touched.some(
		({ relation, before, after }) => MODEL.has(relation) && before?.status !== 'active' && after?.status === 'active',
	);
}
