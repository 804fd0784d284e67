/**
 * The second pool: the same database as Directus', signed in as the role that owns the axis tables (AXIS_OWNER_DATABASE_URL).
 * What changes structure or runs tiers goes through it; everything else stays on Directus' own connections.
 */
import { randomInt } from 'node:crypto';
import type { Knex } from 'knex';
import { z } from 'zod';
import { OwnerUnusableError, WrongOwnerDatabaseError } from '../errors';
import { NAMESPACE } from './advisory-lock';
import { codeOf } from './availability';
import { markOwnerPool, refuseDoubles } from './owner-rights';
import { isPostgres } from './postgres';
import { queryRows } from './run-sql';
import { transact, withSettings } from './transaction';
import holdToken from './sql/hold-token.sql';
import lookForToken from './sql/look-for-token.sql';

/** The lock of a sequence, the tier's transaction, the ledger's, and one for a second run that is told to wait. */
const MAX_CONNECTIONS = 4;
/** Idle connections end, and with the last one every timer: a pool that a reload of the extension left behind holds nothing. */
const IDLE_MS = 10_000;
const ACQUIRE_MS = 10_000;
/** Second keys of advisory locks below this are LOCKS. */
const FIRST_TOKEN = 1_000_000;

const place = z.object({ name: z.string(), schema: z.string().nullable() });
const found = place.extend({ same: z.boolean(), role: z.string(), owner: z.string().nullable() });

export interface OwnerDatabase {
	/**
	 * The owner's pool, after a look that it is Directus' database; the host's own pool where no URL is set.
	 * Connects when it is first asked for, and looks each time: a name may lead elsewhere after a failover.
	 * Errors: OwnerUnusableError (no connection, another schema, a role that is not the owner, something that would
	 * run with the owner's rights), WrongOwnerDatabaseError. None names the URL.
	 */
	open(): Promise<Knex>;
	/** Ends its connections. Nothing where there are none. */
	close(): Promise<void>;
}

/** `url` is read when the pool is first asked for; null: there is no owner's connection. Asks nothing before that. */
export function createOwnerDatabase(host: Knex, url: () => string | null): OwnerDatabase {
	let pool: Knex | null = null;
	return {
		async open() {
			const connectionString = url();
			if (connectionString === null || !isPostgres(host)) return host;
			pool ??= openSecondPool(host, connectionString);
			await requireSameDatabase(host, pool);
			return pool;
		},
		async close() {
			await pool?.destroy();
			pool = null;
		},
	};
}

/**
 * A second knex of the host's own build: the bundle carries none, and the host's cannot be imported from an extension's folder.
 * withUserParams makes an instance of its own; its client, a copy that would share the host's pool, gives way to a new one of the same class.
 */
function openSecondPool(host: Knex, connectionString: string): Knex {
	const { client, searchPath } = host.client.config;
	const second = host.withUserParams({});
	second.client = new host.client.constructor({
		client,
		searchPath,
		connection: { connectionString, application_name: 'axis-coverage owner' },
		pool: { min: 0, max: MAX_CONNECTIONS, idleTimeoutMillis: IDLE_MS },
		acquireConnectionTimeout: ACQUIRE_MS,
	});
	markOwnerPool(second, host);
	return second;
}

async function requireSameDatabase(host: Knex, owner: Knex): Promise<void> {
	const keys = { namespace: NAMESPACE, token: randomInt(FIRST_TOKEN, 2 ** 31) };
	const [here, there] = await transact(host, async (trx) => {
		const held = place.parse((await queryRows(trx, holdToken, keys))[0]);
		return [held, await askOwner(owner, keys)] as const;
	});
	if (!there.same) throw new WrongOwnerDatabaseError({ expected: here.name, actual: there.name });
	if (there.schema !== here.schema) {
		throw new OwnerUnusableError({
			reason: `names resolve in the schema "${here.schema}" for Directus and in "${there.schema}" for the role "${there.role}"`,
		});
	}
	if (there.owner !== null && there.owner !== there.role) {
		throw new OwnerUnusableError({
			reason: `it signs in as "${there.role}", and the axis objects are owned by "${there.owner}"`,
		});
	}
	await reach(() => withSettings(owner, (trx) => refuseDoubles(owner, trx)));
}

async function askOwner(owner: Knex, keys: { namespace: number; token: number }) {
	const [row] = await reach(() => queryRows(owner, lookForToken, keys));
	return found.parse(row);
}

async function reach<Result>(ask: () => Promise<Result>): Promise<Result> {
	try {
		return await ask();
	} catch (error) {
		if (error instanceof OwnerUnusableError) throw error;
		// The driver's words may carry parts of the URL; its code does not.
		const code = codeOf(error);
		throw new OwnerUnusableError({ reason: `the database could not be asked through it${code === null ? '' : ` (${code})`}` });
	}
}
