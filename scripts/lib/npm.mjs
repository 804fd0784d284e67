/** npm, run for a folder with a lock file, and the question whether that has already been done. Node's built-ins only: nothing is installed yet. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { startChild, withParentDeathSignal } from './child.mjs';
import { Failure } from './failure.mjs';

/**
 * Runs `npm ci --ignore-scripts`: exactly the lock's packages, none of their scripts.
 *
 * @param {string} folder holds package.json and package-lock.json
 * @param {{ onLine?: (line: string) => void }} [options]
 * @throws {Failure} npm is missing or fails; the message carries its last lines
 */
export async function installLocked(folder, { onLine } = {}) {
	await runNpm(['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], { folder, onLine });
}

/**
 * Runs npm in a folder and waits for it.
 *
 * @param {string[]} args
 * @param {{ folder: string, onLine?: (line: string) => void }} options
 * @throws {Failure} npm is missing or ends with anything but 0
 */
export async function runNpm(args, { folder, onLine }) {
	const command = withParentDeathSignal(['npm', ...args], 'TERM');
	let diskFull = false;
	const child = startChild(command, {
		cwd: folder,
		env: withoutNpmContext(process.env),
		onLine(line) {
			onLine?.(line);
			// On a full disk npm goes on for minutes, warning about every file, before it fails.
			if (diskFull || !line.includes('ENOSPC')) return;
			diskFull = true;
			void child.stop('SIGTERM', 2_000);
		},
	});
	const outcome = await child.ended;
	if (diskFull) throw new Failure(`ENOSPC while npm wrote to ${folder}`);
	if (outcome === 'exit code 0') return;
	if (outcome.includes('ENOENT'))
		throw new Failure('npm was not found. Install Node.js together with npm (version 10 or newer) and start again.');
	const lines = child.output().split('\n').slice(-25).join('\n');
	throw new Failure(`"npm ${args.join(' ')}" in ${folder} failed (${outcome}). Its last lines:\n${lines}`);
}

/**
 * True when node_modules holds every package of the lock at its version (optional ones of other platforms aside).
 *
 * @param {string} folder
 * @returns {Promise<boolean>}
 */
export async function isInstalled(folder) {
	const lock = await readPackages(join(folder, 'package-lock.json'));
	const present = await readPackages(join(folder, 'node_modules/.package-lock.json'));
	if (!lock || !present) return false;
	return Object.entries(lock).every(([path, { version, optional }]) => {
		if (path === '') return true;
		const found = present[path];
		return found ? found.version === version : optional === true;
	});
}

/**
 * @param {string} path
 * @returns {Promise<Record<string, { version?: string, optional?: boolean }> | undefined>}
 */
async function readPackages(path) {
	const text = await readFile(path, 'utf8').catch(() => undefined);
	return text === undefined ? undefined : JSON.parse(text).packages;
}

/**
 * The environment without what an outer `npm start` put there for this package: an inner npm works in another folder.
 *
 * @param {NodeJS.ProcessEnv} env
 */
function withoutNpmContext(env) {
	return Object.fromEntries(
		Object.entries(env).filter(
			([name]) => !/^npm_(package|lifecycle|command|execpath|config_local_prefix|node_execpath)/.test(name),
		),
	);
}
