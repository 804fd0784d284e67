/** Transactions of the bundle: every one states what it relies on, how long it waits and where names resolve. No statement of ours runs outside of one. */
import type { Knex } from 'knex';
import { DatabaseLost, unavailability } from './availability';
import { LOCKS, NAMESPACE } from './lock-keys';
import { refuseDoubles } from './owner-rights';
import { requirePostgres, requireVersion } from './postgres';
import { sendStatement } from './send';
import { splitStatements } from './sql-text';
import { sqlState } from './sqlstate';
import stateSettings from './sql/state-settings.sql';

const READ_ONLY = splitStatements(`select set_config('transaction_read_only', 'on', true)`);

export interface TransactionLimits {
	/** Longest wait for a lock, milliseconds. */
	lockTimeoutMs: number;
	/** Longest run of one statement, milliseconds. */
	statementTimeoutMs: number;
	/** Whether every statement sees the database as the first one did; each as it is then where left out. */
	oneSnapshot?: boolean;
	/** Whether its texts name PostgreSQL's own by its schema, so that nothing can stand in for it; the owner's rights are no danger then. */
	bound?: boolean;
}

/** Longest that one statement of a report runs or waits, milliseconds. */
export const READ_TIMEOUT_MS = 15_000;

/** No lock of ours has this number. */
const NO_LOCK = 0;

const READ_LIMITS: TransactionLimits = { lockTimeoutMs: READ_TIMEOUT_MS, statementTimeoutMs: READ_TIMEOUT_MS };
const [SETTINGS] = splitStatements(stateSettings);
const [READ_WRITE] = splitStatements('set transaction read write');

/** Transactions, and savepoints in them, whose settings are stated. */
const settled = new WeakSet<object>();

/** Ends what must not stay, and carries its answer out. */
class RolledBack<Result> extends Error {
	constructor(readonly answer: Result) {
		super('Rolled back as planned.');
	}
}

/**
 * Runs work in a transaction that may write, with its limits and everything it relies on stated, read committed unless one snapshot is asked for.
 * COMMIT when work fulfils, ROLLBACK when it rejects. Errors: work's own, the database's at COMMIT, DatabaseLost when it did not answer, UnsupportedDatabaseError;
 * with the owner's rights OwnerUnusableError too, before the work and before COMMIT.
 * A session that stops asking in the middle, because its host is gone, ends after statementTimeoutMs: its locks must not outlive it by hours.
 */
export async function withTransaction<Result>(
	db: Knex,
	limits: TransactionLimits,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	requirePostgres(db);
	return transact(
		db,
		async (trx) => {
			// Before the first query, which would fix what default_transaction_read_only says.
			if (READ_WRITE) await sendStatement(trx, READ_WRITE);
			await state(trx, limits);
			if (limits.bound) return work(trx);
			await refuseDoubles(db, trx);
			const result = await work(trx);
			await refuseDoubles(db, trx);
			return result;
		},
		{ isolationLevel: limits.oneSnapshot ? 'repeatable read' : 'read committed' },
	);
}

/**
 * Runs reads of the axis structure as withSettings does. It shares a lock that those who change the structure want for themselves: they wait for
 * reports that are under way, and later ones wait for them, so that neither holds what the other needs.
 */
export async function withSnapshot<Result>(db: Knex, work: (trx: Knex.Transaction) => Promise<Result>): Promise<Result> {
	return withSettings(db, work, LOCKS.structure);
}

/**
 * Runs reads on one snapshot with what they rely on stated: in a transaction of ours as they are, in one of the host's in a savepoint that is rolled back, so that the
 * host's settings are as before, and else in a transaction of their own that can change nothing. Errors: work's own, the database's, DatabaseLost,
 * UnsupportedDatabaseError; with the owner's rights OwnerUnusableError, before the work.
 */
export async function withSettings<Result>(
	db: Knex,
	work: (trx: Knex.Transaction) => Promise<Result>,
	sharedLock = NO_LOCK,
): Promise<Result> {
	if (isSettled(db)) return work(db);
	requirePostgres(db);
	const read = async (trx: Knex.Transaction) => {
		await state(trx, READ_LIMITS, sharedLock);
		await refuseDoubles(db, trx);
		return work(trx);
	};
	if (!isTransaction(db)) return transact(db, read, { isolationLevel: 'repeatable read', readOnly: true });
	return rolledBack((inside) => transact(db, inside), read);
}

/**
 * Runs a query that others wrote in a savepoint that can change nothing and is rolled back, so that its failure leaves the transaction usable and nothing
 * of it stays. The statement must be one that ends no transaction. Errors: the query's own; SQLSTATE 25006 for one that would write.
 */
export async function readInSavepoint<Result>(
	trx: Knex.Transaction,
	run: (savepoint: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	return rolledBack(
		(inside) => transact(trx, inside),
		async (savepoint) => {
			for (const statement of READ_ONLY) await sendStatement(savepoint, statement);
			return run(savepoint);
		},
	);
}

/**
 * Runs work in what `open` opens, a transaction or a savepoint, and rolls it back however the work ends: settings go back with it. Answers what the
 * work answered. Errors: work's own, and those of `open`.
 */
export async function rolledBack<Result>(
	open: (inside: (trx: Knex.Transaction) => Promise<never>) => Promise<never>,
	work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
	try {
		return await open(async (trx) => {
			throw new RolledBack(await work(trx));
		});
	} catch (error) {
		if (error instanceof RolledBack) return error.answer;
		throw error;
	}
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
			if (settled.has(db)) settled.add(trx);
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

/** Whether statements sent there are part of a transaction, ours or the host's. */
export function isTransaction(db: Knex): db is Knex.Transaction {
	return db.isTransaction === true;
}

function isSettled(db: Knex): db is Knex.Transaction {
	return settled.has(db);
}

async function state(trx: Knex.Transaction, limits: TransactionLimits, sharedLock = NO_LOCK): Promise<void> {
	if (!SETTINGS) return;
	const [row] = await sendStatement(trx, SETTINGS, {
		schemas: configuredSchemas(trx).join(','),
		lock_timeout: `${limits.lockTimeoutMs}ms`,
		statement_timeout: `${limits.statementTimeoutMs}ms`,
		idle_timeout: `${limits.statementTimeoutMs}ms`,
		lock_namespace: NAMESPACE,
		shared_lock: sharedLock,
	});
	requireVersion(row?.version);
	settled.add(trx);
}

/** What DB_SEARCH_PATH names. knex sets it for a session, and behind a transaction pooler the session is another one the next time. */
function configuredSchemas(db: Knex): string[] {
	const path: unknown = db.client.config?.searchPath;
	const names: unknown[] = Array.isArray(path) ? path : typeof path === 'string' ? path.split(',') : [];
	return names.map((name) => String(name).trim());
}
