/** What each migration's text was when it ran: one that was changed since did not run here as it reads now. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { queryRows } from './run-sql';
import { MigrationChangedError } from '../errors';
import type { MigrationSet } from './sql-migration';
import forgetTextsText from './sql/texts/forget.sql';
import keepTextsText from './sql/texts/keep.sql';
import listTexts from './sql/texts/list.sql';
import mayUse from './sql/texts/may-use.sql';

/** A migration as a bookkeeping table records it. */
export interface RecordedMigration {
	name: string;
	/** Checksum of its text as it ran; null where none is kept or may be read. */
	sha256: unknown;
}

/** Those of `names`, migrations of the set that ran, whose text is another one now; none where no texts are kept or may be read. */
export async function changedTexts(db: Knex, set: MigrationSet, names: readonly string[]): Promise<string[]> {
	if (names.length === 0 || !(await may(db, 'select'))) return [];
	const kept = new Map((await queryRows(db, listTexts)).map(({ name, sha256 }) => [name, sha256]));
	return namesOfChanged(
		set,
		names.map((name) => ({ name, sha256: kept.get(name) ?? null })),
	);
}

/** Names of the recorded migrations of the set whose text is another one now, in the set's order. */
export function namesOfChanged(set: MigrationSet, recorded: readonly RecordedMigration[]): string[] {
	const kept = new Map(recorded.map(({ name, sha256 }) => [name, sha256]));
	return textsOf(set, [...kept.keys()]).flatMap(({ name, sha256 }) => ((kept.get(name) ?? sha256) === sha256 ? [] : [name]));
}

/** Errors: MigrationChangedError. */
export async function requireSameTexts(db: Knex, set: MigrationSet, names: readonly string[]): Promise<void> {
	const changed = await changedTexts(db, set, names);
	if (changed.length > 0) throw new MigrationChangedError({ changed });
}

/** Keeps the texts of these migrations of the set, as they are now. Nothing where the role may not, or no texts are kept yet. */
export async function keepTexts(trx: Knex.Transaction, set: MigrationSet, names: readonly string[]): Promise<void> {
	const texts = textsOf(set, names);
	if (texts.length > 0 && (await may(trx, 'insert'))) await queryRows(trx, keepTextsText, { texts: JSON.stringify(texts) });
}

/** After its migrations were taken back. */
export async function forgetTexts(trx: Knex.Transaction, set: MigrationSet): Promise<void> {
	const names = JSON.stringify(set.migrations.map(({ name }) => name));
	if (await may(trx, 'delete')) await queryRows(trx, forgetTextsText, { names });
}

async function may(db: Knex, privilege: 'select' | 'insert' | 'delete'): Promise<boolean> {
	const [row] = await queryRows(db, mayUse, { privilege });
	return row?.allowed === true;
}

/** The checksum of each of these migrations of the set. The way back is not in it: it may be mended later, as it has not run yet. */
export function textsOf(set: MigrationSet, names: readonly string[]): { name: string; sha256: string }[] {
	const ran = set.migrations.filter(({ name }) => names.includes(name));
	return ran.map(({ name, up }) => ({ name, sha256: createHash('sha256').update(up).digest('hex') }));
}
