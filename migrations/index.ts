/** The migrations of the bundle. `substrate` is tier 1's change; `ledger` runs when the extension starts. */
import axis001Down from './sql/axis001-create-substrate.down.sql';
import axis001Up from './sql/axis001-create-substrate.up.sql';
import axis002Down from './sql/axis002-create-views.down.sql';
import axis002Up from './sql/axis002-create-views.up.sql';
import axis003Down from './sql/axis003-create-guard.down.sql';
import axis003Up from './sql/axis003-create-guard.up.sql';
import ledger001Down from './sql/ledger001-create-run-ledger.down.sql';
import ledger001Up from './sql/ledger001-create-run-ledger.up.sql';
import type { MigrationSet } from './migration-set';

export { migrateDown, migrateUp, type BeforeStatement, type MigrationSet } from './migration-set';

export const SUBSTRATE: MigrationSet = {
	tableName: 'substrate_migrations',
	migrations: [
		{ name: 'axis001-create-substrate', up: axis001Up, down: axis001Down },
		{ name: 'axis002-create-views', up: axis002Up, down: axis002Down },
		{ name: 'axis003-create-guard', up: axis003Up, down: axis003Down },
	],
};

export const LEDGER: MigrationSet = {
	tableName: 'ledger_migrations',
	migrations: [{ name: 'ledger001-create-run-ledger', up: ledger001Up, down: ledger001Down }],
};
