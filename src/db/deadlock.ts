/** Repeats what PostgreSQL ended because two sessions waited for each other: it ends one of them, whoever that is, and the next time they meet otherwise. */
import { setTimeout as sleep } from 'node:timers/promises';
import { SQLSTATE, sqlState } from './sqlstate';

const MOST_TRIES = 4;
const PAUSE_MS = 50;

/** A deadlock, or a conflict of two snapshots: the same statements may pass when they are run again. */
export function isDeadlockState(state: string | null): boolean {
	return state === SQLSTATE.deadlockDetected || state === SQLSTATE.serializationFailure;
}

/** Runs a transaction, or a savepoint in one, and once more, a few times, where a deadlock ended it. Errors: run's own; the last deadlock. */
export async function repeatOnDeadlock<Result>(run: () => Promise<Result>): Promise<Result> {
	for (let tries = 1; ; tries++) {
		try {
			return await run();
		} catch (error) {
			if (tries === MOST_TRIES || !isDeadlock(error)) throw error;
			await sleep(PAUSE_MS * tries);
		}
	}
}

// A statement of a tier carries what PostgreSQL said as its cause.
function isDeadlock(error: unknown): boolean {
	return isDeadlockState(sqlState(error)) || (error instanceof Error && isDeadlockState(sqlState(error.cause)));
}
