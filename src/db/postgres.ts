/** Tells whether the host's database is one that the bundle runs on. */
import type { Knex } from 'knex';
import { UnsupportedDatabaseError } from '../errors';

/** Asks nothing of the database. */
export function isPostgres(db: Knex): boolean {
	const client: unknown = db.client?.config?.client;
	return client === 'pg' || client === 'postgres' || client === 'postgresql';
}

/** Errors: UnsupportedDatabaseError for every client but PostgreSQL's. Asks nothing of the database. */
export function requirePostgres(db: Knex): void {
	if (isPostgres(db)) return;
	const client: unknown = db.client?.config?.client;
	throw new UnsupportedDatabaseError({ client: typeof client === 'string' ? client : 'an unknown database' });
}
