/** Renames an authority, retires it or brings it back: a row of the foundation, told with what it answers for, recorded in the run ledger. */
import type { Knex } from 'knex';
import type { AnswersFor, AuthorityChangeAnswer, AuthorityChangeBody, AuthorityChangePreview, Violation } from '../contract';
import { readAnswersFor } from '../coverage/answers-for';
import { queryRows } from '../db/run-sql';
import { rolledBack, withTransaction } from '../db/transaction';
import { FoundationRefusedError, InvalidPayloadError, UnknownAuthorityError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { requireDatabase } from '../run/requirements';
import { authorityRow, tellAct, type AuthorityRow } from './authority-row';
import { recordAct } from './record';
import findText from './sql/find-authority.sql';
import setText from './sql/set-authority.sql';
import { requireInstalled } from './standing';

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
	const changed = await rolledBack(
		(inside) => withTransaction(context.db, limitsOf(context), inside),
		(trx) => change(trx, context, code, body),
	);
	return {
		...tellAct(askedOf(code, body), code, changed),
		answers_for: changed.answers_for,
		needs_keep_owners: stillOwns(changed),
		committed: false,
	};
}

/**
 * Errors: InvalidPayloadError where nothing is asked; UnknownAuthorityError; FoundationRefusedError where the registry is not of this extension, and for one that would be retired although it owns
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
	if (body.owner_name === undefined && body.status === undefined) {
		throw new InvalidPayloadError({ reason: 'give owner_name, status, or both' });
	}
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

const stillOwns = ({ row_before, row_after, answers_for }: Changed) =>
	row_after.status === 'retired' && row_before.status !== 'retired' && answers_for.rows > 0;

function stillOwning(asked: string, { first_rows, rows }: AnswersFor): Error {
	const violations: Violation[] = first_rows.map(({ axis_code, object_type, object_ref, value_code }) => ({
		violation: 'an owner row in effect',
		...{ axis_code, object_type, object_ref, value_code },
	}));
	return new FoundationRefusedError({ asked, reason: 'still_owns', violations, total: rows });
}

const VERBS = { active: 'Bringing back', retired: 'Retiring' };

function askedOf(code: string, { status, owner_name }: AuthorityChangeBody): string {
	const verb = status === undefined ? 'Renaming' : `${VERBS[status]}${owner_name === undefined ? '' : ' and renaming'}`;
	return `${verb} the authority ${JSON.stringify(code)}`;
}
