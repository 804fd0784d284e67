/** The migrations of the bundle. `substrate` is tier 1's change; `ledger` runs when the extension starts. */
import axis001Down from '../../migrations/sql/axis001-create-substrate.down.sql';
import axis001Up from '../../migrations/sql/axis001-create-substrate.up.sql';
import axis002Down from '../../migrations/sql/axis002-create-views.down.sql';
import axis002Up from '../../migrations/sql/axis002-create-views.up.sql';
import axis003Down from '../../migrations/sql/axis003-create-guard.down.sql';
import axis003Up from '../../migrations/sql/axis003-create-guard.up.sql';
import axis004Down from '../../migrations/sql/axis004-create-topic-and-scan.down.sql';
import axis004Up from '../../migrations/sql/axis004-create-topic-and-scan.up.sql';
import axis005Down from '../../migrations/sql/axis005-create-axis-reports.down.sql';
import axis005Up from '../../migrations/sql/axis005-create-axis-reports.up.sql';
import axis006Down from '../../migrations/sql/axis006-create-reconcile-views.down.sql';
import axis006Up from '../../migrations/sql/axis006-create-reconcile-views.up.sql';
import axis007Down from '../../migrations/sql/axis007-create-drift-views.down.sql';
import axis007Up from '../../migrations/sql/axis007-create-drift-views.up.sql';
import axis008Down from '../../migrations/sql/axis008-create-ui-views.down.sql';
import axis008Up from '../../migrations/sql/axis008-create-ui-views.up.sql';
import axis009Down from '../../migrations/sql/axis009-create-scan-function.down.sql';
import axis009Up from '../../migrations/sql/axis009-create-scan-function.up.sql';
import axis010Down from '../../migrations/sql/axis010-guard-topic-and-scan.down.sql';
import axis010Up from '../../migrations/sql/axis010-guard-topic-and-scan.up.sql';
import axis011Down from '../../migrations/sql/axis011-describe-columns.down.sql';
import axis011Up from '../../migrations/sql/axis011-describe-columns.up.sql';
import axis012Down from '../../migrations/sql/axis012-extend-gate-predicate.down.sql';
import axis012Up from '../../migrations/sql/axis012-extend-gate-predicate.up.sql';
import axis013Down from '../../migrations/sql/axis013-narrow-search-paths.down.sql';
import axis013Up from '../../migrations/sql/axis013-narrow-search-paths.up.sql';
import axis014Down from '../../migrations/sql/axis014-restore-change-stamps.down.sql';
import axis014Up from '../../migrations/sql/axis014-restore-change-stamps.up.sql';
import axis015Down from '../../migrations/sql/axis015-create-waiver.down.sql';
import axis015Up from '../../migrations/sql/axis015-create-waiver.up.sql';
import axis016Down from '../../migrations/sql/axis016-bind-functions.down.sql';
import axis016Up from '../../migrations/sql/axis016-bind-functions.up.sql';
import axis017Down from '../../migrations/sql/axis017-distrust-approvals.down.sql';
import axis017Up from '../../migrations/sql/axis017-distrust-approvals.up.sql';
import axis020Down from '../../migrations/sql/axis020-bind-decisions.down.sql';
import axis020Up from '../../migrations/sql/axis020-bind-decisions.up.sql';
import axis021Down from '../../migrations/sql/axis021-detect-what-is-gone.down.sql';
import axis021Up from '../../migrations/sql/axis021-detect-what-is-gone.up.sql';
import axis022Down from '../../migrations/sql/axis022-leave-out-what-is-gone.down.sql';
import axis022Up from '../../migrations/sql/axis022-leave-out-what-is-gone.up.sql';
import axis023Down from '../../migrations/sql/axis023-refuse-circles.down.sql';
import axis023Up from '../../migrations/sql/axis023-refuse-circles.up.sql';
import ledger001Down from '../../migrations/sql/ledger001-create-run-ledger.down.sql';
import ledger001Up from '../../migrations/sql/ledger001-create-run-ledger.up.sql';
import ledger002Down from '../../migrations/sql/ledger002-create-plan-seal.down.sql';
import ledger002Up from '../../migrations/sql/ledger002-create-plan-seal.up.sql';
import ledger003Down from '../../migrations/sql/ledger003-create-assignment-batch.down.sql';
import ledger003Up from '../../migrations/sql/ledger003-create-assignment-batch.up.sql';
import ledger004Down from '../../migrations/sql/ledger004-record-requests.down.sql';
import ledger004Up from '../../migrations/sql/ledger004-record-requests.up.sql';
import ledger005Down from '../../migrations/sql/ledger005-narrow-search-paths.down.sql';
import ledger005Up from '../../migrations/sql/ledger005-narrow-search-paths.up.sql';
import ledger006Down from '../../migrations/sql/ledger006-chain-events.down.sql';
import ledger006Up from '../../migrations/sql/ledger006-chain-events.up.sql';
import ledger009Down from '../../migrations/sql/ledger009-keep-migration-texts.down.sql';
import ledger009Up from '../../migrations/sql/ledger009-keep-migration-texts.up.sql';
import ledger010Down from '../../migrations/sql/ledger010-record-baselines-and-repairs.down.sql';
import ledger010Up from '../../migrations/sql/ledger010-record-baselines-and-repairs.up.sql';
import lockStructure from '../../migrations/sql/lock-structure.sql';
import type { MigrationSet } from './sql-migration';

