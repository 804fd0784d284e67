/** What the database holds, as one hash: its catalog, and the rows of the tables that a rollout may write. Equal hashes: nothing is different. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { AXIS_TABLES } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import fingerprintCatalog from './sql/fingerprint-catalog.sql';
import listRelations from './sql/list-relations.sql';

/** The one table of the base model that tiers write. */
export const WRITTEN = ['governance_object_ownership', ...AXIS_TABLES];

/**
 * SHA-256, hex. Directus' own tables, the run ledger and tables that live on their own (outbox, issues, labels) are left out, and so are the
 * positions of sequences: those move for good, and a rehearsal names them.
 */
export async function readFingerprint(trx: Knex): Promise<string> {
	const [catalog] = await queryRows(trx, fingerprintCatalog);
	const present = new Set((await queryRows(trx, listRelations)).map((row) => String(row.name)));
	const hash = createHash('sha256').update(String(catalog?.digest));
	for (const table of WRITTEN.filter((name) => present.has(name))) {
		const [rows] = await queryRows(
			trx,
			`select count(*) as count, encode(sha256(convert_to(coalesce(string_agg(item::text, chr(10) order by item::text), ''), 'UTF8')), 'hex') as digest
			from ${quoteIdentifier(table)} as item`,
		);
		hash.update(`${table} ${String(rows?.count)} ${String(rows?.digest)}`);
	}
	return hash.digest('hex');
}
