/** Scans: one pass of every detector, on request or on schedule. Axis tables change, so the gate must be open. */
import type { Knex } from 'knex';
import type { ScanMode } from '../contract';
import { ScanAnswer } from '../contract/schemas';
import { whileLocked } from '../db/advisory-lock';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import type { RolloutContext } from '../run/context';
import { waitToExcludeTiers } from '../run/exclusion';
import { runUnrecorded } from '../run/unrecorded';
import { readAppliedTiers } from '../tier/applied-tiers';
import { tierOf, tooEarly } from '../tier/tiers';
import readScan from './sql/read-scan.sql';
import recentScheduled from './sql/recent-scheduled.sql';
import runScanText from './sql/run-scan.sql';

/** Two instances tick at the same second; one that comes later than this after the other belongs to the next tick. */
const SAME_TICK_SECONDS = 5;

export interface ScanRequest {
	/** Recorded with the scan. */
	actor: string;
	/** Directus user id of the person who is signed in; left out where nobody is. */
	operator?: string | undefined;
	mode: ScanMode;
}

/**
 * Runs one scan in one transaction and answers what it found. A second scan waits for the first, and scans and tiers for each other, as long as the
 * limits allow.
 * Errors: OrderError before tier 6 (the baseline), GateClosedError, WrongDatabaseError, RolloutBusyError, UnsupportedDatabaseError,
 * DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function runScan(context: RolloutContext, request: ScanRequest): Promise<ScanAnswer> {
	const spec = {
		asked: 'A scan',
		look: 'GET /axis/scans',
		commit: true,
		// A scan that commits after tier 6 was rolled back would leave rows, and tier 6 would count as applied again.
		lock: waitToExcludeTiers,
		gate: { operator: request.operator },
	};
	return runUnrecorded(context, spec, async (trx) => {
		await requireBaseline(context, trx);
		const [started] = await queryRows(trx, runScanText, { actor: request.actor, mode: request.mode });
		const [row] = await queryRows(trx, readScan, { scan_id: String(started?.scan_id) });
		return ScanAnswer.parse(row);
	});
}

/** Runs the scheduled scan unless another instance has made it, or is making it: then answers null. Errors: as runScan. */
export async function runScheduledScan(context: RolloutContext): Promise<ScanAnswer | null> {
	return whileLocked(context.db, 'schedule', async () => {
		const scanned = await present(context.db, 'governance_scan_run');
		const made = scanned ? await queryRows(context.db, recentScheduled, { seconds: SAME_TICK_SECONDS }) : [];
		return made.length > 0 ? null : runScan(context, { actor: 'schedule', mode: 'scheduled' });
	});
}

async function requireBaseline({ loaded }: RolloutContext, trx: Knex.Transaction): Promise<void> {
	const applied = await readAppliedTiers(trx, loaded.profile);
	if (!applied.has(tierOf('scan').id)) throw tooEarly('scan', 'scan');
}
