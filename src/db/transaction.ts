/** Transactions of the rollout: every one states how long it waits and where names resolve. */
import type { Knex } from 'knex';
import { DatabaseLost, unavailability } from './lost';
import { queryRows, type Row } from './run-sql';
import { sqlState } from './sqlstate';

export interface TransactionLimits {
	/** Longest wait for a lock, milliseconds. */
	lockTimeoutMs: number;
	/** Longest run of one statement, milliseconds. */
	statementTimeoutMs: number;
	/** Whether every statement sees the database as the first one did; each as it is then where left out. */
	oneSnapshot?: boolean;
}

/**
 * Runs work in a transaction with its limits set, names resolved in the host's own schema alone, and JIT off (it costs more than it saves here).
 * COMMIT when work fulfils, ROLLBACK when it rejects. Errors: work's own, the database's at COMMIT, DatabaseLost when it did not answer.
 * A session that stops asking in the middle, because its host is gone, ends after statementTimeoutMs: its locks must not outlive it by hours.
 */
export async function withTransaction<Result>(
	db: Knex,
	limits: TransactionLimits,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	return transact(
		db,
		async (trx) => {
			// pg_temp last: a temporary table must not stand in for os_proposal_approvals. Functions made here keep this path.
			await queryRows(
				trx,
				`select
				set_config('jit', 'off', true),
				set_config('lock_timeout', :'lock_timeout', true),
				set_config('statement_timeout', :'statement_timeout', true),
				set_config('idle_in_transaction_session_timeout', :'statement_timeout', true),
				set_config('search_path', quote_ident(current_schema()) || ', pg_temp', true)`,
				{ lock_timeout: `${limits.lockTimeoutMs}ms`, statement_timeout: `${limits.statementTimeoutMs}ms` },
			);
			return work(trx);
		},
		limits.oneSnapshot ? { isolationLevel: 'repeatable read' } : undefined,
	);
}

/** Runs reads on one snapshot that can change nothing. */
export async function withSnapshot<Result>(db: Knex, work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result> {
	return transact(db, work, { isolationLevel: 'repeatable read', readOnly: true });
}

/** Runs a query in a savepoint, so that its failure leaves the transaction usable. Errors: the query's own. */
export async function queryInSavepoint(
	trx: Knex.Transaction,
	run: (savepoint: Knex.Transaction) => Promise<Row[]>,
): Promise<Row[]> {
	return transact(trx, run);
}

/** A transaction, or a savepoint in one. Errors: work's own, the database's at COMMIT, DatabaseLost. */
export async function transact<Result>(
	db: Knex,
	work: (trx: Knex.Transaction) => Promise<Result>,
	config?: Knex.TransactionConfig,
): Promise<Result> {
	const progress: { failure: { error: unknown } | null; done: boolean } = { failure: null, done: false };
	try {
		return await db.transaction(async (trx) => {
			try {
				const result = await work(trx);
				progress.done = true;
				return result;
			} catch (error) {
				progress.failure = { error };
				throw error;
			}
		}, config);
	} catch (error) {
		// On a broken connection knex rejects with the failure of its ROLLBACK; the work's own says what happened.
		if (progress.failure) throw progress.failure.error;
		if (sqlState(error) !== null && unavailability(error) === null) throw error;
		throw new DatabaseLost(error, progress.done && db.isTransaction !== true);
	}
}
