/** A PostgreSQL server of our own, from the binaries that npm brought: for `npm start` (durable) and for tests (fast). */
import { spawnSync } from 'node:child_process';
import { chown, mkdir, mkdtemp, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, withParentDeathSignal } from './child.mjs';
import { Failure } from './failure.mjs';
import { assertPortFree, freePort } from './ports.mjs';
import { findPostgresBinaries, unprivileged } from './postgres-binaries.mjs';

const READY = 'database system is ready to accept connections';
const START_TIMEOUT_MS = 60_000;
const FAST = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];

/**
 * @typedef {object} PostgresServer
 * @property {number} port
 * @property {'postgres'} user superuser, no password, reachable from 127.0.0.1 only
 * @property {(database: string) => string} url connection string of a database
 * @property {Promise<string>} ended resolves with how the server ended, whoever ended it
 * @property {() => string} output last lines of its log
 * @property {(signal?: 'SIGINT' | 'SIGQUIT') => Promise<void>} stop fast shutdown, with SIGQUIT an immediate one (a crash, as the data sees it); idempotent
 */

/**
 * Starts a server on the data directory, creating it when it is missing or empty. An old server that a killed start left running on the same
 * directory is stopped first; a stale lock file is no obstacle.
 *
 * @param {object} options
 * @param {string} options.dataDir created if need be; holds nothing but the cluster
 * @param {number} [options.port] default: any free port
 * @param {boolean} [options.durable] false: no fsync, for data that may be lost with the machine
 * @param {(line: string) => void} [options.log] receives every line of the server's log
 * @param {string} [options.logFile] keeps them
 * @param {string[]} [options.settings] more `name=value` settings
 * @returns {Promise<PostgresServer>} accepts connections
 * @throws {Failure} no binaries, port in use, or the server does not start
 */
export async function startPostgres({ dataDir, port, durable = true, log, logFile, settings = [] }) {
	const directory = resolve(dataDir);
	const binaries = await findPostgresBinaries();
	const run = unprivileged();
	await stopLeftover(directory);
	if (port !== undefined) await assertPortFree(port, 'Choose another one for PostgreSQL.');
	await createCluster({ directory, initdb: binaries.initdb, run, durable });

	const chosenPort = port ?? (await freePort());
	const flags = [
		...[
			'listen_addresses=127.0.0.1',
			`port=${chosenPort}`,
			'unix_socket_directories=',
			'max_connections=150',
			'logging_collector=off',
		],
		...(durable ? [] : FAST),
		...settings,
	].flatMap((setting) => ['-c', setting]);
	const command = [...run.prefix, ...withParentDeathSignal([binaries.postgres, '-D', directory, ...flags], 'INT')];

	/** @type {() => void} */
	let markReady = () => {};
	const ready = new Promise((done) => (markReady = () => done(true)));
	const child = startChild(command, {
		cwd: directory,
		env: { ...process.env, LC_ALL: 'C' },
		logFile,
		onLine(line) {
			log?.(line);
			if (line.includes(READY)) markReady();
		},
	});
	const timeout = sleep(START_TIMEOUT_MS, false, { ref: false });
	const outcome = await Promise.race([ready, timeout, child.ended]);
	if (outcome !== true) {
		await child.stop('SIGQUIT');
		const how = outcome === false ? `was not ready after ${START_TIMEOUT_MS / 1000} s` : `ended with ${outcome}`;
		throw new Failure(`PostgreSQL did not start (it ${how}). Its last lines:\n${child.output()}`);
	}
	return {
		port: chosenPort,
		user: 'postgres',
		url: (database) => `postgres://postgres@127.0.0.1:${chosenPort}/${encodeURIComponent(database)}`,
		ended: child.ended,
		output: child.output,
		stop: (signal = 'SIGINT') => child.stop(signal, 30_000),
	};
}

/**
 * Runs initdb beside the directory and renames: an interrupted one is never taken for a cluster.
 *
 * @param {{ directory: string, initdb: string, run: { prefix: string[], owner?: number }, durable: boolean }} options
 */
async function createCluster({ directory, initdb, run, durable }) {
	if (await readText(join(directory, 'PG_VERSION'))) return;
	await mkdir(dirname(directory), { recursive: true });
	const draft = await mkdtemp(join(dirname(directory), `.${basename(directory)}-`));
	try {
		if (run.owner !== undefined) await chown(draft, run.owner, run.owner);
		const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
		const args = ['-D', draft, '-U', 'postgres', '--auth=trust', '-E', 'UTF8', ...locale, ...(durable ? [] : ['--no-sync'])];
		const [program = '', ...rest] = [...run.prefix, initdb, ...args];
		const result = spawnSync(program, rest, { cwd: draft, encoding: 'utf8', env: { ...process.env, LC_ALL: 'C' } });
		if (result.status !== 0) {
			throw new Failure(
				`PostgreSQL could not create its data directory ${directory}:\n${result.error?.message ?? result.stderr.trim()}`,
			);
		}
		await rename(draft, directory);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		if (['ENOTEMPTY', 'EEXIST'].includes(/** @type {NodeJS.ErrnoException} */ (error).code ?? '')) {
			throw new Failure(`${directory} is not empty and holds no PostgreSQL data. Choose another directory.`, { cause: error });
		}
		throw error;
	}
}

/**
 * Stops a server that a killed start left running on the directory, and removes a lock file whose process is gone (its number may belong to
 * somebody else by now, which PostgreSQL itself would take for a living server).
 *
 * @param {string} directory
 */
async function stopLeftover(directory) {
	const lockFile = join(directory, 'postmaster.pid');
	const pid = Number((await readText(lockFile))?.split('\n')[0]);
	if (!Number.isInteger(pid) || pid <= 1) return;
	for (let waitedMs = 0; await isServerOf(pid, directory); waitedMs += 100) {
		if (waitedMs === 0) process.kill(pid, 'SIGINT');
		if (waitedMs > 30_000) throw new Failure(`A PostgreSQL server (process ${pid}) still uses ${directory} and does not stop.`);
		await sleep(100);
	}
	await rm(lockFile, { force: true });
}

/**
 * @param {number} pid
 * @param {string} directory
 */
async function isServerOf(pid, directory) {
	const onLinux = await readText(`/proc/${pid}/cmdline`);
	const command = onLinux ?? spawnSync('ps', ['-o', 'command=', '-ww', '-p', String(pid)], { encoding: 'utf8' }).stdout ?? '';
	return command.includes('postgres') && command.includes(directory);
}

/** @param {string} path */
async function readText(path) {
	return readFile(path, 'utf8').catch(() => undefined);
}
