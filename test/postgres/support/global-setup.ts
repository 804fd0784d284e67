/** Starts one PostgreSQL for all tests of this project and fills a template database with the reference deployment. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { loadFixture } from '../../../host/fixtures/load.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';

export const TEMPLATE = 'axis_template';

/** A database with nothing in it. */
export const EMPTY_TEMPLATE = 'template0';

declare module 'vitest' {
	interface ProvidedContext {
		/** URL of the server's maintenance database. */
		postgresUrl: string;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const dataDir = await mkdtemp(join(tmpdir(), 'axis-coverage-pg-'));
	const server = await startPostgres({ dataDir, durable: false, log: () => {} });
	await withClient(server.url('postgres'), (client) => client.query(`create database ${TEMPLATE}`));
	await withClient(server.url(TEMPLATE), (client) => loadFixture(client, { name: 'one-roof' }));
	project.provide('postgresUrl', server.url('postgres'));
	return async () => {
		await server.stop();
		await rm(dataDir, { recursive: true, force: true });
	};
}

async function withClient(url: string, work: (client: pg.Client) => Promise<unknown>): Promise<void> {
	const client = new pg.Client({ connectionString: url });
	await client.connect();
	try {
		await work(client);
	} finally {
		await client.end();
	}
}
