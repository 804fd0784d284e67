/** Links an authority to a role or user of Directus, or to nobody: one row of a table of ours, recorded in the run ledger. */
import { AUTHORITIES } from '../base/relations';
import type { LinkAnswer, LinkBody } from '../contract';
import { LinkedTo } from '../contract/schemas';
import { asDirectus } from '../db/owner-rights';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { UnknownAuthorityError, UnknownPersonError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { explainUnsettled } from '../run/explain';
import { runRecorded, type RunSpec } from '../run/recorded';
import { requireDatabase } from '../run/requirements';
import { requireAuthorities } from './authorities';
import deleteText from './sql/link/delete.sql';
import findAuthority from './sql/link/find-authority.sql';
import findLinked from './sql/link/find-linked.sql';
import writeText from './sql/link/write.sql';

/**
 * Links the authority, whatever its status, instead of what it was linked to before; the answer says what that was. The gate is not asked.
 * Errors: UnknownAuthorityError; UnknownPersonError where Directus has no such role or user; PrerequisiteMissingError without authorities;
 * WrongDatabaseError, OwnerRequiredError, RolloutBusyError, DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function linkAuthority(
	context: RolloutContext,
	request: RunRequest,
	code: string,
	{ role = '', user = '', reason }: LinkBody,
): Promise<LinkAnswer> {
	requirePostgres(context.db);
	const asked = `Linking the authority ${JSON.stringify(code)}`;
	const after: LinkedTo = { directus_role: role || null, directus_user: user || null };
	let before: LinkedTo = { directus_role: null, directus_user: null };
	const spec: RunSpec = {
		action: 'link',
		tiers: [],
		asked,
		request: { owner_gov_code: code, ...after, reason },
		partOf: null,
		commit: true,
		explain: (error, limits) => explainUnsettled(error, { asked, look: 'GET /axis/authorities' }, limits),
	};
	const { run } = await runRecorded(context, request, spec, async (trx) => {
		await requireDatabase(trx, context.loaded.profile);
		await requireAuthorities(trx);
		const [found] = await queryRows(trx, findAuthority, { authorities: AUTHORITIES, authority_code: code });
		if (!found) throw new UnknownAuthorityError({ owner_gov_code: code });
		before = LinkedTo.parse(found);
		const linked = role !== '' || user !== '';
		if (linked) {
			const [there] = await queryRows(asDirectus(trx), findLinked, { role, user });
			if (there?.found !== true) throw new UnknownPersonError({ kind: role === '' ? 'user' : 'role', id: role || user });
		}
		await queryRows(trx, linked ? writeText : deleteText, {
			authority_code: code,
			...(linked ? { role, user, reason, linked_by: request.requestedBy } : {}),
		});
		return { tiers: [], facts: { owner_gov_code: code, before, after } };
	});
	return { run, owner_gov_code: code, before, after };
}