export { keepRecordedTexts, migrateDown, migrateUp, type BeforeStatement } from './migration-set';

export { changedTexts } from './migration-texts';

export const SUBSTRATE: MigrationSet = {
	tableName: 'substrate_migrations',
	lock: lockStructure,
	migrations: [
		{ name: 'axis001-create-substrate', up: axis001Up, down: axis001Down },
		{ name: 'axis002-create-views', up: axis002Up, down: axis002Down },
		{ name: 'axis003-create-guard', up: axis003Up, down: axis003Down },
		{ name: 'axis004-create-topic-and-scan', up: axis004Up, down: axis004Down },
		{ name: 'axis005-create-axis-reports', up: axis005Up, down: axis005Down },
		{ name: 'axis006-create-reconcile-views', up: axis006Up, down: axis006Down },
		{ name: 'axis007-create-drift-views', up: axis007Up, down: axis007Down },
		{ name: 'axis008-create-ui-views', up: axis008Up, down: axis008Down },
		{ name: 'axis009-create-scan-function', up: axis009Up, down: axis009Down },
		{ name: 'axis010-guard-topic-and-scan', up: axis010Up, down: axis010Down },
		{ name: 'axis011-describe-columns', up: axis011Up, down: axis011Down },
		{ name: 'axis012-extend-gate-predicate', up: axis012Up, down: axis012Down },
		{ name: 'axis013-narrow-search-paths', up: axis013Up, down: axis013Down },
		{ name: 'axis014-restore-change-stamps', up: axis014Up, down: axis014Down },
		{ name: 'axis015-create-waiver', up: axis015Up, down: axis015Down },
		{ name: 'axis016-bind-functions', up: axis016Up, down: axis016Down },
		{ name: 'axis017-distrust-approvals', up: axis017Up, down: axis017Down },
		{ name: 'axis020-bind-decisions', up: axis020Up, down: axis020Down },
		{ name: 'axis021-detect-what-is-gone', up: axis021Up, down: axis021Down },
		{ name: 'axis022-leave-out-what-is-gone', up: axis022Up, down: axis022Down },
		{ name: 'axis023-refuse-circles', up: axis023Up, down: axis023Down },
	],
};

export const LEDGER: MigrationSet = {
	tableName: 'ledger_migrations',
	migrations: [
		{ name: 'ledger001-create-run-ledger', up: ledger001Up, down: ledger001Down },
		{ name: 'ledger002-create-plan-seal', up: ledger002Up, down: ledger002Down },
		{ name: 'ledger003-create-assignment-batch', up: ledger003Up, down: ledger003Down },
		{ name: 'ledger004-record-requests', up: ledger004Up, down: ledger004Down },
		{ name: 'ledger005-narrow-search-paths', up: ledger005Up, down: ledger005Down },
		{ name: 'ledger006-chain-events', up: ledger006Up, down: ledger006Down },
		{ name: 'ledger009-keep-migration-texts', up: ledger009Up, down: ledger009Down },
		{ name: 'ledger010-record-baselines-and-repairs', up: ledger010Up, down: ledger010Down },
	],
};
