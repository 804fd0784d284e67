/** Tells a database that does not answer, or has no room, from one that refuses. */
import { DatabaseUnavailableError } from '../errors';
import { SQLSTATE, sqlState } from './sqlstate';

/** The driver, not PostgreSQL, says that it did not work: no connection, none free, or one that broke. Its message is the driver's. */
export class DatabaseLost extends Error {
	constructor(
		cause: unknown,
		/** True when COMMIT was under way: whether it succeeded is not known. */
		readonly committing = false,
	) {
		super(cause instanceof Error ? cause.message : String(cause), { cause });
	}
}

/** connection: broken, or none could be made. pool: none of the host's was free in time. resources: disk, memory or connections of the server. */
export type Unavailability = 'connection' | 'pool' | 'resources';

/** Why the database could not do what was asked; null when it refused to, or when the error is none of the database's. */
export function unavailability(error: unknown): Unavailability | null {
	const state = stateOf(error);
	// Class 53: insufficient resources. Class 58: the system under it failed, e.g. I/O. Class 08: connection.
	if (state !== null && /^(53|58)/.test(state)) return 'resources';
	// 57P0x: shut down, crashed, starting, idle for too long. 25P03, 25P04: a transaction that was idle, or lived, for too long.
	if (state !== null && /^(08|57P0|25P0[34])/.test(state)) return 'connection';
	if (!(error instanceof DatabaseLost)) return null;
	return error.cause instanceof Error && error.cause.name === 'KnexTimeoutError' ? 'pool' : 'connection';
}

/** True when COMMIT was sent, or may have been, and its answer never came. */
export function isLostCommit(error: unknown): boolean {
	return error instanceof DatabaseLost && error.committing;
}

/** The refusal for a database that could not do what was asked; every other error as it is. */
export function explainUnavailable(error: unknown, asked: string): unknown {
	const reason = unavailability(error);
	if (reason === null) return error;
	return new DatabaseUnavailableError({ asked, reason, detail: codeOf(error) ?? 'no answer' });
}

/** What ends a read for what others do, or for how long it takes. */
const TOO_LONG: ReadonlySet<string | null> = new Set([
	SQLSTATE.queryCanceled,
	SQLSTATE.lockNotAvailable,
	SQLSTATE.deadlockDetected,
	SQLSTATE.serializationFailure,
]);

/** As explainUnavailable, for what only reads: a statement, or a wait for a lock, that took too long is an answer that is not to be had now. */
export function explainUnreadable(error: unknown, asked: string): unknown {
	const state = stateOf(error);
	if (!TOO_LONG.has(state)) return explainUnavailable(error, asked);
	return new DatabaseUnavailableError({ asked, reason: 'timeout', detail: state ?? 'no answer' });
}

/** SQLSTATE or the system's code, e.g. ECONNREFUSED; null where neither is known. The driver's message is no substitute: it carries the statement. */
export function codeOf(error: unknown): string | null {
	const cause: unknown = error instanceof DatabaseLost ? error.cause : error;
	const code: unknown = typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : null;
	return typeof code === 'string' ? code : null;
}

function stateOf(error: unknown): string | null {
	return sqlState(error instanceof DatabaseLost ? error.cause : error);
}
