/**
 * What must not happen at the same time. A run holds two locks: `sequence` from its first tier to its last, `rollout` in each tier's transaction; who
 * comes second is refused. Between two tiers a run holds only the first, so both are taken, and always in this order. A scan is over in seconds, so
 * runs and scans wait for each other, by a third lock: `scans`.
 */
import type { Knex } from 'knex';
import { tryLock, tryToShareLock, waitForLock, waitToShareLock } from '../db/advisory-lock';

/** True when no run is under way, and none can start until the transaction ends. Never waits. */
export async function tryToExcludeRollouts(trx: Knex.Transaction): Promise<boolean> {
	return tryLock(trx, 'sequence', 'rollout');
}

/**
 * The same for writers that come one after the other by a lock of their own. They share these two: a transaction gives its locks back one by one, so the
 * next writer may come while the one before it still has them.
 */
export async function tryToHoldOffRollouts(trx: Knex.Transaction): Promise<boolean> {
	return tryToShareLock(trx, 'sequence', 'rollout');
}

/** As tryToExcludeRollouts, waiting for a run as long as the transaction's lock_timeout allows. */
export async function waitToExcludeRollouts(trx: Knex.Transaction): Promise<void> {
	await waitForLock(trx, 'sequence');
	await waitForLock(trx, 'rollout');
}

/** Waits, as long as lock_timeout allows, until no scan is under way; none can start until the transaction ends. Asked for after the rollout's locks. */
export async function waitToExcludeScans(trx: Knex.Transaction): Promise<void> {
	await waitForLock(trx, 'scans');
}

/** Waits, as long as lock_timeout allows, until no tier is under way; none can change anything until the transaction, a scan's, ends. */
export async function waitToExcludeTiers(trx: Knex.Transaction): Promise<void> {
	await waitToShareLock(trx, 'scans');
}
