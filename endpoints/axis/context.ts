/** What the routes share: the host's database, the profile, who may do what, and the host's own services. */
import type { EndpointExtensionContext } from '@directus/types';
import type { Config } from '../../src/config';
import type { RolloutContext } from '../../src/rollout/context';
import type { OwnerDatabase } from '../../src/db/owner-database';
import { clearSchemaCache, noteOnInstances } from '../../src/schema-cache';
import type { Authorise } from './authorise';
import type { ReadQueue } from './read-queue';

export interface RouteContext {
	host: EndpointExtensionContext;
	config: Config;
	authorise: Authorise;
	/** What actions run on; Directus' own database where no owner's is configured. */
	owner: OwnerDatabase;
	/** Where reads that ask much of the database wait for their turn. Made with the first of them: the host is ready by then. */
	heavyReads: () => ReadQueue;
}

/** For what reads: on Directus' connections. Errors: ProfileError. */
export function readingContext({ host, config }: RouteContext): RolloutContext {
	return {
		db: host.database,
		loaded: config.profile(),
		log: host.logger,
		...noteOnInstances(host.env),
		onStructureChange: () => clearSchemaCache(host),
	};
}

/** For what acts, previews an action or tells whether it may be done: the same, on the owner's connections where they are configured. Errors: ProfileError, OwnerUnusableError, WrongOwnerDatabaseError. */
export async function actingContext(context: RouteContext): Promise<RolloutContext> {
	return { ...readingContext(context), db: await context.owner.open() };
}
