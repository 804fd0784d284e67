/** What the database holds, as one hash: its catalog, and the rows of the tables that a rollout may write. Equal hashes: nothing is different. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import { AXIS_TABLES, type FingerprintDifference } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import fingerprintCatalog from './sql/fingerprint-catalog.sql';
import listRelations from './sql/list-relations.sql';

/** The one table of the base model that tiers write. */
export const WRITTEN = ['governance_object_ownership', ...AXIS_TABLES];

/** Characters of a part's hash: enough to tell two states apart, and short enough to be kept for a thousand tables. */
const SHORT = 16;

const part = z.object({ count: z.number(), digest: z.string() });
const FingerprintParts = z.object({ objects: z.record(z.string(), z.string()), rows: z.record(z.string(), part) });

/** What a fingerprint is made of: a short hash of each relation and function, and of the rows of each table that a rollout may write, with their number. */
export type FingerprintParts = z.infer<typeof FingerprintParts>;

const catalogRow = z.object({ digest: z.string().nullable(), objects: FingerprintParts.shape.objects.nullable() });
const rowsRow = z.object({ count: z.coerce.number(), digest: z.string() });

/** As the ledger keeps them; null for what is none, as of a run that recorded none. */
export function parseParts(recorded: unknown): FingerprintParts | null {
	return FingerprintParts.safeParse(recorded).data ?? null;
}

/**
 * SHA-256, hex. Directus' own tables, the run ledger and tables that live on their own (outbox, issues, labels) are left out, and so are the
 * positions of sequences: those move for good, and a rehearsal names them.
 */
export async function readFingerprint(trx: Knex): Promise<string> {
	return (await readFingerprintParts(trx)).fingerprint;
}

/** The same with its parts. */
export async function readFingerprintParts(trx: Knex): Promise<{ fingerprint: string; parts: FingerprintParts }> {
	const catalog = catalogRow.parse((await queryRows(trx, fingerprintCatalog))[0]);
	const present = new Set((await queryRows(trx, listRelations)).map((row) => String(row.name)));
	const hash = createHash('sha256').update(String(catalog.digest));
	const parts: FingerprintParts = { objects: catalog.objects ?? {}, rows: {} };
	for (const table of WRITTEN.filter((name) => present.has(name))) {
		const [rows] = await queryRows(
			trx,
			`select count(*) as count, encode(sha256(convert_to(coalesce(string_agg(item::text, chr(10) order by item::text), ''), 'UTF8')), 'hex') as digest
			from ${quoteIdentifier(table)} as item`,
		);
		const { count, digest } = rowsRow.parse(rows);
		hash.update(`${table} ${count} ${digest}`);
		parts.rows[table] = { count, digest: digest.slice(0, SHORT) };
	}
	return { fingerprint: hash.digest('hex'), parts };
}

/** What differs, by name. A table that came or went is told as that; of one that stayed, its structure and its rows are told apart. */
export function differencesOf(before: FingerprintParts, after: FingerprintParts): FingerprintDifference[] {
	const objects = namesOf(before.objects, after.objects).flatMap((object): FingerprintDifference[] => {
		const [was, is] = [before.objects[object], after.objects[object]];
		if (was === is) return [];
		const change = was === undefined ? 'added' : is === undefined ? 'removed' : 'changed';
		return [{ object, change, before: null, after: null }];
	});
	const rows = namesOf(before.rows, after.rows).flatMap((object): FingerprintDifference[] => {
		const [was, is] = [before.rows[object], after.rows[object]];
		if (!was || !is || (was.count === is.count && was.digest === is.digest)) return [];
		return [{ object, change: 'rows', before: was.count, after: is.count }];
	});
	return [...objects, ...rows];
}

const namesOf = (...parts: object[]) => [...new Set(parts.flatMap((one) => Object.keys(one)))].sort();
