/** Tells whether the host's database is one that the bundle runs on. */
import type { Knex } from 'knex';
import { UnsupportedDatabaseError } from '../errors';

/** 15: unique constraints with equal nulls. As server_version_num says it. */
const LEAST_VERSION = 150_000;

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

/** `version` is what server_version_num says, e.g. 150004. Errors: UnsupportedDatabaseError for one that is too old, or that says nothing. */
export function requireVersion(version: unknown): void {
	const told = Number(version);
	if (told >= LEAST_VERSION) return;
	const client = told > 0 ? `PostgreSQL ${Math.floor(told / 10_000)}` : 'a PostgreSQL that does not tell its version';
	throw new UnsupportedDatabaseError({ client });
}
