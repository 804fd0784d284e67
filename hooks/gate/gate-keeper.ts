/** Asks the gate on behalf of a write. */
import type { Knex } from 'knex';
import { requirePostgres } from '../../src/db/postgres';
import type { Config } from '../../src/profile/config';
import { policyForAnybody, readGate, requireOpenGate } from '../../src/gate/gate';

export interface GateKeeper {
	/**
	 * Fulfils while the gate is open. Errors: GateClosedError, saying what was asked; ProfileError, because an unknown condition keeps it shut.
	 * `database` is the write's own connection: inside a transaction a second one could wait for the pool for ever.
	 */
	require(asked: string, database: Knex): Promise<void>;
}

export function createGateKeeper(config: Config): GateKeeper {
	return {
		async require(asked, database) {
			requirePostgres(database);
			const { ratification } = config.profile().profile;
			requireOpenGate(asked, await readGate(database, policyForAnybody(ratification), null), ratification);
		},
	};
}
