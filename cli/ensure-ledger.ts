/** Does for a command that is recorded what the server does when it starts: the run ledger, and what older builds made. */
import type { RolloutContext } from '../src/run/context';
import { ledgerBlockers, setUpLedger } from '../src/run/ledger-setup';
import { upgradeStructure } from '../src/rollout/structure-upgrade';

/**
 * The server shows the table to Directus when it starts. `db` is the owner's where one is configured, as for whatever acts.
 * Errors: the database's own, e.g. for a role that may not create it.
 */
export async function ensureLedger({ db, loaded }: RolloutContext): Promise<void> {
	if ((await ledgerBlockers(db)).length > 0) await setUpLedger(db, async () => {});
	await upgradeStructure(db, loaded.profile);
}
