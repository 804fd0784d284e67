/** Advisory locks of the bundle. Two-key form, so that other extensions' locks stay clear of ours. */
import type { Knex } from 'knex';
import { LOCKS, NAMESPACE } from './lock-keys';
import { queryRows } from './run-sql';
import tryLocks from './sql/try-locks.sql';
import trySharedLocks from './sql/try-shared-locks.sql';
import { withTransaction } from './transaction';

export { LOCKS, NAMESPACE };

export type LockName = keyof typeof LOCKS;

/**
 * True when the locks, one or two that are taken in this order, are ours until COMMIT or ROLLBACK; false when another session holds one of them: the
 * second is not taken then, the first may be. Never waits.
 */
export async function tryLock(trx: Knex.Transaction, lock: LockName, second: LockName = lock): Promise<boolean> {
	return tryBoth(trx, tryLocks, lock, second);
}

/** As tryLock, beside others that share the locks. */
export async function tryToShareLock(trx: Knex.Transaction, lock: LockName, second: LockName = lock): Promise<boolean> {
	return tryBoth(trx, trySharedLocks, lock, second);
}

async function tryBoth(trx: Knex.Transaction, text: string, lock: LockName, second: LockName): Promise<boolean> {
	const [row] = await queryRows(trx, text, { namespace: NAMESPACE, lock: LOCKS[lock], second: LOCKS[second] });
	return row?.locked === true;
}

/** Waits for the lock, as long as the transaction's lock_timeout allows. */
export async function waitForLock(trx: Knex.Transaction, lock: LockName): Promise<void> {
	await queryRows(trx, `select pg_advisory_xact_lock(:'namespace'::integer, :'lock'::integer)`, keysOf(lock));
}

/** As waitForLock, beside others that share it: holds off those who want the lock alone, and waits for those who have it alone. */
export async function waitToShareLock(trx: Knex.Transaction, lock: LockName): Promise<void> {
	await queryRows(trx, `select pg_advisory_xact_lock_shared(:'namespace'::integer, :'lock'::integer)`, keysOf(lock));
}

/** Longest that the lock outlives a process that stopped asking, milliseconds; a session that breaks gives it back at once. */
const LONGEST_SILENCE_MS = 60_000;
const HEARTBEAT_MS = 5_000;

/**
 * Runs work while a transaction of its own, which does nothing else, holds the lock: for work that is several transactions. The lock ends with that
 * transaction, so no pooler can give it to another session, and a dead process loses it with its connection.
 * Answers null, without running it, when another session holds the lock. Errors: work's own; DatabaseLost when there is no connection.
 * The lock goes with a connection that breaks, while the work goes on: what must not run beside others has to notice for itself.
 */
export async function whileLocked<Result>(db: Knex, lock: LockName, work: () => Promise<Result>): Promise<Result | null> {
	const limits = { lockTimeoutMs: LONGEST_SILENCE_MS, statementTimeoutMs: LONGEST_SILENCE_MS };
	const progress: { answer: { value: Result } | null } = { answer: null };
	try {
		return await withTransaction(db, limits, async (trx) => {
			if (!(await tryLock(trx, lock))) return null;
			const stop = keepAlive(trx);
			try {
				progress.answer = { value: await work() };
			} finally {
				await stop();
			}
			return progress.answer.value;
		});
	} catch (error) {
		// The transaction held a lock and nothing else: where it broke at its end, what came of the work counts.
		if (progress.answer) return progress.answer.value;
		throw error;
	}
}

/** Asks something now and then, so that neither PostgreSQL nor a pooler takes the transaction for forgotten. What it answers ends it, when no question is under way. */
function keepAlive(trx: Knex.Transaction): () => Promise<void> {
	let question: Promise<unknown> = Promise.resolve();
	const timer = setInterval(() => {
		question = queryRows(trx, 'select 1').catch(() => undefined);
	}, HEARTBEAT_MS);
	return async () => {
		clearInterval(timer);
		await question;
	};
}

function keysOf(lock: LockName): { namespace: number; lock: number } {
	return { namespace: NAMESPACE, lock: LOCKS[lock] };
}
