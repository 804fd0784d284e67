/** Tells a database that another build of the extension migrated: what that build made, this one does not know, and must not touch. */
import type { Knex } from 'knex';
import type { Blocker } from '../contract';
import { LEDGER, SUBSTRATE } from '../db/migrations';
import { readRecorded, requireKnown, requireSame } from '../db/recorded-migrations';

/** Errors: NewerSchemaError. Asked before anything else of an action: also a rollback could leave what it does not know. */
export async function requireKnownSchema(db: Knex): Promise<void> {
	requireKnown(await readRecorded(db, LEDGER, SUBSTRATE));
}

/** As requireKnownSchema, and for texts that changed since they ran. Not for a rollback: it takes away what they made. Errors: MigrationChangedError. */
export async function requireSameSchema(db: Knex): Promise<void> {
	requireSame(await readRecorded(db, LEDGER, SUBSTRATE));
}

/** The blockers that another build's migrations are: names that this one does not know, texts that it has otherwise. Errors: the database's own. */
export async function otherSchemaBlockers(db: Knex): Promise<Blocker[]> {
	const { unknown, changed } = await readRecorded(db, LEDGER, SUBSTRATE);
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
