/** A PostgreSQL and a Directus 12 with the packed bundle for each of the files that run at once, as `npm start` would make them. */
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

/** What all lanes share. */
export interface Common {
	root: string;
	extensionDir: string;
	hostDir: string;
	node: string;
}

/** Only one file runs on it at a time. */
export interface Lane {
	url: string;
	dashboard: string;
	/** The server's databases by name. */
	postgresUrl: string;
	/** Scratch folder, deleted at the end. */
	scratch: string;
}

declare module 'vitest' {
	interface ProvidedContext {
		e2e: Common & { lanes: Lane[] };
	}
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
	const root = fileURLToPath(new URL('../../../', import.meta.url));
	const scratch = await mkdtemp(join(tmpdir(), 'axis-coverage-e2e-'));
	const stops: (() => Promise<unknown>)[] = [() => rm(scratch, { recursive: true, force: true, maxRetries: 3 })];
	const stop = async () => {
		for (const end of stops.splice(0).reverse()) await end();
	};
	try {
		const installed = await installHost({ root, major: 12 });
		const common = { root, extensionDir: await packExtension(root, scratch), ...installed };
		const numbers = Array.from({ length: project.config.maxWorkers }, (_, lane) => lane + 1);
		const started = await Promise.allSettled(numbers.map((lane) => startLane(common, join(scratch, `lane-${lane}`), stops)));
		const lanes = started.map((one) => {
			if (one.status === 'rejected') throw one.reason;
			return one.value;
		});
		project.provide('e2e', { ...common, lanes });
		return stop;
	} catch (error) {
		await stop();
		throw error;
	}
}

/** `stops` receives what ends it. */
async function startLane({ root: _root, ...common }: Common, scratch: string, stops: (() => Promise<unknown>)[]): Promise<Lane> {
	const server = await startPostgres({ dataDir: join(scratch, 'postgres'), durable: false });
	stops.push(() => server.stop());
	const run = { ...common, password: PASSWORD, port: await freePort(), workDir: join(scratch, 'host') };

	await createDatabase(server.url('postgres'), TEMPLATE);
	await bootstrapHost({ ...run, databaseUrl: server.url(TEMPLATE) });
	await loadReference(server.url(TEMPLATE));
	await createDatabase(server.url('postgres'), 'directus', TEMPLATE);
	const host = await runHost({
		...run,
		databaseUrl: server.url('directus'),
		env: { LOG_LEVEL: 'warn', AXIS_PROFILE: 'one-roof' },
	});
	stops.push(host.stop);
	const people = { url: host.url, password: PASSWORD };
	await setupHost(people);
	return { url: host.url, dashboard: await makeOnePanelDashboard(people), postgresUrl: server.url('postgres'), scratch };
}
