/** The numbers that a verification goes by: those of the rollout, until people accept others. Writes the run ledger and nothing else. */
import type { Knex } from 'knex';
import type { BaselineAnswer, Check, Run } from '../contract';
import { Baseline } from '../contract/schemas';
import { requirePostgres } from '../db/postgres';
import { queryRows } from '../db/run-sql';
import { LifecycleConflictError, UnknownRunError } from '../errors';
import type { RolloutContext, RunRequest } from '../run/context';
import { ofTier } from '../tier/explain-tier';
import { requireTarget } from '../run/requirements';
import { runRecorded } from '../run/recorded';
import listBase from '../tier/sql/list-base.sql';
import listModel from '../tier/sql/list-model.sql';
import readBaselineText from './sql/read-baseline.sql';
import { tierOf, tooEarly } from '../tier/tiers';
import { checkApplied } from './verify';

/** What people accepted last; null where the numbers of the rollout hold. Errors: UnsupportedDatabaseError; the database's own without a ledger. */
export async function readBaseline(db: Knex): Promise<Baseline | null> {
	requirePostgres(db);
	const [row] = await queryRows(db, readBaselineText);
	return row ? Baseline.parse(row) : null;
}

/**
 * Accepts today's numbers: verification compares with them from now on. What is no number is judged as before.
 * Errors: OrderError before tier 1; WrongDatabaseError, PrerequisiteMissingError, RolloutBusyError.
 */
export async function acceptBaseline(context: RolloutContext, request: RunRequest, reason: string): Promise<BaselineAnswer> {
	return record(context, request, { asked: "Accepting today's numbers", request: { reason } }, async (trx) => {
		const { applied, checks } = await checkApplied(context, trx);
		if (!applied.has(tierOf('structure').id)) throw tooEarly('structure', 'baseline');
		const listed = [...(await queryRows(trx, listBase)), ...(await queryRows(trx, listModel))];
		return { baseline: { ...numbersOf(checks), listed } };
	});
}

/** Takes the numbers back that were accepted last. Errors: UnknownRunError; LifecycleConflictError for others; as acceptBaseline. */
export async function undoBaseline(
	context: RolloutContext,
	request: RunRequest,
	id: string,
	reason: string,
): Promise<BaselineAnswer> {
	const asked = `Taking back the numbers ${id}`;
	return record(context, request, { asked, request: { undo: id, reason } }, async (trx) => {
		if (!(await isBaseline(trx, id))) throw new UnknownRunError({ id });
		const standing = await readBaseline(trx);
		if (standing?.id !== id) {
			const violations = [
				{ violation: 'these numbers are not the ones that hold', holds: standing?.id ?? 'those of the rollout' },
			];
			throw new LifecycleConflictError({ asked, violations });
		}
		return { undo_of: id };
	});
}

async function record(
	context: RolloutContext,
	request: RunRequest,
	spec: { asked: string; request: object },
	work: (trx: Knex.Transaction) => Promise<Record<string, unknown>>,
): Promise<BaselineAnswer> {
	requirePostgres(context.db);
	const frame = ofTier(tierOf('verify'), { action: 'baseline', tiers: [], partOf: null, commit: true, ...spec });
	const answer: { run: Run } = await runRecorded(context, request, frame, async (trx) => {
		await requireTarget(trx, context.loaded.profile);
		return { tiers: [], facts: await work(trx) };
	});
	return { run: answer.run, baseline: await readBaseline(context.db) };
}

async function isBaseline(trx: Knex, id: string): Promise<boolean> {
	const made = await queryRows(
		trx,
		`select id from axis_rollout_run where action = 'baseline' and status = 'passed' and id::text = :'id'`,
		{
			id,
		},
	);
	return made.length > 0;
}

function numbersOf(checks: readonly Check[]): Record<string, number> {
	return Object.fromEntries(checks.flatMap(({ name, actual }) => (typeof actual === 'number' ? [[name, actual]] : [])));
}
