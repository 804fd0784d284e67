/** What is told before the host deletes folders or collections that owners stand on: nothing is refused, but somebody should know. */
import type { Knex } from 'knex';
import { z } from 'zod';
import { isPostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import standingOnText from './sql/standing-on.sql';

const Standing = z.object({
	name: z.string(),
	anchors: z.int(),
	anchor_owners: z.array(z.string()).nullable(),
	rows_of_its_own: z.int(),
	owners_above: z.array(z.string()).nullable(),
});

/**
 * A line for each of them that something stands on. One query, in a savepoint where `db` is a transaction: whatever is wrong with it, nothing is
 * told and the transaction goes on.
 */
export async function tellStandingOn(db: Knex, names: readonly string[]): Promise<string[]> {
	if (!isPostgres(db) || names.length === 0) return [];
	try {
		return await db.transaction(async (trx) => {
			const rows = await queryRows(trx, standingOnText, { names: JSON.stringify(names) });
			return z.array(Standing).parse(rows).map(lineOf);
		});
	} catch {
		return [];
	}
}

function lineOf({ name, anchors, anchor_owners, rows_of_its_own, owners_above }: z.infer<typeof Standing>): string {
	const above = owners_above === null ? 'which nobody owns' : `owned by ${owners_above.join(', ')}`;
	const falls =
		anchors > 0
			? `Anchors that stand on it: ${anchors}, of ${(anchor_owners ?? []).join(', ')}. Their cells below it fall to the top of the project, ${above}.`
			: '';
	const own = rows_of_its_own > 0 ? `Owner rows of the collection itself: ${rows_of_its_own}.` : '';
	return [`"${name}" is about to be deleted.`, falls, own, 'The rows stay until the repair "stranded" ends them.']
		.filter((part) => part !== '')
		.join(' ');
}
