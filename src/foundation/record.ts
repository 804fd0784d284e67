/** An act on the base model, recorded in the run ledger. */
import type { Knex } from 'knex';
import type { Run } from '../contract';
import { requirePostgres } from '../db/postgres';
import type { RolloutContext, RunRequest } from '../run/context';
import { explainUnsettled } from '../run/explain';
import { runRecorded, type RunSpec } from '../run/recorded';

/** What tells how an act ended that was not answered. */
export const LOOK = 'GET /axis/foundation';

/** An act on the base model: `asked` in words, `request` for the ledger. */
interface Act {
	asked: string;
	request: object;
}

/**
 * Runs `work` as one transaction; the ledger keeps the facts that it answers. Errors: work's own; RolloutBusyError, OwnerRequiredError,
 * UnsupportedDatabaseError, DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function recordAct(
	context: RolloutContext,
	request: RunRequest,
	act: Act,
	work: (trx: Knex.Transaction) => Promise<Record<string, unknown>>,
): Promise<Run> {
	requirePostgres(context.db);
	const spec: RunSpec = {
		action: 'foundation',
		tiers: [],
		asked: act.asked,
		request: act.request,
		partOf: null,
		commit: true,
		explain: (error, limits) => explainUnsettled(error, { asked: act.asked, look: LOOK }, limits),
	};
	return (await runRecorded(context, request, spec, async (trx) => ({ tiers: [], facts: await work(trx) }))).run;
}
