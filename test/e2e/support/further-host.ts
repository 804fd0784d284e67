/** Short-lived hosts beside the common one, each on a database of its own with the reference deployment or another fixture. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { bootstrapHost, runHost } from '../../../scripts/lib/host.mjs';
import { installHost } from '../../../scripts/lib/install.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { PASSWORD, TEMPLATE } from './global-setup';
import { createDatabase, databaseUrl, dropDatabase, loadProject, openDatabase } from './postgres';
import { lane } from './lane';
import type { Major } from './majors';

export interface FurtherHost {
	url: string;
	/** Where its configuration is: what the command line reads too. */
	workDir: string;
	process: ChildProcess;
	/** The last lines of its log. */
	output: () => string;
	/** Its whole log. */
	log: () => string;
	stop: () => Promise<void>;
}

export interface FurtherDatabase {
	db: Knex;
	url: string;
	/** Starts a host on it; several at once are a cluster. */
	start: (env?: Record<string, string>) => Promise<FurtherHost>;
	/** Stops its hosts, and migrates it to Directus 12: what starts then. */
	upgrade: () => Promise<void>;
	/** Stops its hosts and drops it. */
	drop: () => Promise<void>;
}

/** `major` is of a project: the reference deployment comes bootstrapped. */
export async function createFurtherDatabase(
	name: string,
	{ fixture = 'one-roof', major = 12 }: { fixture?: 'one-roof' | 'project'; major?: Major } = {},
): Promise<FurtherDatabase> {
	const { root, postgresUrl, scratch, hostDir, node, extensionDir } = lane();
	const url = databaseUrl(postgresUrl, name);
	let program = major === 12 ? { hostDir, node } : await installHost({ root, major });
	const bootstrap = async () => {
		const workDir = join(scratch, `${name}-bootstrap`);
		await bootstrapHost({ ...program, extensionDir, workDir, port: await freePort(), databaseUrl: url, password: PASSWORD });
	};
	if (fixture === 'one-roof') await createDatabase(postgresUrl, name, TEMPLATE);
	else {
		await createDatabase(postgresUrl, name);
		await bootstrap();
		await loadProject(url);
	}
	const db = openDatabase(url);
	const hosts: FurtherHost[] = [];
	const stop = async () => {
		for (const host of hosts.splice(0)) await host.stop();
	};
	return {
		db,
		url,
		async start(env = {}) {
			const port = await freePort();
			const workDir = join(scratch, `${name}-${port}`);
			const logFile = join(scratch, `${name}-${port}.log`);
			const host = await runHost({
				...program,
				logFile,
				extensionDir,
				workDir,
				port,
				databaseUrl: url,
				password: PASSWORD,
				env: { LOG_LEVEL: 'warn', ...(fixture === 'one-roof' ? { AXIS_PROFILE: fixture } : {}), ...env },
			});
			const further = { ...host, workDir, log: () => readFileSync(logFile, 'utf8') };
			hosts.push(further);
			return further;
		},
		async upgrade() {
			await stop();
			program = { hostDir, node };
			await bootstrap();
		},
		async drop() {
			await stop();
			await db.destroy();
			await dropDatabase(postgresUrl, name);
		},
	};
}
