/** Takes back that an authority was made, renamed, retired or brought back. */
import { isDeepStrictEqual } from 'node:util';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { AuthorityUndoAnswer } from '../contract';
import { readAnswersFor } from '../coverage/answers-for';
import { queryRows } from '../db/run-sql';
import { SQLSTATE, sqlState } from '../db/sqlstate';
import { isUuid } from '../db/uuid';
import { FoundationRefusedError, UnknownRunError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { requireDatabase } from '../run/requirements';
import { authorityRow, tellAct, type AuthorityRow } from './authority-row';
import { recordAct } from './record';
import { retires, stillOwning } from './still-owns';
import deleteText from './sql/delete-authority.sql';
import findText from './sql/find-authority.sql';
import findAct from './sql/find-authority-act.sql';
import setText from './sql/set-authority.sql';
import { requireInstalled } from './standing';

const actRow = z.object({
	undone: z.boolean(),
	built_upon: z.boolean(),
	row_before: authorityRow.nullable(),
	row_after: authorityRow,
});

/**
 * Gives back the very row that was before. Errors: UnknownRunError; FoundationRefusedError where it is taken back already, a later act on the authority
 * stands, the row is not as that act left it, something refers to an authority that would go, one that would be retired again owns something, or the registry is not of this extension; WrongDatabaseError; else as recordAct.
 */
export async function undoAuthorityChange(
	context: RolloutContext,
	request: RunRequest,
	id: string,
): Promise<AuthorityUndoAnswer> {
	if (!isUuid(id)) throw new UnknownRunError({ id });
	const undo_of = id.toLowerCase();
	const asked = `Taking back the act ${undo_of} on an authority`;
	const refuse = (reason: 'taken_back' | 'changed_since' | 'in_use') =>
		new FoundationRefusedError({ asked, reason, violations: [] });
	const { run, facts } = await recordAct(context, request, { asked, request: { undo: undo_of } }, async (trx) => {
		await requireDatabase(trx, context.loaded.profile);
		await requireInstalled(trx, asked);
		const [found] = await queryRows(trx, findAct, { id });
		if (!found) throw new UnknownRunError({ id });
		const { undone, built_upon, row_before, row_after } = actRow.parse(found);
		if (undone) throw refuse('taken_back');
		const [standing] = await queryRows(trx, findText, { code: row_after.code });
		if (built_upon || !isDeepStrictEqual(standing?.row, found.row_after)) throw refuse('changed_since');
		if (row_before !== null) {
			if (retires(row_after, row_before)) {
				const answers_for = await readAnswersFor(trx, row_after.code, row_after.name);
				if (answers_for.rows > 0) throw stillOwning(asked, answers_for);
			}
			return { row_before: row_after, row_after: await putBack(trx, row_before) };
		}
		if (!(await takeAway(trx, row_after))) throw refuse('in_use');
		return { row_before: row_after, row_after: null };
	});
	return { ...tellAct(asked, facts.row_before.code, facts), committed: true, run, undo_of };
}

async function putBack(trx: Knex.Transaction, { code, name, status }: AuthorityRow): Promise<AuthorityRow> {
	const [row] = await queryRows(trx, setText, { code, name, status });
	return authorityRow.parse(row?.row);
}

/** False where something refers to it. */
async function takeAway(trx: Knex.Transaction, { code }: AuthorityRow): Promise<boolean> {
	try {
		return (await queryRows(trx, deleteText, { code })).length > 0;
	} catch (error) {
		if (sqlState(error) === SQLSTATE.foreignKeyViolation) return false;
		throw error;
	}
}
