/** `npm start`, step by step. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildExtension } from './build.mjs';
import { openDataDir, resetDataDir } from './data-dir.mjs';
import { ensureDatabase } from './database.mjs';
import { Failure } from './failure.mjs';
import { writeHostCommand } from './host-command.mjs';
import { runHost } from './host.mjs';
import { installExtension, installHost } from './install.mjs';
import { assertPortFree } from './ports.mjs';
import { startPostgres } from './postgres.mjs';
import { prepareDatabase } from './prepare-database.mjs';
import { profileEnv } from './profile.mjs';
import { step } from './progress.mjs';
import { requireSameDemo } from './same-demo.mjs';

const DEFAULT_PASSWORD = 'axis-demo';

/**
 * Starts everything and prints where it is. Resolves when a part of it has died, with a sentence; never on its own otherwise.
 *
 * @param {{ root: string, options: import('./options.mjs').StartOptions, lifetime: import('./lifetime.mjs').Lifetime }} start
 * @returns {Promise<string>}
 * @throws {Failure} what can't be done, in a sentence
 */
export async function runDemo({ root, options, lifetime }) {
	const { dataDir } = options;
	await assertPortFree(options.port, 'Stop what uses it, or choose another one with --port.');
	if (options.reset) await reset(options);
	const data = await openDataDir(dataDir);
	await lifetime.onEnd(data.release);
	const { marker } = data;
	const directus = options.directus ?? marker.directus ?? 12;
	const database = options.databaseUrl === undefined ? 'embedded' : 'given';
	requireSameDemo(marker, { ...options, directus, database });

	await step("Installing the extension's packages", async (note) => (await installExtension({ root })) || note('already there'));
	const host = await step(`Installing Directus ${directus}`, async (note) => {
		const found = await installHost({ root, major: directus });
		if (!found.installed) note('already there');
		return found;
	});
	await step('Building the extension', async (note) => (await buildExtension({ root })) || note('up to date'));

	const workDir = join(dataDir, 'host');
	const logs = join(dataDir, 'logs');
	await mkdir(workDir, { recursive: true });
	await mkdir(logs, { recursive: true });
	const postgres = await startDatabase({ options, lifetime });
	const databaseUrl = options.databaseUrl ?? postgres?.url('directus') ?? '';
	const firstPassword = marker.password ?? options.password ?? DEFAULT_PASSWORD;

	const run = {
		...host,
		workDir,
		databaseUrl,
		port: options.port,
		password: firstPassword,
		extensionDir: root,
		logFile: join(logs, 'directus.log'),
	};
	const { fixture, scale } = await prepareDatabase({
		root,
		run,
		wanted: { directus, fixture: options.fixture, scale: options.scale },
	});
	await data.save({ directus, database, fixture, scale, password: firstPassword });
	const env = await profileEnv({ root, workDir, fixture, scale });
	await writeHostCommand(run);
	const directusHost = await step('Starting Directus', async () => {
		const started = await runHost({ ...run, env });
		await lifetime.onEnd(started.stop);
		return started;
	});
	const password = options.password ?? firstPassword;
	const dashboard = await step('Setting up users, permissions and the dashboard', () =>
		setUp({ root, url: directusHost.url, firstPassword, password }),
	);
	await data.save({ directus, database, password });
	printReady({ url: directusHost.url, password, dashboard, dataDir });

	return Promise.race([
		directusHost.ended.then((how) => `Directus has ended (${how}). Its last lines:\n${lastLines(directusHost.output())}`),
		...(postgres
			? [postgres.ended.then((how) => `PostgreSQL has ended (${how}). Its last lines:\n${lastLines(postgres.output())}`)]
			: []),
	]);
}

/** @param {string} output */
function lastLines(output) {
	return output.split('\n').slice(-15).join('\n');
}

/** @param {import('./options.mjs').StartOptions} options */
async function reset({ dataDir, databaseUrl }) {
	await step(`Deleting ${dataDir}`, async (note) => (await resetDataDir(dataDir)) || note('there was none'));
	if (databaseUrl !== undefined) console.log('  The database of --database-url stays as it is.');
}

/** @param {{ options: import('./options.mjs').StartOptions, lifetime: import('./lifetime.mjs').Lifetime }} start */
async function startDatabase({ options, lifetime }) {
	if (options.databaseUrl !== undefined) return undefined;
	return step('Starting PostgreSQL', async () => {
		const server = await startPostgres({
			dataDir: join(options.dataDir, 'postgres'),
			logFile: join(options.dataDir, 'logs/postgres.log'),
		});
		await lifetime.onEnd(server.stop);
		await ensureDatabase(server.url, 'directus');
		return server;
	});
}

/**
 * @param {{ root: string, url: string, firstPassword: string, password: string }} options
 * @returns {Promise<string>} the dashboard's id
 */
async function setUp({ root, url, firstPassword, password }) {
	const setup = (/** @type {string} */ file) => import(pathToFileURL(join(root, 'host/setup', file)).href);
	const { setupHost } = await setup('setup-host.mjs');
	const { installDashboard } = await setup('dashboard.mjs');
	const { changePasswords } = await setup('users.mjs');
	try {
		await setupHost({ url, password: firstPassword });
		const dashboard = await installDashboard({ url, password: firstPassword });
		if (password !== firstPassword) await changePasswords({ url, from: firstPassword, to: password });
		return dashboard;
	} catch (error) {
		if (/** @type {{ status?: number }} */ (error).status !== 401) throw error;
		throw new Failure("The admin's password in this database is another one. Give it with --password.", { cause: error });
	}
}

/** @param {{ url: string, password: string, dashboard: string, dataDir: string }} demo */
function printReady({ url, password, dashboard, dataDir }) {
	console.log(`
Ready at ${url}

  admin@example.com     ${password}   ratifies and does everything else
  operator@example.com  ${password}   applies and rolls back tiers
  viewer@example.com    ${password}   reads

  Rollout    ${url}/admin/axis-rollout
  Dashboard  ${url}/admin/insights/${dashboard}
  Commands   cd ${join(dataDir, 'host')} && npx directus axis --help
  Logs       ${join(dataDir, 'logs')}
  Ctrl-C ends it; the data stays in ${dataDir}.
`);
}
