/** A Directus of our own: bootstrap it, run it, wait until it and the bundle answer. */
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startChild, withParentDeathSignal } from './child.mjs';
import { Failure } from './failure.mjs';
import { writeHostConfig } from './host-config.mjs';
import { assertPortFree } from './ports.mjs';

const START_TIMEOUT_MS = 120_000;
const SHOWN_LINES = 25;

/**
 * @typedef {import('./host-config.mjs').HostOptions & { hostDir: string, node: string, onLine?: (line: string) => void, logFile?: string }} RunOptions
 * hostDir and node: see installHost; onLine receives every line that Directus prints, logFile keeps them
 */

/**
 * @typedef {object} Host
 * @property {string} url without a slash at the end
 * @property {import('node:child_process').ChildProcess} process
 * @property {() => string} output last lines of its log
 * @property {Promise<string>} ended resolves with how the process ended, whoever ended it
 * @property {() => Promise<void>} stop ends it gracefully; idempotent
 */

/**
 * Bootstraps and runs.
 *
 * @param {RunOptions} options
 * @returns {Promise<Host>}
 * @throws {Failure}
 */
export async function startHost(options) {
	await bootstrapHost(options);
	return runHost(options);
}

/**
 * Creates Directus' tables and the admin in an empty database; in one that has them, runs outstanding migrations.
 *
 * @param {RunOptions} options
 * @throws {Failure} with the last lines of the log
 */
export async function bootstrapHost(options) {
	const { env } = await writeHostConfig(options);
	const child = startDirectus('bootstrap', options, env);
	const outcome = await child.ended;
	if (outcome !== 'exit code 0') throw new Failure(`"directus bootstrap" failed (${outcome}).${tail(child.output())}`);
}

/**
 * Starts the server of a bootstrapped database and resolves once it answers, and once the bundle's endpoint is mounted.
 *
 * @param {RunOptions} options
 * @returns {Promise<Host>}
 * @throws {Failure} port in use, the process ended, or no answer within two minutes; with the last lines of the log
 */
export async function runHost(options) {
	await assertPortFree(options.port, 'Stop what uses it, or choose another one with --port.');
	const { url, env } = await writeHostConfig(options);
	const child = startDirectus('start', options, env);
	const gone = child.ended.then((outcome) => {
		throw new Failure(`Directus did not start (${outcome}).${tail(child.output())}`);
	});
	try {
		const deadline = Date.now() + START_TIMEOUT_MS;
		await Promise.race([gone, waitFor(() => isUp(`${url}/server/ping`, (status) => status === 200), deadline)]);
		if (options.extensionDir !== null) {
			await Promise.race([gone, waitFor(() => isUp(`${url}/axis/gate`, (status) => status !== 404 && status !== 503), deadline)]);
		}
	} catch (error) {
		await child.stop();
		if (error instanceof Failure) throw error;
		throw new Failure(`Directus does not answer at ${url} as it should (${error}).${tail(child.output())}`, { cause: error });
	}
	gone.catch(() => {});
	return { url, process: child.process, output: child.output, ended: child.ended, stop: () => child.stop('SIGTERM', 15_000) };
}

/**
 * @param {'bootstrap' | 'start'} command
 * @param {RunOptions} options
 * @param {NodeJS.ProcessEnv} env
 */
function startDirectus(command, { hostDir, node, workDir, onLine, logFile }, env) {
	const { program, environment } = directusCommand({ hostDir, node });
	const run = withParentDeathSignal([...program, command], 'TERM');
	return startChild(run, { cwd: resolve(workDir), env: { ...environment, ...env }, onLine, logFile });
}

/**
 * How to start an installed Directus' command line. Node 22 keeps its compiled code beside it, which makes every start but the first a quarter
 * quicker; older ones ignore that.
 *
 * @param {{ hostDir: string, node: string }} installed
 * @returns {{ program: [string, string], environment: Record<string, string> }}
 */
export function directusCommand({ hostDir, node }) {
	const modules = join(hostDir, 'node_modules');
	return {
		program: [node, join(modules, '@directus/api/dist/cli/run.js')],
		environment: { NODE_COMPILE_CACHE: join(modules, '.cache/compiled') },
	};
}

/**
 * @param {() => Promise<boolean>} condition
 * @param {number} deadline ms since the epoch
 */
async function waitFor(condition, deadline) {
	while (!(await condition())) {
		if (Date.now() > deadline) throw new Error(`no answer within ${START_TIMEOUT_MS / 1000} s`);
		await sleep(100);
	}
}

/**
 * @param {string} url
 * @param {(status: number) => boolean} accepted
 */
async function isUp(url, accepted) {
	try {
		const response = await fetch(url, { signal: AbortSignal.timeout(5_000) });
		await response.arrayBuffer();
		return accepted(response.status);
	} catch {
		return false;
	}
}

/** @param {string} output */
function tail(output) {
	const lines = output.trim().split('\n').slice(-SHOWN_LINES).join('\n');
	return lines === '' ? '' : ` Its last lines:\n${lines}`;
}
