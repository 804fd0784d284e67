/** Frames what changes the model and is recorded: changes, repairs, and their undo. */
import type { Knex } from 'knex';
import type { Run } from '../contract';
import { requirePostgres } from '../db/postgres';
import { runText } from '../db/run-sql';
import type { RolloutContext, RunRequest } from '../run/context';
import { runRecorded } from '../run/recorded';
import { requireDatabase, requireGateFor } from '../run/requirements';
import { explainChange, requireModel } from './require-model';
import lockModel from './sql/lock-model.sql';

export interface ModelChangeSpec {
	action: 'lifecycle' | 'repair';
	/** As a noun phrase: "Undoing the repair …". */
	asked: string;
	/** What is asked, for the record. */
	request: object;
}

/**
 * Runs work in one transaction under the rollout's lock, with the gate open and the model's tables locked, and records the facts that it answers.
 * Everything or nothing. Errors: work's own; those of runRecorded, requireDatabase, requireModel and requireGateFor.
 */
export async function runModelChange<Facts extends object>(
	context: RolloutContext,
	request: RunRequest,
	spec: ModelChangeSpec,
	work: (trx: Knex.Transaction, runId: string) => Promise<Facts>,
): Promise<{ run: Run; facts: Facts }> {
	requirePostgres(context.db);
	const { profile } = context.loaded;
	const { asked } = spec;
	const done: Facts[] = [];
	const { run } = await runRecorded(
		context,
		request,
		{ ...spec, tiers: [], partOf: null, commit: true, explain: (error, limits) => explainChange(error, asked, limits) },
		async (trx, runId) => {
			await requireDatabase(trx, profile);
			await requireModel(trx, profile, request, asked);
			await requireGateFor(trx, profile, request, asked);
			await runText(trx, lockModel);
			const facts = await work(trx, runId);
			done.push(facts);
			return { tiers: [], facts };
		},
	);
	const facts = done.at(-1);
	if (facts === undefined) throw new Error('a run that passed left no facts');
	return { run, facts };
}
