/** Sets the database up when the server starts: the run ledger, which it shows to Directus, and what older builds made. A failure is a log line and a blocker of the gate, never the server's end. */
import type { HookExtensionContext, RegisterFunctions } from '@directus/extensions';
import type { Knex } from 'knex';
import type { Config } from '../../src/profile/config';
import { LEDGER_TABLE } from '../../src/contract';
import type { OwnerDatabase } from '../../src/db/owner-database';
import { queryRows } from '../../src/db/run-sql';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';
import type { Profile } from '../../src/profile/profile';
import { setUpLedger } from '../../src/run/ledger-setup';
import { upgradeStructure } from '../../src/rollout/structure-upgrade';
import { clearSchemaCache } from '../../src/host/schema-cache';
import countCollections from './sql/count-collections.sql';
import registerCollection from './sql/register-collection.sql';

/** Directus' Core licence locks an instance with more registered collections than this (Directus 12; @directus/license). */
const CORE_COLLECTIONS = 25;

const NOTE =
	'Runs of the axis rollout. Read permission opens the coverage and rollout reports, create permission the actions. Only the rollout writes rows.';

export function registerLedgerSetup(
	{ init }: Pick<RegisterFunctions, 'init'>,
	host: HookExtensionContext,
	owner: OwnerDatabase,
	config: Config,
): void {
	init('app.after', async () => {
		try {
			await setUpLedger(host.database, (trx) => registerLedger(host, trx), await owner.open());
			await clearSchemaCache(host);
		} catch (error) {
			const remedy =
				sqlState(error) === SQLSTATE.insufficientPrivilege
					? ' Set AXIS_OWNER_DATABASE_URL where an owner role owns the axis objects, or grant what the runbook lists.'
					: '';
			host.logger.error(
				`The run ledger ${LEDGER_TABLE} was not set up; axis rollouts are blocked until it is: ${String(error)}${remedy}`,
			);
		}
		await upgrade(host, owner, config);
	});
}

async function upgrade({ logger }: HookExtensionContext, owner: OwnerDatabase, config: Config): Promise<void> {
	try {
		const { migrations, tightened } = await upgradeStructure(await owner.open(), profileOrNull(logger, config));
		if (migrations.length > 0) logger.info(`The axis structure was brought up to this version: ${migrations.join(', ')}.`);
		if (tightened) logger.info('The policy of the gate was tightened to what the profile asks for.');
	} catch (error) {
		logger.error(
			`The axis structure was not brought up to this version; what is there goes on working, and GET /axis/verify says what differs: ${String(error)}`,
		);
	}
}

// Every route tells what is wrong with it, as the log does; the policy is left alone.
function profileOrNull(logger: HookExtensionContext['logger'], config: Config): Profile | null {
	try {
		return config.profile().profile;
	} catch (error) {
		logger.error(error instanceof Error ? error.message : String(error));
		return null;
	}
}

// An unregistered table works as well, but has no icon and note in the Studio; a locked instance would be far worse.
async function registerLedger({ logger }: HookExtensionContext, trx: Knex.Transaction): Promise<void> {
	const [count] = await queryRows(trx, countCollections, { ledger: LEDGER_TABLE });
	if (count?.registered === true) return;
	if (Number(count?.collections) >= CORE_COLLECTIONS) {
		logger.warn(
			`${LEDGER_TABLE} was not registered as a collection: ${CORE_COLLECTIONS} are, which is the limit without a licence. It works all the same.`,
		);
		return;
	}
	await queryRows(trx, registerCollection, { ledger: LEDGER_TABLE, note: NOTE });
}
