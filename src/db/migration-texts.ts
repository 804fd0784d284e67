/** Keeps what each migration's text was when it ran: one that was changed since did not run here as it reads now. */
import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { queryRows } from './run-sql';
import type { MigrationSet } from './sql-migration';
import forgetTextsText from './sql/texts/forget.sql';
import keepTextsText from './sql/texts/keep.sql';
import mayUse from './sql/texts/may-use.sql';

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

async function may(db: Knex, privilege: 'insert' | 'delete'): Promise<boolean> {
	const [row] = await queryRows(db, mayUse, { privilege });
	return row?.allowed === true;
}

/** The checksum of each of these migrations of the set. The way back is not in it: it may be mended later, as it has not run yet. */
export function textsOf(set: MigrationSet, names: readonly string[]): { name: string; sha256: string }[] {
	const ran = set.migrations.filter(({ name }) => names.includes(name));
	return ran.map(({ name, up }) => ({ name, sha256: createHash('sha256').update(up).digest('hex') }));
}
