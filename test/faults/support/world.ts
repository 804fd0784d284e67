/** What the faults happen to: a PostgreSQL on a disk of its own, a proxy before it, and a Directus with the packed bundle behind that. */
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import knex, { type Knex } from 'knex';
import type pg from 'pg';
import { setupHost } from '../../../host/setup/setup-host.mjs';
import { bootstrapHost, runHost, type Host } from '../../../scripts/lib/host.mjs';
import { freePort } from '../../../scripts/lib/ports.mjs';
import { startPostgres } from '../../../scripts/lib/postgres.mjs';
import { createApi, signIn, verdict, type Api } from '../../e2e/support/api';
import { PASSWORD } from '../../e2e/support/global-setup';
import { createDatabase, loadReference } from '../../e2e/support/postgres';
import { createDisk, type Disk } from './disk';
import { startProxy, type Proxy } from './proxy';
import { lane } from '../../e2e/support/lane';

/** Few connections, so that they can be used up. */
export const POOL_SIZE = 6;
export const MAX_CONNECTIONS = 30;
const TOKEN = 'faults-admin-token-of-this-test-only';
const HARNESS = 'axis-faults';
/** Longest that PostgreSQL may take until it accepts connections again, ms. */
const RECOVERY_MS = 60_000;
/** knex prints every connection that breaks; here they break on purpose. */
const SILENT = { warn() {}, error() {}, debug() {}, deprecate() {} };

export interface World {
	/** An admin, whose token outlives the suite. */
	admin: Api;
	/** Past the proxy, straight to PostgreSQL. A pool that gets over a restart of the server. */
	db: Knex;
	proxy: Proxy;
	disk: Disk;
	/** The last lines of Directus' log. */
	log: () => string;
	/** Null while Directus runs; how it ended else. */
	directusEnded: () => string | null;
	crashPostgres: () => Promise<void>;
	/** Starts it where it does not run, and waits until it answers: a server with a full disk recovers by itself, and refuses meanwhile. */
	ensurePostgres: () => Promise<void>;
	killDirectus: () => Promise<void>;
	/** Starts it where it does not run. */
	ensureDirectus: () => Promise<void>;
	/** For sessions of the test's own, which the checks do not take for Directus'. */
	connection: pg.ClientConfig;
	stop: () => Promise<void>;
}

export async function startWorld(): Promise<World> {
	const { hostDir, node, extensionDir, scratch } = lane();
	const stops: (() => Promise<unknown>)[] = [];
	const stop = async () => {
		for (const end of stops.splice(0).reverse()) await end();
	};
	try {
		const disk = await createDisk(join(scratch, 'faults-disk'));
		stops.push(disk.remove);
		const port = await freePort();
		const settings = [`max_connections=${MAX_CONNECTIONS}`, 'max_wal_size=64MB', 'min_wal_size=32MB', 'log_checkpoints=off'];
		const startServer = () => startPostgres({ dataDir: join(disk.folder, 'data'), port, durable: true, settings });
		let server = await startServer();
		let serverEnded = false;
		const watchServer = () => void server.ended.then(() => (serverEnded = true));
		watchServer();
		stops.push(() => server.stop());

		const proxy = await startProxy(port);
		stops.push(proxy.close);
		const run = {
			...{ hostDir, node, extensionDir, password: PASSWORD, port: await freePort(), workDir: join(scratch, 'faults-host') },
			databaseUrl: `postgres://postgres@127.0.0.1:${proxy.port}/directus`,
			env: {
				LOG_LEVEL: 'warn',
				AXIS_PROFILE: 'one-roof',
				DB_POOL__MAX: String(POOL_SIZE),
				DB_POOL__ACQUIRE_TIMEOUT_MILLIS: '1500',
			},
		};
		await createDatabase(server.url('postgres'), 'directus');
		await bootstrapHost(run);
		await loadReference(server.url('directus'));

		let host: Host = await runHost(run);
		let directusEnd: string | null = null;
		const watchHost = () => {
			directusEnd = null;
			const watched = host;
			void host.ended.then((how) => {
				if (watched === host) directusEnd = how;
			});
		};
		watchHost();
		stops.push(() => host.stop());
		await setupHost({ url: host.url, password: PASSWORD });
		await createApi(await signIn('admin', host.url), host.url).send('PATCH', '/users/me', { token: TOKEN });

		const connection = { host: '127.0.0.1', port, user: 'postgres', database: 'directus', application_name: HARNESS };
		const db = knex({ client: 'pg', connection, pool: { min: 0, max: 4 }, log: SILENT });
		stops.push(() => db.destroy());
		return {
			...{ db, proxy, disk, connection, stop },
			admin: createApi(TOKEN, host.url),
			log: () => host.output(),
			directusEnded: () => directusEnd,
			async crashPostgres() {
				await server.stop('SIGQUIT');
			},
			async ensurePostgres() {
				if (serverEnded) {
					server = await startServer();
					serverEnded = false;
					watchServer();
				}
				await untilAnswers(db);
			},
			async killDirectus() {
				host.process.kill('SIGKILL');
				await host.ended;
			},
			async ensureDirectus() {
				if (directusEnd === null) return;
				host = await runHost(run);
				watchHost();
			},
		};
	} catch (error) {
		await stop();
		throw error;
	}
}

async function untilAnswers(db: Knex): Promise<void> {
	for (const end = Date.now() + RECOVERY_MS; ; await sleep(50)) {
		try {
			await db.raw('select 1');
			return;
		} catch (error) {
			if (Date.now() > end) throw error;
		}
	}
}

/** So many tiers applied, after a run that went wrong: up to the next one nothing may be left of it. */
export async function bringTo(world: World, tiers: number): Promise<void> {
	world.proxy.heal();
	await world.disk.free();
	await world.ensurePostgres();
	await world.ensureDirectus();
	const undone = await world.admin.send('POST', '/axis/rollback', { force: true });
	// Before the first rollout there is nothing to roll back.
	if (undone.status !== 200 && verdict(undone) !== '409 AXIS_ORDER')
		throw new Error(`The run before this one left what cannot be rolled back: ${undone.text}`);
	if (tiers === 0) return;
	const done = await world.admin.send('POST', '/axis/apply', { ratified_apr: 'APR-BOOT-AUTHMODEL-1', through: tiers });
	if (done.status !== 200) throw new Error(`Applying after the run before this one failed: ${done.text}`);
}
