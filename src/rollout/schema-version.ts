/** Tells a database that a newer build of the extension migrated: what that build made, this one does not know, and must not touch. */
import type { Knex } from 'knex';
import { LEDGER, SUBSTRATE } from '../../migrations';
import type { Blocker } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import { withSettings } from '../db/transaction';
import { NewerSchemaError } from '../errors';
import bookkeeping from './sql/bookkeeping.sql';

/** Errors: NewerSchemaError. Asked before anything else of an action: also a rollback could leave what it does not know. */
export async function requireKnownSchema(db: Knex): Promise<void> {
	const unknown = await unknownMigrations(db);
	if (unknown.length > 0) throw new NewerSchemaError({ unknown });
}

/** The blocker that a newer build's migrations are, or nothing. Errors: the database's own. */
export async function newerSchemaBlockers(db: Knex): Promise<Blocker[]> {
	const unknown = await unknownMigrations(db);
	if (unknown.length === 0) return [];
	return [
		{
			code: 'newer_schema',
			message: `This database has migrations that this version of the extension does not know: ${unknown.join(', ')}.`,
			expected: 0,
			actual: unknown.length,
			remedy: 'Install the version of the extension that made them, or a newer one, and restart Directus.',
		},
	];
}

/** Names in both bookkeeping tables that this build has no migration of, in the order in which they were made; none where there is no table. */
async function unknownMigrations(db: Knex): Promise<string[]> {
	return withSettings(db, async (trx) => {
		const unknown: string[] = [];
		for (const { tableName, migrations } of [LEDGER, SUBSTRATE]) {
			const [table] = await queryRows(trx, bookkeeping, { table: tableName });
			if (table?.readable !== true) continue;
			const recorded = await queryRows(trx, `select name from axis_internal.${quoteIdentifier(tableName)} order by id`);
			unknown.push(...recorded.map((row) => String(row.name)).filter((name) => !migrations.some((known) => known.name === name)));
		}
		return unknown;
	});
}
