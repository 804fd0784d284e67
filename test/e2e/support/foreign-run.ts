/** A run that another process makes: rows of the ledger, written as any process of the bundle writes them. */
import type { Knex } from 'knex';

/** Answers the id of a run of tier 1 that is under way. */
export async function startForeignRun(db: Knex): Promise<string> {
	const [run] = await writeLedger(
		db,
		`insert into axis_rollout_run (action, tiers, status, requested_by, profile_sha256)
		values ('apply', '[1]', 'running', 'another process', repeat('0', 64)) returning id`,
	);
	if (!run) throw new Error('The ledger took no run');
	return run.id;
}

/** Ends it, not well. */
export async function abortForeignRun(db: Knex, id: string): Promise<void> {
	await writeLedger(
		db,
		`update axis_rollout_run set status = 'aborted', finished_at = clock_timestamp() where id = :id returning id`,
		{ id },
	);
}

async function writeLedger(db: Knex, statement: string, values: Record<string, string> = {}): Promise<{ id: string }[]> {
	return db.transaction(async (trx) => {
		await trx.raw(`select set_config('axis.ledger_writer', pg_current_xact_id()::text, true)`);
		return (await trx.raw<{ rows: { id: string }[] }>(statement, values)).rows;
	});
}
