/** A set of migrations with bookkeeping of its own, run by knex' Migrator inside the caller's transaction. */
import type { Knex } from 'knex';
import { DatabaseLost } from './availability';
import { queryRows, runStatement, runText } from './run-sql';
import { splitStatements, type Statement } from './sql-text';
import { sqlState } from './sqlstate';
import type { MigrationSet, SqlMigration } from './sql-migration';
import { forgetTexts, keepTexts } from './migration-texts';
import { readRecorded, requireKnown, requireSame } from './recorded-migrations';
import internalSchema from '../../migrations/sql/internal-schema.sql';

/** Called before each statement; a rejection ends the run. */
export type BeforeStatement = (statement: Statement) => Promise<void>;

/**
 * Applies what is not applied yet. The caller holds an advisory lock and ends the transaction; a failure leaves nothing of it.
 * Answers the names of the migrations that ran. Errors: the database's own; NewerSchemaError; MigrationChangedError.
 */
export async function migrateUp(trx: Knex.Transaction, set: MigrationSet, before?: BeforeStatement): Promise<string[]> {
	await runText(trx, internalSchema);
	// knex' Migrator writes its bookkeeping even when there is nothing to do, and the role may own nothing here.
	// knex would say of an unknown name that the migration directory is corrupt; there is none.
	const recorded = await readRecorded(trx, set);
	requireSame(recorded);
	const { names } = recorded;
	if (names.length === set.migrations.length) {
		await keepTexts(trx, set, names);
		return [];
	}
	if (names.length > 0) await takeLocks(trx, set);
	const answer: unknown = await tellBrokenConnection(trx, () => trx.migrate.latest(migratorConfig(set, before)));
	await keepTexts(
		trx,
		set,
		set.migrations.map(({ name }) => name),
	);
	return namesOf(answer);
}

/**
 * Takes back every applied migration of the set, newest first, and its bookkeeping. Answers the names of those taken back.
 * Errors: the database's own; NewerSchemaError.
 */
export async function migrateDown(trx: Knex.Transaction, set: MigrationSet, before?: BeforeStatement): Promise<string[]> {
	requireKnown(await readRecorded(trx, set));
	await takeLocks(trx, set);
	const answer: unknown = await tellBrokenConnection(trx, () => trx.migrate.rollback(migratorConfig(set, before), true));
	await forgetTexts(trx, set);
	await trx.schema.withSchema('axis_internal').dropTable(set.tableName).dropTable(`${set.tableName}_lock`);
	return namesOf(answer);
}

/** Keeps the texts of what ran before texts were kept. Errors: NewerSchemaError. */
export async function keepRecordedTexts(trx: Knex.Transaction, set: MigrationSet): Promise<void> {
	const recorded = await readRecorded(trx, set);
	requireKnown(recorded);
	await keepTexts(
		trx,
		set,
		recorded.names.filter((name) => !recorded.changed.includes(name)),
	);
}

async function takeLocks(trx: Knex.Transaction, { lock }: MigrationSet): Promise<void> {
	if (lock !== undefined) await runText(trx, lock);
}

// The Migrator rolls back to a savepoint of its own; on a broken connection it rejects with the failure of that, which says nothing of the cause.
async function tellBrokenConnection<Result>(trx: Knex.Transaction, migrate: () => Promise<Result>): Promise<Result> {
	try {
		return await migrate();
	} catch (error) {
		if (sqlState(error) !== null) throw error;
		const probe: unknown = await queryRows(trx, 'select 1').catch((reason: unknown) => reason);
		throw probe instanceof DatabaseLost ? probe : error;
	}
}

function migratorConfig(set: MigrationSet, before?: BeforeStatement): Knex.MigratorConfig {
	const run = async (db: Knex, text: string) => {
		for (const statement of splitStatements(text)) {
			await before?.(statement);
			await runStatement(db, statement);
		}
	};
	return {
		schemaName: 'axis_internal',
		tableName: set.tableName,
		migrationSource: {
			getMigrations: () => Promise.resolve([...set.migrations]),
			getMigrationName: (migration: SqlMigration) => migration.name,
			getMigration: (migration: SqlMigration) =>
				Promise.resolve({ up: (db: Knex) => run(db, migration.up), down: (db: Knex) => run(db, migration.down) }),
		},
	};
}

function namesOf(answer: unknown): string[] {
	const names: unknown = Array.isArray(answer) ? answer[1] : [];
	return Array.isArray(names) ? names.map(String) : [];
}
