/**
 * Names of the tables that the bundle owns. The same list stands in the guard's migration; a test holds them equal.
 */

/** The tables of the axis substrate: created by tier 1, guarded by the hook and by triggers. */
export const AXIS_TABLES = [
	'axis_registry',
	'axis_value',
	'axis_assignment',
	'coverage_rule',
	'axis_object_ownership',
	'axis_candidate_finding',
	'topic_taxonomy_map',
	'topic_label_reconcile_decision',
	'governance_scan_run',
	'governance_drift_state',
	'governance_event_log',
] as const;

export type AxisTable = (typeof AXIS_TABLES)[number];

/** The run ledger, the one collection that the bundle registers. Its permissions express who may read and who may act. */
export const LEDGER_TABLE = 'axis_rollout_run';

/** Where people ratify. Not the bundle's: nothing here writes it. */
export const APPROVALS_TABLE = 'os_proposal_approvals';

/** PostgreSQL schema for what nobody should touch through Directus: migration bookkeeping, gate policy, guard functions. */
export const INTERNAL_SCHEMA = 'axis_internal';
