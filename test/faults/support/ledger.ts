/** What the run ledger says, and what the database must hold for it to be true. */
import type { Knex } from 'knex';

export interface LedgerRow {
	run_no: string;
	action: 'apply' | 'rollback' | 'rehearse';
	tiers: number[];
	status: 'running' | 'passed' | 'refused' | 'failed' | 'aborted';
	part_of: string | null;
	id: string;
}

export async function lastRunNo(db: Knex): Promise<number> {
	const [row] = await db('axis_rollout_run').max('run_no as last');
	return Number(row?.last ?? 0);
}

/** Rows after a number, oldest first. */
export function rowsAfter(db: Knex, runNo: number): Promise<LedgerRow[]> {
	return db('axis_rollout_run')
		.where('run_no', '>', runNo)
		.orderBy('run_no')
		.select('run_no', 'action', 'tiers', 'status', 'part_of', 'id');
}

/** Ids of runs that are marked running. */
export async function runningRuns(db: Knex): Promise<string[]> {
	return (await db('axis_rollout_run').where('status', 'running').select('id')).map((row) => String(row.id));
}

/**
 * Plays the ledger's passed runs of one tier onto a number of applied tiers; the number that they make, which the database must hold.
 * Errors: where a run says it passed that cannot have, in this order; where a sequence passed and a step of it did not.
 */
export function replay(tiers: number, rows: readonly LedgerRow[]): number {
	let standing = tiers;
	for (const row of rows) {
		const [tier, ...others] = row.tiers;
		if (row.status !== 'passed' || row.action === 'rehearse') continue;
		if (others.length > 0) {
			const failed = rows.filter((step) => step.part_of === row.id && step.status !== 'passed');
			if (failed.length > 0) throw new Error(`run ${row.run_no} passed, its step ${failed[0]?.run_no} is ${failed[0]?.status}`);
			continue;
		}
		if (tier === 8) continue;
		const wanted = row.action === 'apply' ? standing + 1 : standing;
		if (tier !== wanted) throw new Error(`run ${row.run_no} (${row.action} tier ${tier}) passed with ${standing} tiers applied`);
		standing += row.action === 'apply' ? 1 : -1;
	}
	return standing;
}
