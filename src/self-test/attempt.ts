/** What a write path is, and what an attempt is given. A path is a datum: the engine tries it, in a savepoint of its own for every layer. */
import { createError, type DirectusError } from '@directus/errors';
import type { Accountability, SchemaOverview } from '@directus/types';
import type { Knex } from 'knex';
import type { SelfTestLayer } from '../contract';
import type { GatePolicy } from '../gate/gate';
import type { HostServices, Items, WriteOptions } from './host';

/** Rows that the self-test made in its own transaction, as a rehearsal: what stands on them fails in the table's own constraints, after the guard. */
export interface Seed {
	/** Key of an axis that a value refers to: deleting it violates the foreign key. */
	first: string;
	firstCode: string;
	/** Key of a second axis: giving one the other's code or key violates a unique constraint. */
	second: string;
	secondCode: string;
}

export interface Bench {
	/** The attempt's savepoint. */
	trx: Knex.Transaction;
	services: HostServices;
	schema: SchemaOverview;
	seed: Seed;
	/** What the profile asks for before the gate is open. */
	policy: GatePolicy;
}

export interface Attempt {
	/** It locks whole tables: whoever waits for such a lock holds up every reader behind them, so this wait is much shorter. */
	exclusive?: true;
	/**
	 * Writes, or asks. Fulfilling means that nothing refused it, and so does PROBE or a violated constraint: those come after every guard.
	 * The text it answers, if any, is told with the result.
	 */
	run(bench: Bench): Promise<string | void>;
}

export interface WritePath {
	path: string;
	does: string;
	note?: string;
	/** A layer that is left out does not apply. */
	layers: Partial<Record<SelfTestLayer, Attempt>>;
}

/** Thrown by an attempt that finds nothing to try on. */
export class NotTried extends Error {}

/** Thrown by an attempt whose text did nothing: a guard let it through as something else. The message says as what. */
export class Harmless extends Error {}

/** Thrown by Directus where a write would begin: the filters were asked and let it pass. */
export const PROBE: DirectusError = new (createError('SELF_TEST_PROBE', 'The self-test stops here.', 500))();

// Nothing of what is rolled back may reach a cache or an action hook.
const QUIET = { autoPurgeCache: false, autoPurgeSystemCache: false, bypassEmitAction: () => {} } as const;

/**
 * How a write is asked for. `asked`: up to the filters and no further. `silent`: no filter is asked. `whole`: both, as a request would.
 * Made anew for each write: Directus keeps its counts in them.
 */
export const WRITE: Readonly<Record<'asked' | 'silent' | 'whole', () => WriteOptions>> = {
	asked: () => ({ ...QUIET, preMutationError: PROBE }),
	silent: () => ({ ...QUIET, emitEvents: false }),
	whole: () => ({ ...QUIET }),
};

/** Directus' items of a collection, in the attempt's savepoint, as nobody: no activity, no revision. */
export function itemsOf(bench: Bench, collection: string, schema = bench.schema): Items {
	return new bench.services.ItemsService(collection, { ...serviceOptions(bench), schema });
}

/** What every service of Directus is given. */
export function serviceOptions({ trx, schema }: Bench): {
	knex: Knex;
	schema: SchemaOverview;
	accountability: Accountability | null;
} {
	return { knex: trx, schema, accountability: null };
}
