/** One PostgreSQL and one Directus 12 with the packed bundle for all tests of this project, as `npm start` would make them. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { setupHost } from '../../../host/setup/setup-host.mjs';
import { bootstrapHost, runHost } from '../../../scripts/lib/host.mjs';
import { installHost } from '../../../scripts/lib/install.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';
import { makeOnePanelDashboard } from './one-panel';
import { packExtension } from './pack';
import { createDatabase, loadReference } from './postgres';

export const PASSWORD = 'axis-demo';
/** A bootstrapped Directus with the reference deployment, before any start: what further hosts are cloned from. */
export const TEMPLATE = 'axis_host';

export interface E2eSetup {
	url: string;
	dashboard: string;
	/** The server's databases by name. */
	postgresUrl: string;
	root: string;
	/** Scratch folder, deleted at the end. */
	scratch: string;
	extensionDir: string;
	hostDir: string;
	node: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		e2e: E2eSetup;
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const root = fileURLToPath(new URL('../../../', import.meta.url));
	const scratch = await mkdtemp(join(tmpdir(), 'axis-coverage-e2e-'));
	const stops: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 3 })];
	const stop = async () => {
		for (const end of stops.reverse()) await end();
	};
	try {
		const { hostDir, node } = await installHost({ root, major: 12 });
		const extensionDir = await packExtension(root, scratch);
		const server = await startPostgres({ dataDir: join(scratch, 'postgres'), durable: false });
		stops.push(server.stop);
		const run = { hostDir, node, extensionDir, password: PASSWORD, port: await freePort(), workDir: join(scratch, 'host') };

		await createDatabase(server.url('postgres'), TEMPLATE);
		await bootstrapHost({ ...run, databaseUrl: server.url(TEMPLATE) });
		await loadReference(server.url(TEMPLATE));
		await createDatabase(server.url('postgres'), 'directus', TEMPLATE);
		// The limiter answers 503 while the machine is busy with a browser.
		const env = { LOG_LEVEL: 'warn', PRESSURE_LIMITER_ENABLED: 'false' };
		const host = await runHost({ ...run, databaseUrl: server.url('directus'), env });
		stops.push(host.stop);
		const people = { url: host.url, password: PASSWORD };
		await setupHost(people);
		project.provide('e2e', {
			url: host.url,
			dashboard: await makeOnePanelDashboard(people),
			postgresUrl: server.url('postgres'),
			root,
			scratch,
			extensionDir,
			hostDir,
			node,
		});
		return stop;
	} catch (error) {
		await stop();
		throw error;
	}
}
