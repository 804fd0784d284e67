/** An act on the base model, recorded in the run ledger. */
import type { Knex } from 'knex';
import type { Run } from '../contract';
import { requirePostgres } from '../db/postgres';
import { runText } from '../db/run-sql';
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
 * Runs `work` as one transaction; the ledger keeps the facts that it answers. Rows in them are text to the letter: times are UTC's. Errors: work's own; RolloutBusyError, OwnerRequiredError,
 * UnsupportedDatabaseError, DatabaseUnavailableError, OutcomeUnknownError.
 */
export async function recordAct<Facts extends object>(
	context: RolloutContext,
	request: RunRequest,
	act: Act,
	work: (trx: Knex.Transaction) => Promise<Facts>,
): Promise<{ run: Run; facts: Facts }> {
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
	const done: Facts[] = [];
	const { run } = await runRecorded(context, request, spec, async (trx) => {
		await runText(trx, "set local time zone 'UTC'");
		const facts = await work(trx);
		done.push(facts);
		return { tiers: [], facts };
	});
	const facts = done.at(-1);
	if (facts === undefined) throw new Error('a run that passed left no facts');
	return { run, facts };
}
