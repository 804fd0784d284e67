/** Sessions that wait for each other. Nothing here sleeps for a guess: it asks PostgreSQL until it says so. */
import type { Knex } from 'knex';

const POLL_MS = 5;
const PATIENCE_MS = 15_000;

export async function backendPid(db: Knex): Promise<number> {
	const { rows } = await db.raw('select pg_backend_pid() as pid');
	return Number(rows[0].pid);
}

/** Fulfils when the session waits for a lock. */
export async function untilBlocked(db: Knex, pid: number): Promise<void> {
	await until(db, `select 1 from pg_locks where pid = ${pid} and not granted`);
}

/** Fulfils when the query returns a row. Errors: when it does not in time, with the query. */
export async function until(db: Knex, query: string): Promise<void> {
	const end = Date.now() + PATIENCE_MS;
	while ((await db.raw(query)).rows.length === 0) {
		if (Date.now() > end) throw new Error(`Waited ${PATIENCE_MS} ms for a row of: ${query}`);
		await new Promise((resolve) => setTimeout(resolve, POLL_MS));
	}
}

/** Session that holds the rollout's lock: the transaction of the tier that runs. Null where none does. */
export async function rolloutPid(db: Knex): Promise<number | null> {
	const { rows } = await db.raw(
		`select pid from pg_locks where locktype = 'advisory' and granted and classid = ${0x61786973} and objid = 1
		and database = (select oid from pg_database where datname = current_database())`,
	);
	return rows.length > 0 ? Number(rows[0].pid) : null;
}

/** Kills the session and fulfils when it is gone, with its transaction and locks. */
export async function kill(db: Knex, pid: number): Promise<void> {
	await db.raw(`select pg_terminate_backend(${pid})`);
	await until(db, `select 1 where not exists (select from pg_stat_activity where pid = ${pid})`);
}

/** The promise's outcome as a value, so that both sides of a race can be waited for. */
export async function outcomeOf<Value>(promise: Promise<Value>): Promise<{ value: Value } | { error: unknown }> {
	try {
		return { value: await promise };
	} catch (error) {
		return { error };
	}
}
