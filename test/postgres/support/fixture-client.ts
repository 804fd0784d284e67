/** The fixture's database behind one session, for tests that look at it or change it inside a transaction. */
import pg from 'pg';
import { createDatabase, type TestDatabase } from './database';
import { EMPTY_TEMPLATE } from './global-setup';

export type Row = Record<string, unknown>;

export interface FixtureClient {
	client: pg.Client;
	rows(sql: string, values?: unknown[]): Promise<Row[]>;
	/** Rows of a relation; a `where` may follow its name. */
	count(from: string): Promise<number>;
	close(): Promise<void>;
}

/** `empty`: a database without the fixture. */
export async function openFixture({ empty = false } = {}): Promise<FixtureClient> {
	const database: TestDatabase = await createDatabase({ ledger: false, ...(empty ? { template: EMPTY_TEMPLATE } : {}) });
	const client = new pg.Client(database.url);
	await client.connect();
	const rows = async (sql: string, values: unknown[] = []) => (await client.query<Row>(sql, values)).rows;
	return {
		client,
		rows,
		count: async (from) => Number((await rows(`select count(*)::integer as count from ${from}`))[0]?.['count']),
		async close() {
			await client.end();
			await database.drop();
		},
	};
}
