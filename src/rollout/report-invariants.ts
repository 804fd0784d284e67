/** The answer of GET /axis/invariants: facts outside of the rollout's scope, and sessions that would hold it up. Reads only. */
import type { Check } from '../contract';
import { requirePostgres } from '../db/postgres';
import { withSnapshot } from '../db/transaction';
import type { RolloutContext } from '../run/context';
import { invariantChecks, readInvariants } from '../tier/invariants';
import { readPreflight } from './preflight';

/** What a profile calls observed is reported, never judged. Errors: UnsupportedDatabaseError. */
export async function reportInvariants(context: RolloutContext): Promise<{ checks: Check[] }> {
	requirePostgres(context.db);
	const { checks } = await readPreflight(context);
	const declared = await withSnapshot(context.db, async (trx) =>
		invariantChecks(await readInvariants(trx, context.loaded.profile.invariants)),
	);
	return { checks: [...declared, ...checks.filter((check) => check.name === 'idle_in_transaction')] };
}
