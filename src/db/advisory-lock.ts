/** Advisory locks of the bundle, held to the end of a transaction. Two-key form, so that other extensions' locks stay clear of ours. */
import type { Knex } from 'knex';
import { queryRows } from './run-sql';

/** First key: "axis" in ASCII. Second key: what is locked. */
const NAMESPACE = 0x61786973;

export const LOCKS = { rollout: 1, ledgerSetup: 2 } as const;

/** True when the lock is ours until COMMIT or ROLLBACK; false when another session holds it. Never waits. */
export async function tryLock(trx: Knex.Transaction, lock: keyof typeof LOCKS): Promise<boolean> {
	const [row] = await queryRows(trx, `select pg_try_advisory_xact_lock(:'namespace'::integer, :'lock'::integer) as locked`, {
		namespace: NAMESPACE,
		lock: LOCKS[lock],
	});
	return row?.locked === true;
}

/** Waits for the lock, as long as the transaction's lock_timeout allows. */
export async function waitForLock(trx: Knex.Transaction, lock: keyof typeof LOCKS): Promise<void> {
	await queryRows(trx, `select pg_advisory_xact_lock(:'namespace'::integer, :'lock'::integer)`, {
		namespace: NAMESPACE,
		lock: LOCKS[lock],
	});
}
