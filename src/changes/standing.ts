/** Acts of people that stand when tiers are rolled back: which, told as the history tells them, and all of them taken back, newest first. */
import { isDirectusError } from '@directus/errors';
import type { Knex } from 'knex';
import { z } from 'zod';
import type { StandingActs, Violation } from '../contract';
import { present } from '../db/present';
import { queryRows, runText } from '../db/run-sql';
import { transact } from '../db/transaction';
import { takeRepairBack } from '../model/repair';
import { takeChangeBack } from '../model/undo-change';
import { takeBatchBack } from '../owners/undo-batch';
import type { Profile } from '../profile/profile';
import type { RolloutContext, RunRequest } from '../run/context';
import { startOf } from '../run/recorded';
import { recordWithin } from '../run/ledger';
import endUndo from '../owners/sql/assign/end-undo.sql';
import { readChanges } from './list-changes';
import dropCells from './sql/drop-cells.sql';
import standingText from './sql/standing.sql';

const standingRow = z.object({ record: z.enum(['batch', 'change', 'repair']), id: z.string(), beyond: z.boolean() });
type Standing = z.infer<typeof standingRow>;

const BEYOND = 'it changed axes too whose tiers stay: take it back by itself first, while the gate is open';

/** So many of them are told; all are counted. */
const SHOWN = 20;

/** What a rollback took back, and what the ledger keeps of it; `refused` where an act could not be taken back. */
export interface TakenBack {
	took: StandingActs;
	refused: (Violation & { act: string })[];
	/** Writes the acts' ends to the ledger. Last in the transaction: from then on nobody else writes the ledger. */
	record: (trx: Knex.Transaction, runId: string) => Promise<void>;
}

/** Those of the axes; of all for null. */
export async function readStandingActs(
	trx: Knex.Transaction,
	profile: Profile,
	axes: readonly string[] | null,
): Promise<StandingActs> {
	return tell(trx, await listStanding(trx, profile, axes));
}

async function tell(trx: Knex.Transaction, standing: readonly Standing[]): Promise<StandingActs> {
	const acts = await readChanges(
		trx,
		standing.slice(0, SHOWN).map(({ id }) => id),
	);
	return { total: standing.length, acts };
}

/**
 * Takes every such act back, newest first, as its own undo would; the gate is not asked. One that cannot be is told, and the others are tried all the
 * same, so that the list is whole. One that changed axes too that stay is not taken back: those are the gate's. Errors: those that are no refusal.
 */
export async function takeAllBack(
	trx: Knex.Transaction,
	context: RolloutContext,
	request: RunRequest,
	axes: readonly string[] | null,
): Promise<TakenBack> {
	const standing = await listStanding(trx, context.loaded.profile, axes);
	const took = await tell(trx, standing);
	const refused: TakenBack['refused'] = [];
	const ends: ((trx: Knex.Transaction, runId: string) => Promise<void>)[] = [];
	for (const act of standing) {
		if (act.beyond) {
			refused.push({ violation: BEYOND, act: act.id });
			continue;
		}
		try {
			ends.push(await transact(trx, (savepoint) => takeBack(savepoint, context, request, act)));
			// A change counts the cells before and after it, each time in tables of the transaction.
			await runText(trx, dropCells);
		} catch (error) {
			refused.push({ violation: sayWhy(error), act: act.id });
		}
	}
	return {
		took,
		refused,
		async record(within, runId) {
			for (const end of ends) await end(within, runId);
		},
	};
}

/** Answers what is left to record of it. */
async function takeBack(trx: Knex.Transaction, context: RolloutContext, request: RunRequest, { record, id }: Standing) {
	const { requestedBy } = request;
	if (record === 'batch') {
		await takeBatchBack(trx, context, id);
		return async (within: Knex.Transaction, runId: string) =>
			void (await queryRows(within, endUndo, { batch: id, actor: requestedBy, run: runId }));
	}
	const facts = record === 'change' ? await takeChangeBack(trx, context, id) : await takeRepairBack(trx, context, id);
	return async (within: Knex.Transaction, runId: string) => {
		const asked = { undo: id, reason: `The rollback ${runId} took it back` };
		const action = record === 'change' ? 'lifecycle' : 'repair';
		const start = startOf(context, request, { action, tiers: [], partOf: null, request: asked });
		await recordWithin(within, start, { ...facts, tiers: [] });
	};
}

async function listStanding(
	trx: Knex.Transaction,
	{ responsibility }: Profile,
	axes: readonly string[] | null,
): Promise<Standing[]> {
	if (!(await present(trx, 'axis_rollout_run', 'axis_internal.assignment_batch'))) return [];
	const variables = { axes: axes === null ? null : JSON.stringify(axes), canonical: responsibility.axis_code };
	return z.array(standingRow).parse(await queryRows(trx, standingText, variables));
}

/** Errors: what is no refusal, unchanged. */
function sayWhy(error: unknown): string {
	if (!isDirectusError(error)) throw error;
	return error.message.replace(/ Nothing was changed\..*/s, '');
}
