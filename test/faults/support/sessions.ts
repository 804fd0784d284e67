/** Directus' sessions at PostgreSQL, as the test sees them beside its own. */
import type { Knex } from 'knex';

/** Second keys of the bundle's advisory locks. */
const LOCK_KEYS = { rollout: 1, sequence: 3 } as const;

const OURS = `datname = current_database() and backend_type = 'client backend' and application_name <> 'axis-faults'`;

/** The session that holds the lock; null where none does. */
export async function lockHolder(db: Knex, lock: keyof typeof LOCK_KEYS): Promise<number | null> {
	const { rows } = await db.raw(
		`select pid from pg_locks where locktype = 'advisory' and granted and classid = ${0x61786973} and objid = ? and objsubid = 2`,
		[LOCK_KEYS[lock]],
	);
	return rows.length > 0 ? Number(rows[0].pid) : null;
}

/** The session in whose transaction the work is done: the holder of the rollout's lock, else the one longest in a transaction. */
export async function worker(db: Knex): Promise<number | null> {
	const holder = await lockHolder(db, 'rollout');
	if (holder !== null) return holder;
	const { rows } = await db.raw(
		`select pid from pg_stat_activity where ${OURS} and xact_start is not null order by xact_start limit 1`,
	);
	return rows.length > 0 ? Number(rows[0].pid) : null;
}

/** The session that waits for a lock on the run ledger; null where none does. */
export async function ledgerWriter(db: Knex): Promise<number | null> {
	const { rows } = await db.raw(
		`select pid from pg_locks where not granted and relation = to_regclass('axis_rollout_run') limit 1`,
	);
	return rows.length > 0 ? Number(rows[0].pid) : null;
}

/** True when the session was there. */
export async function terminate(db: Knex, pid: number | null): Promise<boolean> {
	if (pid === null) return false;
	const { rows } = await db.raw('select pg_terminate_backend(?) as done', [pid]);
	return rows[0].done === true;
}

/** Ends the sessions that do nothing; answers how many. */
export async function terminateIdle(db: Knex): Promise<number> {
	const { rows } = await db.raw(`select pg_terminate_backend(pid) from pg_stat_activity where ${OURS} and state = 'idle'`);
	return rows.length;
}

/** What Directus' sessions hold although nothing is asked of them: advisory locks, open transactions, prepared ones. A line each. */
export async function leftovers(db: Knex): Promise<string[]> {
	const { rows } = await db.raw(`
		select format('session %s holds the advisory lock %s/%s', pid, classid, objid) as found
		from pg_locks where locktype = 'advisory' and pid <> pg_backend_pid()
		union all
		select format('session %s is %s: %s', pid, state, left(query, 80))
		from pg_stat_activity where ${OURS} and (xact_start is not null or state <> 'idle')
		union all
		select format('prepared transaction %s', gid) from pg_prepared_xacts
		order by 1`);
	return rows.map((row: { found: string }) => row.found);
}
