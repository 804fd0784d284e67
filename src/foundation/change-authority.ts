/** Renames an authority, retires it or brings it back: a row of the foundation, told with what it answers for, recorded in the run ledger. */
import type { Knex } from 'knex';
import type { AnswersFor, AuthorityChangeAnswer, AuthorityChangeBody, AuthorityChangePreview } from '../contract';
import { readAnswersFor } from '../coverage/answers-for';
import { queryRows } from '../db/run-sql';
import { UnknownAuthorityError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { rehearse } from '../run/rehearse';
import { requireDatabase } from '../run/requirements';
import { authorityRow, tellAct, type AuthorityRow } from './authority-row';
import { recordAct } from './record';
import findText from './sql/find-authority.sql';
import setText from './sql/set-authority.sql';
import { requireInstalled } from './standing';
import { retires, stillOwning } from './still-owns';

interface Changed {
	row_before: AuthorityRow;
	row_after: AuthorityRow;
	answers_for: AnswersFor;
}

/** What it would do, found by doing it and rolling it back. Errors: as changeAuthority, but for what it still owns. */
export async function previewAuthorityChange(
	context: RolloutContext,
	code: string,
	body: AuthorityChangeBody,
): Promise<AuthorityChangePreview> {
	const asked = askedOf(code, body);
	const changed = await rehearse(context, { asked }, (trx) => change(trx, context, code, body));
	return {
		...tellAct(asked, code, changed),
		answers_for: changed.answers_for,
		needs_keep_owners: stillOwns(changed),
		committed: false,
	};
}

/**
 * Errors: UnknownAuthorityError; FoundationRefusedError where the registry is not of this extension, and for one that would be retired although it owns
 * something, unless `keep_owners` says so; WrongDatabaseError; else as recordAct.
 */
export async function changeAuthority(
	context: RolloutContext,
	request: RunRequest,
	code: string,
	body: AuthorityChangeBody,
): Promise<AuthorityChangeAnswer> {
	const asked = askedOf(code, body);
	const { reason, ...asks } = body;
	const act = { asked, request: { authority_change: { owner_gov_code: code, ...asks }, reason } };
	const { run, facts } = await recordAct(context, request, act, async (trx) => {
		const changed = await change(trx, context, code, body);
		if (stillOwns(changed) && !body.keep_owners) throw stillOwning(asked, changed.answers_for);
		return changed;
	});
	return { ...tellAct(asked, code, facts), answers_for: facts.answers_for, committed: true, run };
}

async function change(
	trx: Knex.Transaction,
	{ loaded }: RolloutContext,
	code: string,
	body: AuthorityChangeBody,
): Promise<Changed> {
	await requireDatabase(trx, loaded.profile);
	await requireInstalled(trx, askedOf(code, body));
	const [found] = await queryRows(trx, findText, { code });
	if (!found) throw new UnknownAuthorityError({ owner_gov_code: code });
	const row_before = authorityRow.parse(found.row);
	const answers_for = await readAnswersFor(trx, code, row_before.name);
	const { owner_name: name = row_before.name, status = row_before.status } = body;
	const [set] = await queryRows(trx, setText, { code, name, status });
	return { row_before, row_after: authorityRow.parse(set?.row), answers_for };
}

const stillOwns = ({ row_before, row_after, answers_for }: Changed) => retires(row_before, row_after) && answers_for.rows > 0;

const VERBS = { active: 'Bringing back', retired: 'Retiring' };

function askedOf(code: string, { status }: AuthorityChangeBody): string {
	return `${status === undefined ? 'Renaming' : VERBS[status]} the authority ${JSON.stringify(code)}`;
}
