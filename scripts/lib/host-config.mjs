/** The working directory of a Directus: its configuration, its secrets, its extensions folder. */
import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Differs from every entry's name (Directus confuses a bundle's row with its entry's otherwise). */
const EXTENSION_FOLDER = 'directus-extension-axis-coverage';

export const ADMIN_EMAIL = 'admin@example.com';

/**
 * @typedef {object} HostOptions
 * @property {string} workDir created if need be; keeps the secrets, so that sessions outlive a restart
 * @property {string} databaseUrl
 * @property {number} port
 * @property {string} password of admin@example.com, used by the first bootstrap only
 * @property {string | null} extensionDir a folder with the built bundle (package.json and dist); null starts Directus without it
 * @property {Record<string, string>} [env] wins over everything below, e.g. AXIS_PROFILE or LOG_LEVEL
 */

/**
 * Writes what Directus reads at start. The configuration file beats the process environment, which may carry a stranger's DB_* or PORT.
 *
 * @param {HostOptions} options
 * @returns {Promise<{ url: string, env: NodeJS.ProcessEnv }>} env: the whole environment for the process
 */
export async function writeHostConfig({ workDir, databaseUrl, port, password, extensionDir, env = {} }) {
	const directory = resolve(workDir);
	const extensions = join(directory, 'extensions');
	await mkdir(extensions, { recursive: true });
	await mkdir(join(directory, 'uploads'), { recursive: true });
	// Without a package.json in its working directory Directus loads no extension at all.
	const manifest = '{ "name": "axis-coverage-demo", "private": true, "type": "module" }\n';
	// One that is there may name what somebody installed.
	await writeFile(join(directory, 'package.json'), manifest, { flag: 'wx' }).catch((error) => {
		if (error.code !== 'EEXIST') throw error;
	});
	await linkExtension(join(extensions, EXTENSION_FOLDER), extensionDir);

	const url = `http://127.0.0.1:${port}`;
	const config = {
		HOST: '127.0.0.1',
		PORT: port,
		PUBLIC_URL: url,
		DB_CLIENT: 'pg',
		DB_CONNECTION_STRING: databaseUrl,
		...(await readSecrets(join(directory, 'secrets.json'))),
		ADMIN_EMAIL,
		ADMIN_PASSWORD: password,
		PROJECT_NAME: 'Axis coverage',
		PROJECT_OWNER_ENABLED: false,
		TELEMETRY: false,
		EXTENSIONS_PATH: extensions,
		EXTENSIONS_MUST_LOAD: extensionDir !== null,
		STORAGE_LOCATIONS: 'local',
		STORAGE_LOCAL_DRIVER: 'local',
		STORAGE_LOCAL_ROOT: join(directory, 'uploads'),
		WEBSOCKETS_ENABLED: true,
		CACHE_ENABLED: false,
		// Its limits are for servers: a small machine passes them while it compiles, and every click would be answered "Under pressure".
		PRESSURE_LIMITER_ENABLED: false,
		...env,
	};
	const configFile = join(directory, 'config.json');
	await writeFile(configFile, `${JSON.stringify(config, null, '\t')}\n`, { mode: 0o600 });
	const inherited = Object.fromEntries(
		['PATH', 'HOME', 'TMPDIR', 'LANG', 'TZ'].flatMap((name) => (process.env[name] ? [[name, process.env[name]]] : [])),
	);
	return { url, env: { ...inherited, NODE_ENV: 'production', CONFIG_PATH: configFile, ...env } };
}

/**
 * @param {string} link
 * @param {string | null} extensionDir
 */
async function linkExtension(link, extensionDir) {
	await rm(link, { recursive: true, force: true });
	if (extensionDir !== null) await symlink(resolve(extensionDir), link, 'dir');
}

/**
 * @param {string} path
 * @returns {Promise<{ KEY: string, SECRET: string }>}
 */
async function readSecrets(path) {
	const text = await readFile(path, 'utf8').catch(() => undefined);
	if (text !== undefined) return JSON.parse(text);
	const secrets = { KEY: randomBytes(16).toString('hex'), SECRET: randomBytes(32).toString('hex') };
	await writeFile(path, JSON.stringify(secrets), { mode: 0o600 });
	return secrets;
}
