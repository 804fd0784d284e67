/** The supported majors of Directus, each with the packed bundle, the reference deployment and the demo's users. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { setupHost } from '../../../host/setup/setup-host.mjs';
import { bootstrapHost, runHost } from '../../../scripts/lib/host.mjs';
import { installHost } from '../../../scripts/lib/install.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { PASSWORD } from './global-setup';
import { createDatabase, databaseUrl, dropDatabase, hasDatabase, loadReference, openDatabase } from './postgres';
import { lane } from './lane';

export const MAJORS = [12, 11] as const;
export type Major = (typeof MAJORS)[number];

export interface MajorHost {
	url: string;
	/** Name of its database; its profile is for that one. */
	database: string;
	db: Knex;
	/** Ends what this call started and closes `db`. */
	stop: () => Promise<void>;
}

const TEMPLATE_11 = 'axis_host_11';
const DATABASE_11 = 'directus11';

/** What a host of its own has besides the reference: changes of the profile, and what `prepare` does to its database and answers for its environment. */
export interface OwnHost {
	profile?: Record<string, unknown>;
	prepare?: (databaseUrl: string) => Promise<Record<string, string>>;
}

/** For 12 the host of all tests, as it is; for 11 one of its own, on a fresh database. It is installed where it is not in the cache yet. */
export async function startMajor(major: Major, { profile = {}, prepare = async () => ({}) }: OwnHost = {}): Promise<MajorHost> {
	const { postgresUrl, url } = lane();
	if (major === 12) {
		const db = openDatabase(databaseUrl(postgresUrl, 'directus'));
		return { url, database: 'directus', db, stop: () => db.destroy() };
	}
	const run = await prepareEleven();
	await dropDatabase(postgresUrl, DATABASE_11);
	await createDatabase(postgresUrl, DATABASE_11, TEMPLATE_11);
	const databaseAt = databaseUrl(postgresUrl, DATABASE_11);
	const env = { LOG_LEVEL: 'warn', AXIS_PROFILE: await writeProfile(DATABASE_11, profile), ...(await prepare(databaseAt)) };
	const host = await runHost({ ...run, databaseUrl: databaseAt, env });
	await setupHost({ url: host.url, password: PASSWORD });
	const db = openDatabase(databaseAt);
	return {
		url: host.url,
		database: DATABASE_11,
		db,
		async stop() {
			await db.destroy();
			await host.stop();
			await dropDatabase(postgresUrl, DATABASE_11);
		},
	};
}

/** Writes the reference profile for a database of another name; answers its path. */
export async function writeProfile(database: string, change: Record<string, unknown> = {}): Promise<string> {
	const { default: oneRoof } = await import('../../../profiles/one-roof.json');
	const path = join(lane().scratch, `profile-${database}.json`);
	await writeFile(path, JSON.stringify({ ...oneRoof, database, ...change }));
	return path;
}

async function prepareEleven() {
	const { root, scratch, extensionDir, postgresUrl } = lane();
	const installed = await installHost({ root, major: 11 });
	const run = { ...installed, extensionDir, workDir: join(scratch, DATABASE_11), port: await freePort(), password: PASSWORD };
	if (await hasDatabase(postgresUrl, TEMPLATE_11)) return run;
	await createDatabase(postgresUrl, TEMPLATE_11);
	await bootstrapHost({ ...run, databaseUrl: databaseUrl(postgresUrl, TEMPLATE_11) });
	await loadReference(databaseUrl(postgresUrl, TEMPLATE_11));
	return run;
}
