/** Tells a database that another build of the extension migrated: what that build made, this one does not know, and must not touch. */
import type { Knex } from 'knex';
import { changedTexts, LEDGER, SUBSTRATE } from '../db/migrations';
import type { MigrationSet } from '../db/sql-migration';
import type { Blocker } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import { withSettings } from '../db/transaction';
import { MigrationChangedError, NewerSchemaError } from '../errors';
import bookkeeping from './sql/bookkeeping.sql';

/** Errors: NewerSchemaError. Asked before anything else of an action: also a rollback could leave what it does not know. */
export async function requireKnownSchema(db: Knex): Promise<void> {
	const unknown = unknownOf(await readRecorded(db));
	if (unknown.length > 0) throw new NewerSchemaError({ unknown });
}

/** As requireKnownSchema, and for texts that changed since they ran. Not for a rollback: it takes away what they made. Errors: MigrationChangedError. */
export async function requireSameSchema(db: Knex): Promise<void> {
	await requireKnownSchema(db);
	const changed = await changedMigrations(db);
	if (changed.length > 0) throw new MigrationChangedError({ changed });
}

/** The blockers that another build's migrations are: names that this one does not know, texts that it has otherwise. Errors: the database's own. */
export async function otherSchemaBlockers(db: Knex): Promise<Blocker[]> {
	const unknown = unknownOf(await readRecorded(db));
	const changed = await changedMigrations(db);
	return [
		...blockers(unknown, {
			code: 'newer_schema',
			message: `This database has migrations that this version of the extension does not know: ${unknown.join(', ')}.`,
			remedy: 'Install the version of the extension that made them, or a newer one, and restart Directus.',
		}),
		...blockers(changed, {
			code: 'migration_changed',
			message: `Migrations read otherwise in this version of the extension than when they ran in this database: ${changed.join(', ')}.`,
			remedy: 'Install the version of the extension that made them, or roll every tier back and apply them with this one.',
		}),
	];
}

function blockers(names: readonly string[], about: Pick<Blocker, 'code' | 'message' | 'remedy'>): Blocker[] {
	return names.length === 0 ? [] : [{ ...about, expected: 0, actual: names.length }];
}

interface Recorded {
	set: MigrationSet;
	/** In the order in which they were made. */
	names: string[];
}

function unknownOf(recorded: readonly Recorded[]): string[] {
	return recorded.flatMap(({ set, names }) => names.filter((name) => !set.migrations.some((known) => known.name === name)));
}

async function changedMigrations(db: Knex): Promise<string[]> {
	return withSettings(db, async (trx) => {
		const changed: string[] = [];
		for (const { set, names } of await readRecorded(trx)) changed.push(...(await changedTexts(trx, set, names)));
		return changed;
	});
}

/** What both bookkeeping tables record; nothing where there is no table, or none that may be read. */
async function readRecorded(db: Knex): Promise<Recorded[]> {
	return withSettings(db, async (trx) => {
		const recorded: Recorded[] = [];
		for (const set of [LEDGER, SUBSTRATE]) {
			const [table] = await queryRows(trx, bookkeeping, { table: set.tableName });
			if (table?.readable !== true) continue;
			const rows = await queryRows(trx, `select name from axis_internal.${quoteIdentifier(set.tableName)} order by id`);
			recorded.push({ set, names: rows.map((row) => String(row.name)) });
		}
		return recorded;
	});
}
