/** What the rollback of the structure would leave behind in the base model: a refusal without force, a note with it. */
import type { Knex } from 'knex';
import type { Violation } from '../contract';
import { present } from '../db/present';
import { queryRows, runText } from '../db/run-sql';
import { asViolations } from '../run/row-violations';
import type { TierFile } from '../tier/tier-file';
import { tierOf } from '../tier/tiers';
import leftBehindText from './sql/left-behind.sql';

/** Which check found it, and the way out. */
export const LEFT_BEHIND = {
	check: 'canonical_ended',
	remedy:
		'Owners that people ended or replaced: roll back with {"undo_batches": true}, or undo the batch (POST /axis/owners/:batch/undo) while tier 1 stands; force leaves them as they are.',
} as const;

/** Nothing but with the structure, and nothing where batches have no record: psql writes none. */
export async function readLeftBehind(trx: Knex.Transaction, file: TierFile): Promise<Violation[]> {
	if (file.id !== tierOf('structure').id || !(await present(trx, 'axis_internal.assignment_row'))) return [];
	// Rows are compared as text: times in them must not depend on the session.
	await runText(trx, "set local time zone 'UTC'");
	const rows = asViolations(await queryRows(trx, leftBehindText));
	return rows.map((row) => ({ ...row, check: LEFT_BEHIND.check }));
}
