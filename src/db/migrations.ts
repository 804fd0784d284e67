/** The migrations of the bundle. `substrate` is tier 1's change; `ledger` runs when the extension starts. */
import axis001Down from '../../migrations/sql/axis001-axis-tables.down.sql';
import axis001Up from '../../migrations/sql/axis001-axis-tables.up.sql';
import axis002Down from '../../migrations/sql/axis002-review-tables.down.sql';
import axis002Up from '../../migrations/sql/axis002-review-tables.up.sql';
import axis003Down from '../../migrations/sql/axis003-guard.down.sql';
import axis003Up from '../../migrations/sql/axis003-guard.up.sql';
import axis004Down from '../../migrations/sql/axis004-change-stamps.down.sql';
import axis004Up from '../../migrations/sql/axis004-change-stamps.up.sql';
import axis005Down from '../../migrations/sql/axis005-values-and-tags.down.sql';
import axis005Up from '../../migrations/sql/axis005-values-and-tags.up.sql';
import axis006Down from '../../migrations/sql/axis006-coverage.down.sql';
import axis006Up from '../../migrations/sql/axis006-coverage.up.sql';
import axis007Down from '../../migrations/sql/axis007-axis-reports.down.sql';
import axis007Up from '../../migrations/sql/axis007-axis-reports.up.sql';
import axis008Down from '../../migrations/sql/axis008-ports.down.sql';
import axis008Up from '../../migrations/sql/axis008-ports.up.sql';
import axis009Down from '../../migrations/sql/axis009-topics-and-labels.down.sql';
import axis009Up from '../../migrations/sql/axis009-topics-and-labels.up.sql';
import axis010Down from '../../migrations/sql/axis010-what-is-gone.down.sql';
import axis010Up from '../../migrations/sql/axis010-what-is-gone.up.sql';
import axis011Down from '../../migrations/sql/axis011-detectors.down.sql';
import axis011Up from '../../migrations/sql/axis011-detectors.up.sql';
import axis012Down from '../../migrations/sql/axis012-scan.down.sql';
import axis012Up from '../../migrations/sql/axis012-scan.up.sql';
import axis013Down from '../../migrations/sql/axis013-screens.down.sql';
import axis013Up from '../../migrations/sql/axis013-screens.up.sql';
import foundation001Down from '../../migrations/sql/foundation001-tables.down.sql';
import foundation001Up from '../../migrations/sql/foundation001-tables.up.sql';
import foundation002Down from '../../migrations/sql/foundation002-inventory.down.sql';
import foundation002Up from '../../migrations/sql/foundation002-inventory.up.sql';
import foundation003Down from '../../migrations/sql/foundation003-owners.down.sql';
import foundation003Up from '../../migrations/sql/foundation003-owners.up.sql';
import ledger001Down from '../../migrations/sql/ledger001-run-ledger.down.sql';
import ledger001Up from '../../migrations/sql/ledger001-run-ledger.up.sql';
import ledger002Down from '../../migrations/sql/ledger002-plan-seals.down.sql';
import ledger002Up from '../../migrations/sql/ledger002-plan-seals.up.sql';
import ledger003Down from '../../migrations/sql/ledger003-assignment-batches.down.sql';
import ledger003Up from '../../migrations/sql/ledger003-assignment-batches.up.sql';
import ledger004Down from '../../migrations/sql/ledger004-migration-texts.down.sql';
import ledger004Up from '../../migrations/sql/ledger004-migration-texts.up.sql';
import ledger005Down from '../../migrations/sql/ledger005-groups.down.sql';
import ledger005Up from '../../migrations/sql/ledger005-groups.up.sql';
import ledger006Down from '../../migrations/sql/ledger006-ratification-source.down.sql';
import ledger006Up from '../../migrations/sql/ledger006-ratification-source.up.sql';
import ledger007Down from '../../migrations/sql/ledger007-approvals.down.sql';
import ledger007Up from '../../migrations/sql/ledger007-approvals.up.sql';
import ledger008Down from '../../migrations/sql/ledger008-authority-links.down.sql';
import ledger008Up from '../../migrations/sql/ledger008-authority-links.up.sql';
import lockStructure from '../../migrations/sql/lock-structure.sql';
import type { MigrationSet } from './sql-migration';

export { keepRecordedTexts, migrateDown, migrateUp, type BeforeStatement } from './migration-set';

/** What tier 1 makes: tables, then their guard, then the views on them. */
export const SUBSTRATE: MigrationSet = {
	tableName: 'substrate_migrations',
	lock: lockStructure,
	migrations: [
		{ name: 'axis001-axis-tables', up: axis001Up, down: axis001Down },
		{ name: 'axis002-review-tables', up: axis002Up, down: axis002Down },
		{ name: 'axis003-guard', up: axis003Up, down: axis003Down },
		{ name: 'axis004-change-stamps', up: axis004Up, down: axis004Down },
		{ name: 'axis005-values-and-tags', up: axis005Up, down: axis005Down },
		{ name: 'axis006-coverage', up: axis006Up, down: axis006Down },
		{ name: 'axis007-axis-reports', up: axis007Up, down: axis007Down },
		{ name: 'axis008-ports', up: axis008Up, down: axis008Down },
		{ name: 'axis009-topics-and-labels', up: axis009Up, down: axis009Down },
		{ name: 'axis010-what-is-gone', up: axis010Up, down: axis010Down },
		{ name: 'axis011-detectors', up: axis011Up, down: axis011Down },
		{ name: 'axis012-scan', up: axis012Up, down: axis012Down },
		{ name: 'axis013-screens', up: axis013Up, down: axis013Down },
	],
};

/** What outlives a rollback: records of what was done. */
export const LEDGER: MigrationSet = {
	tableName: 'ledger_migrations',
	migrations: [
		{ name: 'ledger001-run-ledger', up: ledger001Up, down: ledger001Down },
		{ name: 'ledger002-plan-seals', up: ledger002Up, down: ledger002Down },
		{ name: 'ledger003-assignment-batches', up: ledger003Up, down: ledger003Down },
		{ name: 'ledger004-migration-texts', up: ledger004Up, down: ledger004Down },
		{ name: 'ledger005-groups', up: ledger005Up, down: ledger005Down },
		{ name: 'ledger006-ratification-source', up: ledger006Up, down: ledger006Down },
		{ name: 'ledger007-approvals', up: ledger007Up, down: ledger007Down },
		{ name: 'ledger008-authority-links', up: ledger008Up, down: ledger008Down },
	],
};

/** The base model for a project that has none. */
export const FOUNDATION: MigrationSet = {
	tableName: 'foundation_migrations',
	migrations: [
		{ name: 'foundation001-tables', up: foundation001Up, down: foundation001Down },
		{ name: 'foundation002-inventory', up: foundation002Up, down: foundation002Down },
		{ name: 'foundation003-owners', up: foundation003Up, down: foundation003Down },
	],
};
