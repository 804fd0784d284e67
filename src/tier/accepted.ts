/** What people accepted since the rollout: changes that were recorded, and the numbers that they took for the new ones. */
import type { Knex } from 'knex';
import { queryRows } from '../db/run-sql';
import readAcceptedText from './sql/read-accepted.sql';

/** Both are JSON, as the checks of tier files read them. */
export interface Accepted {
	/** Rows that a recorded act left as they are, with their status where the act says one. */
	recorded: string;
	/** The numbers by the names of their checks, and what was there; `{}` where nobody accepted any. */
	baseline: string;
}

export const NOTHING_ACCEPTED: Accepted = { recorded: '[]', baseline: '{}' };

/** Nothing where the database has no ledger, or one that an older build made. */
export async function readAccepted(db: Knex): Promise<Accepted> {
	const [ledger] = await queryRows(
		db,
		`select to_regclass('axis_rollout_run') is not null and to_regclass('axis_internal.assignment_row') is not null as present`,
	);
	if (ledger?.present !== true) return NOTHING_ACCEPTED;
	const [row] = await queryRows(db, readAcceptedText);
	return { recorded: String(row?.recorded ?? '[]'), baseline: String(row?.baseline ?? '{}') };
}
