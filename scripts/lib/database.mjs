/**
 * What a start remembers inside the database it fills, in a schema of its own that Directus never looks at: so a database tells by itself whether
 * it is empty, ours, or somebody else's.
 */
import { Failure } from './failure.mjs';

/**
 * @typedef {object} Remembered
 * @property {11 | 12} directus
 * @property {'one-roof' | 'project' | 'empty'} fixture
 * @property {number} scale
 * @property {string | null} bootstrapped_by the host (name of its cache folder) that last bootstrapped it; null: never to the end
 */

const STATE = 'axis_coverage_start.state';

/**
 * Connects, and says in a sentence why not.
 *
 * @param {string} url
 * @returns {Promise<import('pg').Client>} the caller ends it
 * @throws {Failure}
 */
export async function connect(url) {
	const { default: pg } = await import('pg');
	const client = new pg.Client({
		connectionString: url,
		application_name: 'axis-coverage-start',
		connectionTimeoutMillis: 15_000,
	});
	client.on('error', () => {});
	try {
		await client.connect();
	} catch (error) {
		const { code, message } = /** @type {NodeJS.ErrnoException} */ (error);
		const { host, pathname } = new URL(url);
		const database = decodeURIComponent(pathname.slice(1));
		if (code === '3D000')
			throw new Failure(`The server ${host} has no database "${database}". Create it (createdb ${database}) and start again.`);
		throw new Failure(`The database "${database}" at ${host} can't be reached: ${message || code}.`, { cause: error });
	}
	return client;
}

/**
 * What an earlier start left, after seeing to it that the database is fit for this one.
 *
 * @param {import('pg').Client} client
 * @returns {Promise<Remembered | undefined>} undefined: the database is empty
 * @throws {Failure} PostgreSQL is older than 15, or the database holds what no start of ours made
 */
export async function recall(client) {
	const { rows } = await client.query(
		`select current_setting('server_version_num')::int as version, to_regclass('${STATE}') is not null as ours,
			(select count(*)::int from pg_catalog.pg_class where relnamespace = to_regnamespace('public') and relkind in ('r', 'p', 'v', 'm', 'f')) as relations,
			current_database() as name`,
	);
	const { version, ours, relations, name } = rows[0];
	if (version < 150_000)
		throw new Failure(`PostgreSQL 15 or newer is needed; this server is version ${Math.floor(version / 10_000)}.`);
	if (ours) return (await client.query(`select directus, fixture, scale, bootstrapped_by from ${STATE}`)).rows[0];
	if (relations === 0) return undefined;
	throw new Failure(
		`The database "${name}" holds ${relations} tables or views that no npm start made. Give an empty one; nothing was changed.`,
	);
}

/**
 * Marks an empty database as ours.
 *
 * @param {import('pg').Client} client
 * @param {Omit<Remembered, 'bootstrapped_by'>} start
 */
export async function remember(client, { directus, fixture, scale }) {
	await client.query('begin');
	await client.query('create schema axis_coverage_start');
	await client.query(
		`create table ${STATE} (only_row boolean primary key default true check (only_row), directus int not null, fixture text not null,
			scale int not null, bootstrapped_by text, created_at timestamptz not null default now())`,
	);
	await client.query(`comment on table ${STATE} is 'What npm start of directus-extension-axis-coverage put into this database'`);
	await client.query(`insert into ${STATE} (directus, fixture, scale) values ($1, $2, $3)`, [directus, fixture, scale]);
	await client.query('commit');
}

/**
 * @param {import('pg').Client} client
 * @param {string} host name of the host's cache folder
 */
export async function rememberBootstrap(client, host) {
	await client.query(`update ${STATE} set bootstrapped_by = $1`, [host]);
}

/**
 * Creates the database of the embedded server where it is missing, and anew where an earlier start was interrupted before Directus was installed:
 * a half-installed Directus never gets its admin.
 *
 * @param {(database: string) => string} url
 * @param {string} name
 * @throws {Failure}
 */
export async function ensureDatabase(url, name) {
	const server = await connect(url('postgres'));
	try {
		const exists = (await server.query('select from pg_database where datname = $1', [name])).rowCount === 1;
		if (exists && !(await isHalfInstalled(url(name)))) return;
		if (exists) await server.query(`drop database "${name}" with (force)`);
		await server.query(`create database "${name}"`);
	} finally {
		await server.end();
	}
}

/** @param {string} url */
async function isHalfInstalled(url) {
	const client = await connect(url);
	try {
		const remembered = await recall(client);
		return remembered !== undefined && remembered.bootstrapped_by === null;
	} finally {
		await client.end();
	}
}
