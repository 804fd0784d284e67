/** Tells the host to read its schema again after tables came or went. */
import type { ApiExtensionContext } from '@directus/types';

/** Said where this instance has no way to tell the others. */
const ALONE =
	'Other Directus instances on this database do not know of it until they are restarted: no Redis is configured, over which they are told.';

/** What an operator must know of the other instances; nothing where they share Redis. */
export function noteOnInstances(env: Record<string, unknown>): { structureNote?: string } {
	// As Directus itself decides whether it has a bus.
	const names = Object.keys(env);
	const hasRedis = 'REDIS_ENABLED' in env ? env.REDIS_ENABLED === true : names.some((name) => /^REDIS(_|$)/.test(name));
	return hasRedis ? {} : { structureNote: ALONE };
}

/** Clears the schema cache of this instance, and of the others where they share Redis. Errors: the host's own. */
export async function clearSchemaCache({
	services,
	getSchema,
}: Pick<ApiExtensionContext, 'services' | 'getSchema'>): Promise<void> {
	// The service asks for an admin; a null accountability is refused.
	const accountability = { admin: true, app: false, role: null, roles: [], user: null, ip: null };
	await new services.UtilsService({ schema: await getSchema(), accountability }).clearCache({ system: true });
}
