/** Tells whether the host's database is one that the bundle runs on. */
import type { Knex } from 'knex';
import { UnsupportedDatabaseError } from '../errors';

/** Errors: UnsupportedDatabaseError for every client but PostgreSQL's. Asks nothing of the database. */
export function requirePostgres(db: Knex): void {
	const client: unknown = db.client?.config?.client;
	if (client !== 'pg' && client !== 'postgres' && client !== 'postgresql') {
		throw new UnsupportedDatabaseError({ client: typeof client === 'string' ? client : 'an unknown database' });
	}
}
