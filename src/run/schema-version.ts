/** Tells a database that another build of the extension migrated: what that build made, this one does not know, and must not touch. */
import type { Knex } from 'knex';
import { namesOfChanged, type RecordedMigration } from '../db/migration-texts';
import { LEDGER, SUBSTRATE } from '../db/migrations';
import type { MigrationSet } from '../db/sql-migration';
import type { Blocker } from '../contract';
import { quoteIdentifier } from '../db/identifiers';
import { queryRows } from '../db/run-sql';
import { withSettings } from '../db/transaction';
import { MigrationChangedError, NewerSchemaError } from '../errors';
import bookkeeping from './sql/bookkeeping.sql';

/** Keeps the checksum of each migration's text as it ran. */
const TEXTS = 'migration_text';

/** Errors: NewerSchemaError. Asked before anything else of an action: also a rollback could leave what it does not know. */
export async function requireKnownSchema(db: Knex): Promise<void> {
	requireKnown(await readRecorded(db));
}

/** As requireKnownSchema, and for texts that changed since they ran. Not for a rollback: it takes away what they made. Errors: MigrationChangedError. */
export async function requireSameSchema(db: Knex): Promise<void> {
	const recorded = await readRecorded(db);
	requireKnown(recorded);
	const changed = changedOf(recorded);
	if (changed.length > 0) throw new MigrationChangedError({ changed });
}

/** The blockers that another build's migrations are: names that this one does not know, texts that it has otherwise. Errors: the database's own. */
export async function otherSchemaBlockers(db: Knex): Promise<Blocker[]> {
	const recorded = await readRecorded(db);
	const unknown = unknownOf(recorded);
	const changed = changedOf(recorded);
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
	/** In the order in which they ran. */
	migrations: RecordedMigration[];
}

function requireKnown(recorded: readonly Recorded[]): void {
	const unknown = unknownOf(recorded);
	if (unknown.length > 0) throw new NewerSchemaError({ unknown });
}

function unknownOf(recorded: readonly Recorded[]): string[] {
	return recorded.flatMap(({ set, migrations }) =>
		migrations.flatMap(({ name }) => (set.migrations.some((known) => known.name === name) ? [] : [name])),
	);
}

function changedOf(recorded: readonly Recorded[]): string[] {
	return recorded.flatMap(({ set, migrations }) => namesOfChanged(set, migrations));
}

/** What both bookkeeping tables record, by two statements; nothing of a table that is missing or may not be read. */
async function readRecorded(db: Knex): Promise<Recorded[]> {
	const sets = [LEDGER, SUBSTRATE];
	const tables = JSON.stringify([...sets.map(({ tableName }) => tableName), TEXTS]);
	return withSettings(db, async (trx) => {
		const readable = new Set((await queryRows(trx, bookkeeping, { tables })).map(({ name }) => name));
		const read = sets.filter(({ tableName }) => readable.has(tableName));
		if (read.length === 0) return [];
		const rows = await queryRows(trx, listRecorded(read, readable.has(TEXTS)));
		return read.map((set, place) => ({
			set,
			migrations: rows.flatMap(({ place: at, name, sha256 }) => (at === place ? [{ name: String(name), sha256 }] : [])),
		}));
	});
}

/** The query for what the sets' tables record, each row with its set's place; with the texts' checksums where those may be read. */
function listRecorded(sets: readonly MigrationSet[], withTexts: boolean): string {
	const sha256 = withTexts ? `(select sha256 from axis_internal.${TEXTS} as kept where kept.name = ran.name)` : 'null';
	const queries = sets.map(
		({ tableName }, place) =>
			`select ${place} as place, id, name, ${sha256} as sha256 from axis_internal.${quoteIdentifier(tableName)} as ran`,
	);
	return `${queries.join(' union all ')} order by place, id`;
}
