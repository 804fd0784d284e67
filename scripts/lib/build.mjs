/** Builds the bundle when its sources are newer than what was built. */
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';

const SOURCES = [
	'src',
	'app',
	'endpoints',
	'hooks',
	'panels',
	'modules',
	'cli',
	'migrations',
	'profiles',
	'scripts/lib/lean-styles.mjs',
	'scripts/lib/plain-colours.mjs',
	'scripts/lib/split-app.mjs',
	'scripts/lib/text-modules.mjs',
	'extension.config.js',
	'package.json',
	'package-lock.json',
];
const OUTPUTS = ['dist/app.js', 'dist/api.js'];

/**
 * @param {{ root: string, onLine?: (line: string) => void }} options root: the checkout, its packages installed
 * @returns {Promise<boolean>} true when something was built
 * @throws {import('./failure.mjs').Failure} with the compiler's last lines
 */
export async function buildExtension({ root, onLine }) {
	const builtAt = Math.min(...(await Promise.all(OUTPUTS.map((path) => changedAt(join(root, path), Math.min)))));
	const changed = Math.max(...(await Promise.all(SOURCES.map((path) => changedAt(join(root, path), Math.max)))));
	if (builtAt > changed) return false;
	await runNpm(['run', 'build'], { folder: root, onLine });
	return true;
}

/**
 * When a file, or any below a folder, was changed, in ms since the epoch; -Infinity when there is none.
 *
 * @param {string} path
 * @param {(...times: number[]) => number} pick
 * @returns {Promise<number>}
 */
async function changedAt(path, pick) {
	const found = await stat(path).catch(() => undefined);
	if (!found) return -Infinity;
	if (!found.isDirectory()) return found.mtimeMs;
	const names = await readdir(path);
	return pick(found.mtimeMs, ...(await Promise.all(names.map((name) => changedAt(join(path, name), pick)))));
}
