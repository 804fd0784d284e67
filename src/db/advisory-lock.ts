/** Advisory locks of the bundle. Two-key form, so that other extensions' locks stay clear of ours. */
import type { Knex } from 'knex';
import { DatabaseLost } from './lost';
import { queryRows } from './run-sql';
import { sqlState } from './sqlstate';

/** First key: "axis" in ASCII. Second key: what is locked. */
export const NAMESPACE = 0x61786973;

/** rollout: one tier's transaction. sequence: a run of several of them, from the first to the last. ledgerSetup: start of the extension.
 * schedule: the scheduled scan. candidates: the candidate scan. selfTest: the gate's self-test. scans: shared by scans, had alone by what changes tiers.
 * cells: assigning, waiving and undoing. lifecyclePreview: one preview of a lifecycle change at a time.
 * dashboard: making the dashboard. */
export const LOCKS = {
	rollout: 1,
	ledgerSetup: 2,
	sequence: 3,
	schedule: 4,
	candidates: 5,
	selfTest: 6,
	scans: 7,
	cells: 8,
	lifecyclePreview: 9,
	dashboard: 10,
} as const;

export type LockName = keyof typeof LOCKS;

/** True when the lock is ours until COMMIT or ROLLBACK; false when another session holds it. Never waits. */
export async function tryLock(trx: Knex.Transaction, lock: LockName): Promise<boolean> {
	const [row] = await queryRows(
		trx,
		`select pg_try_advisory_xact_lock(:'namespace'::integer, :'lock'::integer) as locked`,
		keysOf(lock),
	);
	return row?.locked === true;
}

/** Waits for the lock, as long as the transaction's lock_timeout allows. */
export async function waitForLock(trx: Knex.Transaction, lock: LockName): Promise<void> {
	await queryRows(trx, `select pg_advisory_xact_lock(:'namespace'::integer, :'lock'::integer)`, keysOf(lock));
}

/** As waitForLock, beside others that share it: holds off who wants the lock for himself, and waits for who has it. */
export async function waitToShareLock(trx: Knex.Transaction, lock: LockName): Promise<void> {
	await queryRows(trx, `select pg_advisory_xact_lock_shared(:'namespace'::integer, :'lock'::integer)`, keysOf(lock));
}

/**
 * Runs work while a session of its own holds the lock, outside of any transaction: for work that is several transactions.
 * Answers null, without running it, when another session holds the lock. A dead process loses the lock with its connection. Errors: work's own; DatabaseLost when there is no connection.
 * The lock goes with a connection that breaks, while the work goes on: what must not run beside others has to notice for itself.
 */
export async function whileLocked<Result>(db: Knex, lock: LockName, work: () => Promise<Result>): Promise<Result | null> {
	const connection: unknown = await db.client.acquireConnection().catch((error: unknown) => {
		throw new DatabaseLost(error);
	});
	const ask = async (name: string) => {
		try {
			return await db.raw(`select ${name}(?::integer, ?::integer) as done`, [NAMESPACE, LOCKS[lock]]).connection(connection);
		} catch (error) {
			// The pool must not give to others a connection that may still hold the lock.
			await db.client.destroyRawConnection(connection).catch(() => undefined);
			throw sqlState(error) === null ? new DatabaseLost(error) : error;
		}
	};
	try {
		const answer: unknown = await ask('pg_try_advisory_lock');
		if (!isDone(answer)) return null;
		try {
			return await work();
		} finally {
			// A connection that broke has lost the lock; what came of the work counts.
			await ask('pg_advisory_unlock').catch(() => undefined);
		}
	} finally {
		await db.client.releaseConnection(connection);
	}
}

function keysOf(lock: LockName): { namespace: number; lock: number } {
	return { namespace: NAMESPACE, lock: LOCKS[lock] };
}

function isDone(answer: unknown): boolean {
	if (typeof answer !== 'object' || answer === null || !('rows' in answer) || !Array.isArray(answer.rows)) return false;
	const [row]: unknown[] = answer.rows;
	return typeof row === 'object' && row !== null && 'done' in row && row.done === true;
}
