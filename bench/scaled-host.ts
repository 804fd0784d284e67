/** A host of its own with many times the objects of the reference deployment. */
import { join } from 'node:path';
import { setupHost } from '../host/setup/setup-host.mjs';
import { bootstrapHost, runHost } from '../scripts/lib/host.mjs';
import { freePort } from '../scripts/lib/ports.mjs';
import { PASSWORD } from '../test/e2e/support/global-setup';
import { writeProfile } from '../test/e2e/support/majors';
import { createDatabase, databaseUrl, dropDatabase, loadReference } from '../test/e2e/support/postgres';
import { lane } from '../test/e2e/support/lane';

export interface ScaledHost {
	url: string;
	/** Of the server's process. */
	pid: number;
	/** Stops it and drops its database. */
	stop: () => Promise<void>;
}

/** Starts it; `scale` is how many times the 35 objects exist. Its profile expects no numbers, and says what `more` does. */
export async function startScaledHost(scale: number, more: object = {}): Promise<ScaledHost> {
	const { postgresUrl, scratch, hostDir, node, extensionDir } = lane();
	const name = `axis_scale_${scale}`;
	const profile = await writeProfile(name, { expected: {}, ...more });
	await createDatabase(postgresUrl, name);
	const port = await freePort();
	const run = { hostDir, node, extensionDir, password: PASSWORD, port, workDir: join(scratch, name) };
	const url = databaseUrl(postgresUrl, name);
	await bootstrapHost({ ...run, databaseUrl: url });
	await loadReference(url, scale);
	const host = await runHost({ ...run, databaseUrl: url, env: { LOG_LEVEL: 'warn', AXIS_PROFILE: profile } });
	await setupHost({ url: host.url, password: PASSWORD });
	return {
		url: host.url,
		pid: host.process.pid ?? Number.NaN,
		async stop() {
			await host.stop();
			await dropDatabase(postgresUrl, name);
		},
	};
}
