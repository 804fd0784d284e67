/**
 * Ctrl-C and SIGTERM while a tier runs: its statement is cancelled and its transaction rolled back before the process ends, so that nothing of it
 * stays and no lock waits for PostgreSQL to notice that we are gone. A second signal ends the process at once; PostgreSQL rolls back all the same.
 */
import type { Knex } from 'knex';
import { LOCKS, NAMESPACE } from '../src/db/advisory-lock';
import { queryRows } from '../src/db/run-sql';
import cancelTierText from './sql/cancel-tier.sql';

export const INTERRUPTED = 130;

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
const CANCEL_EVERY_MS = 200;
const PATIENCE_MS = 10_000;

/** Ends the tier under way; never seen by the caller, who is told of the signal. */
class Interrupted extends Error {}

export interface Interruption {
	/** The signal that came; null: none. */
	signal(): string | null;
	/** Rejects once a signal came. Asked before each statement. */
	check(): Promise<void>;
	/** Watches another pool too, and cancels through it: PostgreSQL lets a role cancel its own statements alone. */
	watch(db: Knex): void;
	/** Signals act as ever again. */
	stop(): void;
}

/** Watches for signals, and for the sessions that this process uses. `told` is called once, at the first signal. */
export function watchSignals(host: Knex, told: () => void): Interruption {
	const pools = new Map<Knex, Set<number>>();
	let received: string | null = null;
	let cancelling: NodeJS.Timeout | undefined;

	const watch = (db: Knex) => {
		if (pools.has(db)) return;
		const sessions = new Set<number>();
		pools.set(db, sessions);
		const pool: unknown = db.client?.pool;
		if (!emitsEvents(pool)) return;
		pool.on('acquireSuccess', (_request: unknown, connection: unknown) => {
			const id = processId(connection);
			if (id !== null) sessions.add(id);
		});
	};
	const onSignal = (signal: string) => {
		if (received !== null) process.exit(INTERRUPTED);
		received = signal;
		told();
		const cancel = () => {
			for (const [db, sessions] of pools) void cancelTier(db, sessions).catch(() => {});
		};
		cancel();
		// A statement may begin between the signal and the next look.
		cancelling = setInterval(cancel, CANCEL_EVERY_MS);
		setTimeout(() => process.exit(INTERRUPTED), PATIENCE_MS).unref();
	};

	watch(host);
	for (const signal of SIGNALS) process.on(signal, onSignal);
	return {
		signal: () => received,
		watch,
		check: () => (received === null ? Promise.resolve() : Promise.reject(new Interrupted(`interrupted by ${received}`))),
		stop() {
			clearInterval(cancelling);
			for (const signal of SIGNALS) process.off(signal, onSignal);
		},
	};
}

async function cancelTier(db: Knex, sessions: ReadonlySet<number>): Promise<void> {
	await queryRows(db, cancelTierText, { namespace: NAMESPACE, lock: LOCKS.rollout, sessions: [...sessions].join(',') });
}

interface Emitter {
	on(event: string, listener: (...facts: unknown[]) => void): void;
}

function emitsEvents(pool: unknown): pool is Emitter {
	return typeof pool === 'object' && pool !== null && 'on' in pool && typeof pool.on === 'function';
}

function processId(connection: unknown): number | null {
	if (typeof connection !== 'object' || connection === null || !('processID' in connection)) return null;
	return typeof connection.processID === 'number' ? connection.processID : null;
}
