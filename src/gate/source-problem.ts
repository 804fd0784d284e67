/** Whether the gate could read a source, before it is told to. */
import type { Knex } from 'knex';
import { z } from 'zod';
import type { Source } from '../base/ratification-source';
import { queryRows } from '../db/run-sql';
import { UNREAD_REASONS } from './gate-reading';
import type { GatePolicy } from './policy';
import readProblem from './sql/source-problem.sql';
import { unreadBlocker } from './unread-blocker';

const row = z.object({ problem: z.enum(UNREAD_REASONS).nullable(), detail: z.string().nullable() });

/** A sentence without its end where a source cannot be asked, as at the gate; null where it can. Errors: the database's own. */
export async function sourceProblem(db: Knex, source: Source, policy: GatePolicy): Promise<string | null> {
	const given = { source_table: source.table, source_filter: JSON.stringify(source.filter) };
	const { problem, detail } = row.parse((await queryRows(db, readProblem, given))[0]);
	if (problem === null) return null;
	return unreadBlocker({ approvals: null, reason: problem, source, detail }, policy).message.replace(/\.$/, '');
}
