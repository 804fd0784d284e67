/** Before a rollout: an owner for a group and all below it, as rows of the foundation. Later owners are given as src/owners does it. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import type { Run, Violation } from '../contract';
import { readFirstAxis } from '../coverage/counts';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { rolledBack, withSnapshot, withTransaction } from '../db/transaction';
import { CellsRefusedError, FoundationRefusedError, UnknownAuthorityError } from '../errors';
import { limitsOf, type RolloutContext, type RunRequest } from '../run/context';
import { recordAct } from './record';
import problemsText from './sql/first-owner-problems.sql';
import giveText from './sql/give-first-owner.sql';
import scopesText from './sql/scopes.sql';
import { readStanding, requireInstalled } from './standing';

export interface FirstOwner {
	owner_gov_code: string;
	group_ref: string;
	/** Codes of scopes; null means every active one. */
	value_codes: string[] | null;
	reason: string;
}

export interface FirstOwnerEffect {
	/** Scopes for which the authority owns the group now. */
	given: string[];
	/** Those for which somebody stood there already, who stays. */
	kept: string[];
	gaps_before: number;
	gaps_after: number;
}

const scopeRow = z.object({ scope_code: z.string() });
const givenRow = z.object({ scope: z.string() });
const problemRow = z.object({ violation: z.string(), object: z.string() });

/** Whether owners are rows of a foundation alone: it stands, and nothing is rolled out on it. Errors: the database's own. */
export async function isBeforeRollout({ db }: RolloutContext): Promise<boolean> {
	requirePostgres(db);
	const { status, rolled_out } = await withSnapshot(db, readStanding);
	return status === 'installed' && !rolled_out;
}

/**
 * Gives the group, and with it all below, to the authority. Errors: FoundationRefusedError without a foundation; UnknownAuthorityError;
 * CellsRefusedError where there is no such group or scope; FoundationRefusedError too where a rollout has begun meanwhile; else as recordAct.
 */
export async function giveFirstOwner(
	context: RolloutContext,
	request: RunRequest,
	owner: FirstOwner,
): Promise<FirstOwnerEffect & { run: Run }> {
	const act = { asked: askedFor(owner), request: { owner } };
	const { run, facts } = await recordAct(context, request, act, (trx) => give(trx, request.requestedBy, owner));
	return { run, ...facts };
}

/** The same, rolled back. */
export async function previewFirstOwner(
	context: RolloutContext,
	request: RunRequest,
	owner: FirstOwner,
): Promise<FirstOwnerEffect> {
	return rolledBack(
		(body) => withTransaction(context.db, limitsOf(context), body),
		(trx) => give(trx, request.requestedBy, owner),
	);
}

async function give(trx: Knex.Transaction, actor: string, owner: FirstOwner): Promise<FirstOwnerEffect> {
	const asked = askedFor(owner);
	const { owner_gov_code, group_ref } = owner;
	const { rolled_out } = await requireInstalled(trx, asked);
	if (rolled_out) throw new FoundationRefusedError({ asked, reason: 'given_later', violations: [] });
	const known = await queryRows(trx, `select from :"authorities" where code = :'owner_gov_code' and status = 'active'`, {
		authorities: AUTHORITIES,
		owner_gov_code,
	});
	if (known.length === 0) throw new UnknownAuthorityError({ owner_gov_code });
	const codes = owner.value_codes ?? (await queryRows(trx, scopesText)).map((row) => scopeRow.parse(row).scope_code);
	const scopes = JSON.stringify([...new Set(codes)]);
	const violations: Violation[] = (await queryRows(trx, problemsText, { group_ref, scopes })).map((row) => problemRow.parse(row));
	if (violations.length > 0) throw new CellsRefusedError({ asked, violations, total: violations.length });
	const { gap_cells: gaps_before } = await readFirstAxis(trx);
	const rows = await queryRows(trx, giveText, { group_ref, owner_gov_code, scopes, actor });
	const given = rows.map((row) => givenRow.parse(row).scope).sort();
	const { gap_cells: gaps_after } = await readFirstAxis(trx);
	return { given, kept: codes.filter((code) => !given.includes(code)).sort(), gaps_before, gaps_after };
}

const askedFor = ({ owner_gov_code, group_ref }: FirstOwner) => `Making ${owner_gov_code} the owner of the group ${group_ref}`;
