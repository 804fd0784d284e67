/** What people accepted since the rollout: changes that were recorded, and the numbers that they took for the new ones. */
import type { Knex } from 'knex';
import { present } from '../db/present';
import { queryRows } from '../db/run-sql';
import readAcceptedText from './sql/read-accepted.sql';

/** All are JSON, as the checks of tier files read them. */
export interface Accepted {
	/** Rows that a recorded act left as they are, with their status where the act says one. */
	recorded: string;
	/** The numbers by the names of their checks, and what was there; `{}` where nobody accepted any. */
	baseline: string;
	/** What the rollout found when it began: kind and name. */
	started: string;
}

export const NOTHING_ACCEPTED: Accepted = { recorded: '[]', baseline: '{}', started: '[]' };

/** Nothing where the database has no ledger, or one that an older build made. */
export async function readAccepted(db: Knex): Promise<Accepted> {
	if (!(await present(db, 'axis_rollout_run', 'axis_internal.assignment_row'))) return NOTHING_ACCEPTED;
	const [row] = await queryRows(db, readAcceptedText);
	const { recorded, baseline, started } = { ...NOTHING_ACCEPTED, ...row };
	return { recorded: String(recorded), baseline: String(baseline), started: String(started) };
}
