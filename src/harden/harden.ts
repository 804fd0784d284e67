/** The owner role: the SQL that a DBA runs to set it up or to take it back, and what is so in a database. Changes nothing itself. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { readRatificationSource, type Source } from '../base/ratification-source';
import { BASE_MODEL, FOUNDATION, ownerNeeds } from '../base/relations';
import { AXIS_VIEWS } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { literal } from '../db/psql-text';
import claimsText from './sql/claims.sql';
import hardenText from './sql/harden.sql';
import undoText from './sql/undo.sql';

/** Where the axis objects are to belong, and who signs in as Directus. */
export interface Roles {
	owner: string;
	host: string;
	/** Directus' schema. */
	schema: string;
	/** The table that people ratify in. */
	source: string;
}

export interface Claim {
	/** note: told, never judged. */
	kind: 'claim' | 'note';
	claim: string;
	holds: boolean;
	/** A name or numbers that the verdict rests on. */
	fact: string | null;
}

export interface Hardening {
	/** HARDENED when every claim holds. */
	status: 'HARDENED' | 'OPEN';
	/** What a hardened database leaves to Directus' role all the same; null where that is nothing, or where it is not hardened. */
	but: string | null;
	owner: string;
	role: string;
	claims: Claim[];
}

/** The note, as claims.sql has it, that makes the verdict smaller. */
const OWNS_MODEL = "Directus' role owns parts of the base model";

const claimRow = z.object({
	kind: z.enum(['claim', 'note']),
	claim: z.string(),
	holds: z.boolean(),
	fact: z.string().nullable(),
});
const placeRow = z.object({ host: z.string(), schema: z.string() });

/** Who asks, in which schema names resolve, and where people ratify; `named`: the source of the profile. */
export async function readPlace(db: Knex, named?: Source): Promise<Omit<Roles, 'owner'>> {
	requirePostgres(db);
	const { table } = await readRatificationSource(db, named);
	return {
		...placeRow.parse((await queryRows(db, 'select current_user as host, current_schema() as schema'))[0]),
		source: table,
	};
}

/** SQL for any client, names quoted. `undo` gives everything back to Directus' role. Errors: TypeError for what is no name of a role. */
export function hardeningScript(roles: Roles, undo: boolean): string {
	const names: Readonly<Record<string, string>> = {
		":'owner'": literal(roles.owner),
		":'host'": literal(roles.host),
		":'axis_views'": literal(JSON.stringify(AXIS_VIEWS)),
		":'foundation'": literal(JSON.stringify(FOUNDATION)),
		":'owner_needs'": literal(JSON.stringify(ownerNeeds(roles.source))),
		':"schema"': quoteIdentifier(roles.schema),
	};
	// quoteIdentifier refuses what is no identifier.
	for (const name of [roles.owner, roles.host]) quoteIdentifier(name);
	return (undo ? undoText : hardenText).replaceAll(
		/:'(?:owner|host|axis_views|foundation|owner_needs)'|:"schema"/g,
		(variable) => names[variable] ?? variable,
	);
}

/** Every claim of the hardening as it is now, in a stable order; null where there is no role `host`. Errors: the database's own. */
export async function readHardening(db: Knex, { owner, host, source }: Omit<Roles, 'schema'>): Promise<Hardening | null> {
	const [known] = await queryRows(db, `select to_regrole(quote_ident(:'host')) is not null as known`, { host });
	if (known?.known !== true) return null;
	const lists = {
		axis_views: JSON.stringify(AXIS_VIEWS),
		foundation: JSON.stringify(FOUNDATION),
		base_model: JSON.stringify(BASE_MODEL),
		owner_needs: JSON.stringify(ownerNeeds(source)),
		source_table: source,
	};
	const rows = await queryRows(db, claimsText, { owner, host, ...lists });
	const claims = rows.map((row) => claimRow.parse(row));
	const holds = claims.every((claim) => claim.holds || claim.kind === 'note');
	const owns = claims.find((claim) => claim.claim === OWNS_MODEL);
	const but = holds && owns?.holds ? `${owns.claim} (${owns.fact ?? ''})` : null;
	return { status: holds ? 'HARDENED' : 'OPEN', but, owner, role: host, claims };
}
