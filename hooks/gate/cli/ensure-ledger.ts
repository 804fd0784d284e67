/** Creates the run ledger for a command that is recorded, where no server has started yet. */
import type { RolloutContext } from '../../../src/rollout/context';
import { ledgerBlockers, setUpLedger } from '../../../src/rollout/ledger-setup';

/** The server shows the table to Directus when it starts. Errors: the database's own, e.g. for a role that may not create it. */
/** `db` is the owner's where one is configured, as for whatever acts. */
export async function ensureLedger({ db }: RolloutContext): Promise<void> {
	if ((await ledgerBlockers(db)).length > 0) await setUpLedger(db, async () => {});
}
