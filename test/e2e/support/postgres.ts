/** The databases behind the hosts. */
import knex, { type Knex } from 'knex';
import pg from 'pg';
import { loadFixture } from '../../../host/fixtures/load.mjs';

/** The URL of another database of the same server. */
export function databaseUrl(serverUrl: string, name: string): string {
	return serverUrl.replace(/\/[^/]*$/, `/${name}`);
}

export async function createDatabase(serverUrl: string, name: string, template = 'template1'): Promise<void> {
	await withClient(serverUrl, (client) => client.query(`create database "${name}" template "${template}"`));
}

export async function dropDatabase(serverUrl: string, name: string): Promise<void> {
	await withClient(serverUrl, (client) => client.query(`drop database if exists "${name}" with (force)`));
}

export async function hasDatabase(serverUrl: string, name: string): Promise<boolean> {
	let found = false;
	await withClient(serverUrl, async (client) => {
		found = (await client.query('select 1 from pg_database where datname = $1', [name])).rowCount === 1;
	});
	return found;
}

/** Loads the reference deployment, small enough for a quick start, or so many times its objects. */
export async function loadReference(url: string, scale = 1): Promise<void> {
	await withClient(url, (client) => loadFixture(client, { name: 'one-roof', scale }));
}

/** Loads a project without a base model into a database that Directus was bootstrapped in. */
export async function loadProject(url: string): Promise<void> {
	await withClient(url, (client) => loadFixture(client, { name: 'project' }));
}

export function openDatabase(url: string): Knex {
	return knex({ client: 'pg', connection: { connectionString: url }, pool: { min: 0, max: 4 } });
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
