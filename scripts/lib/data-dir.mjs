/** The directory in which one demo lives: marked as ours, used by one start at a time, deleted only when it is ours. */
import { mkdir, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Failure } from './failure.mjs';

const MARKER = 'axis-coverage.json';
const LOCK = 'start.pid';

/**
 * @typedef {object} Marker what the start before left
 * @property {11 | 12} [directus]
 * @property {string} [password]
 * @property {'embedded' | 'given'} [database]
 * @property {'one-roof' | 'project' | 'empty'} [fixture]
 * @property {number} [scale]
 */

/**
 * Takes the directory, creating it when it is missing or empty.
 *
 * @param {string} directory absolute
 * @returns {Promise<{ marker: Marker, save: (marker: Marker) => Promise<void>, release: () => Promise<void> }>}
 * @throws {Failure} it belongs to somebody else, another start uses it, or it can't be written
 */
export async function openDataDir(directory) {
	const text = await readMarker(directory);
	if (text === undefined && (await listFiles(directory)).length > 0) {
		throw new Failure(`${directory} is not empty and was not made by npm start. Choose another --data-dir.`);
	}
	const save = (/** @type {Marker} */ marker) =>
		writeFile(
			join(directory, MARKER),
			`${JSON.stringify({ madeBy: 'directus-extension-axis-coverage', ...marker }, null, '\t')}\n`,
			{ mode: 0o600 },
		);
	try {
		await mkdir(directory, { recursive: true });
		if (text === undefined) await save({});
	} catch (error) {
		const code = /** @type {NodeJS.ErrnoException} */ (error).code;
		if (code === 'ENOSPC') throw error;
		throw new Failure(`${directory} can't be written (${code}). Choose another --data-dir.`, { cause: error });
	}
	const release = await lock(directory);
	return { marker: text === undefined ? {} : JSON.parse(text), save, release };
}

/**
 * Deletes the directory of an earlier start.
 *
 * @param {string} directory absolute
 * @returns {Promise<boolean>} false when there is none
 * @throws {Failure} it doesn't carry our marker, or a start uses it
 */
export async function resetDataDir(directory) {
	if ((await listFiles(directory)).length === 0) return false;
	if ((await readMarker(directory)) === undefined) {
		throw new Failure(`--reset deletes only what npm start made; ${directory} has no ${MARKER}. Nothing was deleted.`);
	}
	await lock(directory);
	await rm(directory, { recursive: true, force: true, maxRetries: 3 });
	return true;
}

/** @param {string} directory */
async function lock(directory) {
	const path = join(directory, LOCK);
	const pid = Number(await readFile(path, 'utf8').catch(() => ''));
	if (pid > 0 && pid !== process.pid && (await isStart(pid))) {
		throw new Failure(`Another npm start (process ${pid}) uses ${directory}. Stop it, or choose another --data-dir.`);
	}
	await writeFile(path, String(process.pid));
	return () => rm(path, { force: true });
}

/**
 * Whether the process lives and, where that can be seen, is a start of ours (numbers are used again).
 *
 * @param {number} pid
 */
async function isStart(pid) {
	try {
		process.kill(pid, 0);
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EPERM') return false;
	}
	const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => 'start.mjs');
	return command.includes('start.mjs');
}

/** @param {string} directory */
async function readMarker(directory) {
	return readFile(join(directory, MARKER), 'utf8').catch(() => undefined);
}

/** @param {string} directory */
async function listFiles(directory) {
	return readdir(directory).catch((error) => {
		if (error.code === 'ENOENT') return [];
		throw new Failure(`${directory} can't be read (${error.code}). Choose another --data-dir.`, { cause: error });
	});
}
