/**
 * First figures: what the base model says of itself before any axis is active. The queries of coverage are the same before and after a rollout; only
 * what their relations stand for differs, so that no figure has two definitions.
 */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import { AUTHORITIES, BASE_VIEWS } from './relations';
import columnsReadable from './sql/columns-readable.sql';
import firstText from './sql/first-figures.sql';

/** The axis that first figures are of: who is accountable for which scope. */
export const FIRST_AXIS = 'responsibility';

/** What first figures read: text columns by relation. */
const READ: Readonly<Record<string, readonly string[]>> = {
	[AUTHORITIES]: ['code', 'name'],
	governance_responsibility_scope: ['scope_code', 'status'],
	v_governance_object_inventory: ['object_type', 'object_ref'],
	v_object_containment: ['object_type', 'object_ref', 'parent_type', 'parent_ref'],
	v_object_effective_owner: ['object_type', 'object_ref', 'scope', 'owner_gov_code', 'source_anchor_type', 'source_anchor_ref'],
	v_object_owner_gap: ['object_type', 'object_ref', 'scope'],
	v_object_owner_conflict: [],
};

/** The relations of a rollout that stand in axis_internal; before it, names of the text stand for them. */
const OWN = /\baxis_internal\.(cell|shown_value|stale_owner|waiver)\b/g;
const NAMES = firstText.slice(firstText.indexOf('with ') + 'with '.length, firstText.lastIndexOf('select count(*)')).trimEnd();

/** A query of coverage over the base model alone. It may begin with comments, and with names of its own. */
export function asFirst(text: string): string {
	const query = text.replace(/^(?:\s*--[^\n]*\n)*/, '').replaceAll(OWN, 'first_$1');
	const own = /^with\s+/i.exec(query);
	return own ? `with ${NAMES},\n${query.slice(own[0].length)}` : `with ${NAMES}\n${query}`;
}

/** Whether all that first figures read is there, of the shape that they read. Errors: the database's own. */
export async function hasFirstFigures(trx: Knex): Promise<boolean> {
	const read = [...Object.keys(READ), ...BASE_VIEWS].map((name) => ({ name, columns: READ[name] ?? [] }));
	return (await queryRows(trx, columnsReadable, { relations: JSON.stringify(read) }))[0]?.readable === true;
}
