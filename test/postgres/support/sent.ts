/** Counts what is sent to the database. */
import type { Knex } from 'knex';

/** Statements that knex sends while the work runs, BEGIN, SAVEPOINT and COMMIT among them. Nothing else may use the pool meanwhile. */
export async function countStatements(db: Knex, work: () => Promise<unknown>): Promise<number> {
	let sent = 0;
	const count = () => (sent += 1);
	db.on('query', count);
	try {
		await work();
		return sent;
	} finally {
		db.removeListener('query', count);
	}
}
