/** Brings what the bundle and its host are made of: the extension's packages into the checkout, a Directus into a cache shared by all checkouts. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { rmSync } from 'node:fs';
import { copyFile, mkdir, mkdtemp, readFile, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Failure } from './failure.mjs';
import { installLocked, isInstalled } from './npm.mjs';

/** Directus' sandbox (isolated-vm) has prebuilt binaries for these majors of Node only. */
const HOST_NODE_MAJORS = [22, 24];

/**
 * Installs the checkout's dev dependencies unless they are all there.
 *
 * @param {{ root: string, onLine?: (line: string) => void }} options root: the checkout
 * @returns {Promise<boolean>} true when something was installed
 * @throws {Failure}
 */
export async function installExtension({ root, onLine }) {
	if (await isInstalled(root)) return false;
	await installLocked(root, { onLine });
	return true;
}

/**
 * Installs a Directus into `$XDG_CACHE_HOME/directus-extension-axis-coverage/host-<major>-<hash of its lock>` unless it is there. It is installed
 * beside its place and renamed when complete, so two starts at once, or one that was interrupted, never leave a broken one.
 *
 * @param {{ root: string, major: 11 | 12, onLine?: (line: string) => void }} options
 * @returns {Promise<{ hostDir: string, node: string, installed: boolean }>} node: the program that runs this Directus
 * @throws {Failure} the cache can't be written, npm fails, or no Node 22 or 24 is at hand
 */
export async function installHost({ root, major, onLine }) {
	const { source, cache, hostDir } = await hostPlace(root, major);
	const present = await exists(hostDir);
	if (!present) await installInto({ source, cache, hostDir, onLine });
	return { hostDir, node: findHostNode(hostDir), installed: !present };
}

/**
 * True when installHost would have nothing to do.
 *
 * @param {{ root: string, major: 11 | 12 }} options root: the checkout
 * @returns {Promise<boolean>}
 */
export async function isHostInstalled({ root, major }) {
	return exists((await hostPlace(root, major)).hostDir);
}

/**
 * @param {string} root
 * @param {11 | 12} major
 */
async function hostPlace(root, major) {
	const source = hostSource(root, major);
	const lock = await readFile(join(source, 'package-lock.json'));
	const cache = join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), 'directus-extension-axis-coverage');
	return { source, cache, hostDir: join(cache, `host-${major}-${createHash('sha256').update(lock).digest('hex').slice(0, 12)}`) };
}

/**
 * The folder with the host's package.json and lock.
 *
 * @param {string} root
 * @param {11 | 12} major
 */
function hostSource(root, major) {
	return major === 12 ? join(root, 'host') : join(root, 'host', `directus-${major}`);
}

/** @param {{ source: string, cache: string, hostDir: string, onLine?: (line: string) => void }} options */
async function installInto({ source, cache, hostDir, onLine }) {
	const draft = await makeDraft(cache);
	const discard = () => rmSync(draft, { recursive: true, force: true, maxRetries: 3 });
	process.once('exit', discard);
	try {
		for (const name of ['package.json', 'package-lock.json']) await copyFile(join(source, name), join(draft, name));
		await installLocked(draft, { onLine });
		await rename(draft, hostDir);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		// Another start was faster: its complete one serves as well.
		const code = /** @type {NodeJS.ErrnoException} */ (error).code;
		if ((code === 'ENOTEMPTY' || code === 'EEXIST') && (await exists(hostDir))) return;
		throw error;
	} finally {
		process.off('exit', discard);
	}
}

/** @param {string} cache */
async function makeDraft(cache) {
	try {
		await mkdir(cache, { recursive: true });
		return await mkdtemp(join(cache, '.installing-'));
	} catch (error) {
		const code = /** @type {NodeJS.ErrnoException} */ (error).code;
		if (code === 'ENOSPC') throw error;
		throw new Failure(
			`The cache folder ${cache} can't be written (${code}). Set XDG_CACHE_HOME to a folder of yours and start again.`,
			{ cause: error },
		);
	}
}

/**
 * This process' own Node where Directus runs on it, else the one that came with the host.
 *
 * @param {string} hostDir
 * @returns {string} absolute path
 * @throws {Failure}
 */
function findHostNode(hostDir) {
	if (HOST_NODE_MAJORS.includes(Number(process.versions.node.split('.')[0]))) return process.execPath;
	const bundled = join(hostDir, 'node_modules', `node-linux-${process.arch}`, 'bin/node');
	if (process.platform === 'linux' && spawnSync(bundled, ['--version'], { stdio: 'ignore' }).status === 0) return bundled;
	throw new Failure(
		`Directus needs Node ${HOST_NODE_MAJORS.join(' or ')}; this is Node ${process.versions.node} on ${process.platform}-${process.arch}, for which none can be brought along. Install Node 22 and start again.`,
	);
}

/** @param {string} path */
async function exists(path) {
	return stat(path).then(
		() => true,
		() => false,
	);
}
