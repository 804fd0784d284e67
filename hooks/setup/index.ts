/** The setup hook: what a start of the host does for the rollout: run ledger and structure, the scheduled scan, the commands of `directus axis`, a warning. */
import type { HookConfig } from '@directus/extensions';
import { registerCommandLine } from '../../cli';
import { createOwnerDatabase } from '../../src/db/owner-database';
import { createConfig } from '../../src/profile/config';
import { registerScheduledScan } from './schedule-scan';
import { registerLedgerSetup } from './set-up-ledger';
import { registerDeleteWarning } from './warn-before-delete';

export default ((register, host) => {
	const config = createConfig(host.env);
	const owner = createOwnerDatabase(host.database, () => config.ownerDatabaseUrl());
	registerLedgerSetup(register, host, owner, config);
	registerCommandLine(register, host, config, owner);
	registerScheduledScan(register, host, config, owner);
	registerDeleteWarning(register, host);
}) satisfies HookConfig;
