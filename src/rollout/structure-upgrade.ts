/**
 * Brings what an older build's tier 1 made up to this build, when the extension starts. Migrations after tier 1 change axis_internal,
 * views and what the tables keep of themselves, and nothing that people wrote: they need no gate. The gate's policy follows a profile that asks for more; one that asks for less is left to a person.
 */
import type { Knex } from 'knex';
import { migrateUp, SUBSTRATE } from '../db/migrations';
import { repeatOnDeadlock } from '../db/deadlock';
import { requirePostgres } from '../db/postgres';
import { present } from '../db/present';
import { readRecorded } from '../db/recorded-migrations';
import { queryRows } from '../db/run-sql';
import { withTransaction } from '../db/transaction';
import { gateVariables } from '../gate/policy';
import policyIsLooser from '../gate/sql/policy-is-looser.sql';
import tightenPolicy from '../gate/sql/tighten-policy.sql';
import type { Profile } from '../profile/profile';
import { readDatabases } from '../run/requirements';
import { waitToExcludeRollouts, waitToExcludeScans } from '../run/exclusion';

const LIMITS = { lockTimeoutMs: 10_000, statementTimeoutMs: 30_000 };

export interface Upgrade {
	/** Names of the migrations that ran. */
	migrations: string[];
	/** Whether the policy asks for more than before. */
	tightened: boolean;
}

/**
 * Does nothing where tier 1 is not applied or nothing is behind: then any role that may read axis_internal will do; else it takes the owner.
 * `profile` null (it cannot be read) leaves the policy alone, as does one of another database. Waits for a rollout that runs.
 * Errors: UnsupportedDatabaseError; NewerSchemaError; the database's own, with nothing changed.
 */
export async function upgradeStructure(db: Knex, profile: Profile | null): Promise<Upgrade> {
	requirePostgres(db);
	if (!(await isMade(db))) return { migrations: [], tightened: false };
	const migrate = !(await isMigrated(db));
	if (!migrate && !(await isLooser(db, profile))) return { migrations: [], tightened: false };
	return repeatOnDeadlock(() =>
		withTransaction(db, LIMITS, async (trx) => {
			await waitToExcludeRollouts(trx);
			await waitToExcludeScans(trx);
			// Asked again: a rollback may have come first.
			if (!(await isMade(trx))) return { migrations: [], tightened: false };
			const migrations = migrate ? await migrateUp(trx, SUBSTRATE) : [];
			if (profile === null || !(await isLooser(trx, profile))) return { migrations, tightened: false };
			await queryRows(trx, tightenPolicy, gateVariables(profile.ratification));
			return { migrations, tightened: true };
		}),
	);
}

async function isMade(db: Knex): Promise<boolean> {
	return present(db, 'axis_internal.substrate_migrations', 'axis_internal.gate_policy');
}

async function isMigrated(db: Knex): Promise<boolean> {
	const { names } = await readRecorded(db, SUBSTRATE);
	return names.join() === SUBSTRATE.migrations.map(({ name }) => name).join();
}

async function isLooser(db: Knex, profile: Profile | null): Promise<boolean> {
	if (profile === null) return false;
	const { expected, actual } = await readDatabases(db, profile);
	if (actual !== expected) return false;
	return (await queryRows(db, policyIsLooser, gateVariables(profile.ratification))).length > 0;
}
