/** Creates the run ledger when the extension starts. Idempotent; safe with several instances starting at once. */
import type { Knex } from 'knex';
import { keepRecordedTexts, LEDGER, migrateUp, SUBSTRATE } from '../db/migrations';
import { LEDGER_TABLE, type Blocker } from '../contract';
import { waitForLock } from '../db/advisory-lock';
import { repeatOnDeadlock } from '../db/deadlock';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { withTransaction } from '../db/transaction';
import { tryToExcludeRollouts } from './exclusion';
import { abandonDeadRuns } from './ledger';
import { otherSchemaBlockers } from './schema-version';

const LIMITS = { lockTimeoutMs: 10_000, statementTimeoutMs: 30_000 };

/**
 * Creates or upgrades the ledger, then marks runs aborted whose process died. `register` tells the host about the table, before the ledger's
 * COMMIT. `owner` is signed in as the role that owns the axis objects; where the ledger is up to date any role that may read them will do.
 * Errors: UnsupportedDatabaseError; the database's own, with nothing changed.
 */
export async function setUpLedger(db: Knex, register: (trx: Knex.Transaction) => Promise<void>, owner: Knex = db): Promise<void> {
	requirePostgres(db);
	await repeatOnDeadlock(() =>
		withTransaction(owner, LIMITS, async (trx) => {
			await waitForLock(trx, 'ledgerSetup');
			await migrateUp(trx, LEDGER);
			await keepRecordedTexts(trx, SUBSTRATE);
			// The host's own tables are the host's to write; a refusal there takes the ledger back.
			if (owner === db) await register(trx);
			else await withTransaction(db, LIMITS, register);
		}),
	);
	await withTransaction(db, LIMITS, async (trx) => {
		if (await tryToExcludeRollouts(trx)) await abandonDeadRuns(trx);
	});
}

/** What blocks whatever is asked of this database: a missing ledger, migrations of a newer build, or ones that read otherwise when they ran. Errors: the database's own. */
export async function databaseBlockers(db: Knex): Promise<Blocker[]> {
	return [...(await ledgerBlockers(db)), ...(await otherSchemaBlockers(db))];
}

/** The blocker that a missing ledger is, or nothing. Errors: the database's own. */
export async function ledgerBlockers(db: Knex): Promise<Blocker[]> {
	if (await present(db, LEDGER_TABLE)) return [];
	return [
		{
			code: 'ledger_missing',
			message: `The run ledger ${LEDGER_TABLE} does not exist.`,
			expected: true,
			actual: false,
			remedy:
				'It is created when the extension starts: see the log for why it was not, grant CREATE on the database and schema, restart Directus.',
		},
	];
}
