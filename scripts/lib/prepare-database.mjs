/** From any database to a bootstrapped one with its fixture: the part of a start that is done once per database. */
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { connect, recall, remember, rememberBootstrap } from './database.mjs';
import { Failure } from './failure.mjs';
import { bootstrapHost } from './host.mjs';
import { step } from './progress.mjs';

/**
 * @typedef {object} Wanted what the command line asks for; undefined: whatever is there, else the default
 * @property {11 | 12} directus
 * @property {'one-roof' | 'project' | 'empty' | undefined} fixture
 * @property {number | undefined} scale
 */

/**
 * @param {object} options
 * @param {string} options.root the checkout
 * @param {import('./host.mjs').RunOptions} options.run
 * @param {Wanted} options.wanted
 * @returns {Promise<{ fixture: 'one-roof' | 'project' | 'empty', scale: number }>} what the database holds
 * @throws {Failure} the database is not ours, or holds another Directus or another fixture than asked for
 */
export async function prepareDatabase({ root, run, wanted }) {
	const client = await connect(run.databaseUrl);
	try {
		const before = await recall(client);
		if (before) assertSame(before, wanted);
		const fixture = before?.fixture ?? wanted.fixture ?? 'one-roof';
		const scale = before?.scale ?? wanted.scale ?? 1;
		const host = basename(run.hostDir);
		if (before?.bootstrapped_by !== host) {
			if (before?.bootstrapped_by === null && (await hasTable(client, 'directus_migrations'))) {
				throw new Failure(
					'An earlier start was interrupted while it installed Directus into this database. Empty the database and start again.',
				);
			}
			await step(`Setting up Directus ${wanted.directus} in the database`, async () => {
				if (!before) await remember(client, { directus: wanted.directus, fixture, scale });
				await bootstrapHost(run);
				await rememberBootstrap(client, host);
			});
		}
		// The fixture is loaded in one transaction: its first table tells that all of it is there.
		const { FIXTURES, loadFixture } = await import(pathToFileURL(join(root, 'host/fixtures/load.mjs')).href);
		if (fixture !== 'empty' && !(await hasTable(client, FIXTURES[fixture]))) {
			await step(`Loading the fixture ${fixture}${scale === 1 ? '' : ` at scale ${scale}`}`, async () => {
				await loadFixture(client, { name: fixture, scale });
			});
		}
		return { fixture, scale };
	} finally {
		await client.end();
	}
}

/**
 * @param {import('./database.mjs').Remembered} before
 * @param {Wanted} wanted
 */
function assertSame(before, wanted) {
	const remedy = 'Use another --data-dir (or database), or start over with --reset. Nothing was changed.';
	if (before.directus !== wanted.directus) {
		throw new Failure(
			`This database belongs to Directus ${before.directus}; it can't be switched to Directus ${wanted.directus}. ${remedy}`,
		);
	}
	if ((wanted.fixture ?? before.fixture) !== before.fixture || (wanted.scale ?? before.scale) !== before.scale) {
		throw new Failure(
			`This database holds the fixture ${before.fixture} at scale ${before.scale}, not what is asked for. ${remedy}`,
		);
	}
}

/**
 * @param {import('pg').Client} client
 * @param {string} name
 */
async function hasTable(client, name) {
	return (await client.query('select to_regclass($1) is not null as found', [`public.${name}`])).rows[0].found;
}
