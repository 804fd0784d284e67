/** Makes an authority: a row of the foundation, recorded in the run ledger, which can be taken back. */
import type { AuthorityAnswer, AuthorityBody } from '../contract';
import { queryRows } from '../db/run-sql';
import { FoundationRefusedError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { authorityRow, tellAct } from './authority-row';
import { recordAct } from './record';
import makeText from './sql/make-authority.sql';
import { requireInstalled } from './standing';

/** Makes an active one. Errors: FoundationRefusedError where the registry is not of this extension, or the code is taken; else as recordAct. */
export async function makeAuthority(
	context: RolloutContext,
	request: RunRequest,
	{ owner_gov_code, owner_name, reason }: AuthorityBody,
): Promise<AuthorityAnswer> {
	const asked = `Making the authority ${JSON.stringify(owner_gov_code)}`;
	const act = { asked, request: { authority: { owner_gov_code, owner_name }, ...(reason === undefined ? {} : { reason }) } };
	const { run, facts } = await recordAct(context, request, act, async (trx) => {
		await requireInstalled(trx, asked);
		const [made] = await queryRows(trx, makeText, { code: owner_gov_code, name: owner_name });
		if (!made) throw new FoundationRefusedError({ asked, reason: 'code_taken', violations: [] });
		return { row_before: null, row_after: authorityRow.parse(made.row) };
	});
	return { ...tellAct(asked, owner_gov_code, facts), committed: true, run };
}
