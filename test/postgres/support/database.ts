/** One database per test, cloned from the reference deployment. */
import { randomBytes } from 'node:crypto';
import knex, { type Knex } from 'knex';
import { inject } from 'vitest';
import oneRoof from '../../../profiles/one-roof.json?text';
import { parseProfile, type LoadedProfile } from '../../../src/profile/profile';
import type { RolloutContext } from '../../../src/run/context';
import { setUpLedger } from '../../../src/run/ledger-setup';
import { TEMPLATE } from './global-setup';

export interface TestDatabase {
	name: string;
	url: string;
	db: Knex;
	/** A further pool on the same database: another process, as far as PostgreSQL knows. The role must exist. */
	connect(role?: string): Knex;
	/** Ends every connection and keeps the database, for others to clone. */
	disconnect(): Promise<void>;
	drop(): Promise<void>;
}

/** Clones the template, or another database that nobody is connected to. `ledger` sets the run ledger up, as the extension does when it starts. */
export async function createDatabase({ ledger = true, template = TEMPLATE } = {}): Promise<TestDatabase> {
	const name = `axis_${randomBytes(6).toString('hex')}`;
	const admin = openPool(inject('postgresUrl'));
	await admin.raw(`create database ${name} template ${template}`);
	const url = inject('postgresUrl').replace(/\/postgres$/, `/${name}`);
	const pools: Knex[] = [];
	const connect = (role = 'postgres') => {
		const pool = openPool(url.replace('postgres@', `${role}@`));
		pools.push(pool);
		return pool;
	};
	const db = connect();
	if (ledger) await setUpLedger(db, async () => {});
	const disconnect = async () => {
		await Promise.all(pools.splice(0).map((pool) => pool.destroy()));
	};
	return {
		name,
		url,
		db,
		connect,
		async disconnect() {
			await disconnect();
			await admin.destroy();
		},
		async drop() {
			await disconnect();
			await admin.raw(`drop database if exists ${name} with (force)`);
			await admin.destroy();
		},
	};
}

/** The reference profile for a test database, with changes. */
export function testProfile(database: string, change: (profile: Record<string, unknown>) => void = () => {}): LoadedProfile {
	const json: Record<string, unknown> = JSON.parse(oneRoof);
	json.database = database;
	change(json);
	const parsed = parseProfile(JSON.stringify(json));
	if ('problems' in parsed) throw new Error(parsed.problems.join('; '));
	return parsed.loaded;
}

export function contextFor(database: TestDatabase, more: Partial<RolloutContext> = {}): RolloutContext {
	return { db: database.db, loaded: testProfile(database.name), ...more };
}

/** What a person does to open the gate. */
export async function ratify(db: Knex): Promise<void> {
	await db('os_proposal_approvals').insert({ organization: 'Council' });
}

function openPool(connectionString: string): Knex {
	// knex prints migrations that fail; here they fail on purpose.
	const silent = () => {};
	const log = { warn: silent, error: silent, debug: silent, deprecate: silent };
	return knex({ client: 'pg', connection: { connectionString }, pool: { min: 0, max: 10 }, log });
}
