/** What the routes share: the host's database, the profile, who may do what, and the host's own services. */
import { isDirectusError } from '@directus/errors';
import type { EndpointExtensionContext } from '@directus/types';
import type { Config } from '../../src/profile/config';
import type { Blocker } from '../../src/contract';
import type { Writer } from '../../src/owners/write-cells';
import type { RolloutContext, RunRequest } from '../../src/run/context';
import type { OwnerDatabase } from '../../src/db/owner-database';
import type { ReadQueue } from '../../src/db/read-queue';
import { clearSchemaCache, noteOnInstances } from '../../src/host/schema-cache';
import type { Authorise } from './authorise';

export interface RouteContext {
	host: EndpointExtensionContext;
	config: Config;
	authorise: Authorise;
	/** What actions run on; Directus' own database where no owner's is configured. */
	owner: OwnerDatabase;
	/** Where reads that ask much of the database wait for their turn. */
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

/** For what acts or previews an action: the same, on the owner's connections where they are configured. Errors: ProfileError, OwnerUnusableError, WrongOwnerDatabaseError. */
export async function actingContext(context: RouteContext): Promise<RolloutContext> {
	return { ...readingContext(context), db: await context.owner.open() };
}

/**
 * For what tells whether an action would pass: on the connections that would act. Where those cannot be used it is told from Directus', with a blocker
 * that says so. Errors: ProfileError; whatever else keeps the owner's connections from being looked at.
 */
export async function foreseeingContext(context: RouteContext): Promise<{ rollout: RolloutContext; blockers: Blocker[] }> {
	try {
		return { rollout: await actingContext(context), blockers: [] };
	} catch (error) {
		if (!isDirectusError(error, 'AXIS_OWNER_UNUSABLE') && !isDirectusError(error, 'AXIS_WRONG_DATABASE')) throw error;
		const remedy = 'Correct AXIS_OWNER_DATABASE_URL, or unset it, and restart Directus.';
		const blocker = { code: 'owner_unusable', message: error.message, expected: null, actual: null, remedy };
		return { rollout: readingContext(context), blockers: [blocker] };
	}
}

/** What a person who is signed in asks for, under an approval where there is one. */
export const runOf = (user: string, ratifiedApr: string | null = null): RunRequest => ({
	requestedBy: user,
	operator: user,
	ratifiedApr,
});

/** Who is recorded with a batch, and as whom the gate knows them. */
export const writerOf = (user: string): Writer => ({ actor: user, operator: user });
