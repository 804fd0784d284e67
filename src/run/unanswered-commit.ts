/** Asks the ledger how a run ended whose COMMIT was never answered: the run's end and its change are one transaction. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Knex } from 'knex';
import type { Run } from '../contract';
import { endRunApart, type RunEnd } from './ledger';

/** Longest that a caller waits for a database that restarts or fails over, ms. Beyond it the outcome is told as unknown. */
const PATIENCE_MS = 5000;
const PAUSE_MS = 200;

/**
 * The run as it ended: as its COMMIT left it, else as `end` says, which is recorded here. Null while the database does not say.
 * A COMMIT that is still under way holds the run's row, and is waited for.
 */
export async function settleRun(db: Knex, runId: string, end: RunEnd): Promise<Run | null> {
	for (const deadline = performance.now() + PATIENCE_MS; ; await sleep(PAUSE_MS)) {
		try {
			return await endRunApart(db, runId, end);
		} catch {
			if (performance.now() > deadline) return null;
		}
	}
}
