/** What a person answers for: the cells of their authorities, gaps in their groups, and what ends soon or waits for them. Nothing of anybody else. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { AUTHORITIES } from '../base/relations';
import { EndingSoon, MyAxis, MyAuthority, MyCell, SOON_DAYS, type MyResponsibilities } from '../contract/schemas';
import { hasViews } from '../coverage/axis';
import { readListing, type Listing, type Page } from '../db/listing';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import { withSnapshot } from '../db/transaction';
import authoritiesText from './sql/me/authorities.sql';
import cellsText from './sql/me/cells.sql';
import countByAxis from './sql/me/count-by-axis.sql';
import endingText from './sql/me/ending.sql';
import groupsText from './sql/me/groups.sql';

/** Who is meant by "me": the authorities that the user stands behind, and the groups that those answer for with all below them, null before tier 1. */
interface Me {
	authorities: MyAuthority[];
	groups: string[] | null;
}

/** The authorities of a user, and figures of each active axis; none before a rollout. Errors: UnsupportedDatabaseError; the database's own. */
export async function readMyResponsibilities(db: Knex, user: string): Promise<MyResponsibilities> {
	return withSnapshot(db, async (trx) => {
		const me = await readMe(trx, user);
		const axes = isNobody(me) ? [] : z.array(MyAxis).parse(await queryRows(trx, countByAxis, variablesOf(me)));
		return { authorities: me.authorities, axes };
	});
}

/** Cells that the user's authorities answer for, or the gaps in their groups. Errors: as readMyResponsibilities. */
export async function listMyCells(
	db: Knex,
	user: string,
	{ axis = '', gaps = false }: { axis?: string | undefined; gaps?: boolean },
	page: Page,
): Promise<Listing<MyCell>> {
	return readListing(db, page, async (trx) => {
		const me = await readMe(trx, user);
		if (isNobody(me)) return null;
		return { text: cellsText, variables: { ...variablesOf(me), axis, gaps }, parse: (row) => MyCell.parse(row) };
	});
}

/** Waivers that the user made or that lie in their groups, and owner rows of their authorities, that end within so many days. */
export async function listEndingSoon(db: Knex, user: string, days: number | undefined, page: Page): Promise<Listing<EndingSoon>> {
	return readListing(db, page, async (trx) => {
		const me = await readMe(trx, user);
		if (me.groups === null) return null;
		const variables = { ...variablesOf(me), user, days: days ?? SOON_DAYS };
		return { text: endingText, variables, parse: (row) => EndingSoon.parse(row) };
	});
}

async function readMe(trx: Knex, user: string): Promise<Me> {
	requirePostgres(trx);
	const isKnown = await present(trx, AUTHORITIES, 'axis_internal.authority_link');
	const authorities = isKnown
		? z.array(MyAuthority).parse(await queryRows(trx, authoritiesText, { user, authorities: AUTHORITIES }))
		: [];
	if (!(await hasViews(trx))) return { authorities, groups: null };
	// Whoever is signed in may ask, as often as they like: those who answer for nothing cost next to nothing.
	if (authorities.length === 0) return { authorities, groups: [] };
	const [row] = await queryRows(trx, groupsText, { codes: codesOf(authorities) });
	return { authorities, groups: z.array(z.string()).parse(row?.groups) };
}

// Counting cells asks much of the database: not for those who answer for nothing.
const isNobody = ({ authorities, groups }: Me) => authorities.length === 0 || groups === null;

const codesOf = (authorities: readonly MyAuthority[]) => JSON.stringify(authorities.map(({ owner_gov_code }) => owner_gov_code));

function variablesOf({ authorities, groups }: Me) {
	return { codes: codesOf(authorities), groups: JSON.stringify(groups ?? []) };
}
