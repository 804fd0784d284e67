/** Short-lived hosts beside the common one, each on a database of its own with the reference deployment or another fixture. */
import type { ChildProcess } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { bootstrapHost, runHost } from '../../../scripts/lib/host.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { PASSWORD, TEMPLATE } from './global-setup';
import { createDatabase, databaseUrl, dropDatabase, loadProject, openDatabase } from './postgres';
import { lane } from './lane';

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
	/** Stops its hosts and drops it. */
	drop: () => Promise<void>;
}

export async function createFurtherDatabase(
	name: string,
	{ fixture = 'one-roof' }: { fixture?: 'one-roof' | 'project' } = {},
): Promise<FurtherDatabase> {
	const { postgresUrl, scratch, hostDir, node, extensionDir } = lane();
	const url = databaseUrl(postgresUrl, name);
	if (fixture === 'one-roof') await createDatabase(postgresUrl, name, TEMPLATE);
	else {
		await createDatabase(postgresUrl, name);
		const workDir = join(scratch, `${name}-bootstrap`);
		const port = await freePort();
		await bootstrapHost({ hostDir, node, extensionDir, workDir, port, databaseUrl: url, password: PASSWORD });
		await loadProject(url);
	}
	const db = openDatabase(url);
	const hosts: FurtherHost[] = [];
	return {
		db,
		url,
		async start(env = {}) {
			const port = await freePort();
			const workDir = join(scratch, `${name}-${port}`);
			const logFile = join(scratch, `${name}-${port}.log`);
			const host = await runHost({
				logFile,
				hostDir,
				node,
				extensionDir,
				workDir,
				port,
				databaseUrl: url,
				password: PASSWORD,
				env: { LOG_LEVEL: 'warn', ...env },
			});
			const further = { ...host, workDir, log: () => readFileSync(logFile, 'utf8') };
			hosts.push(further);
			return further;
		},
		async drop() {
			for (const host of hosts) await host.stop();
			await db.destroy();
			await dropDatabase(postgresUrl, name);
		},
	};
}
