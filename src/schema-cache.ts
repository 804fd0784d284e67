/** Tells the host to read its schema again after tables came or went. */
import type { ApiExtensionContext } from '@directus/types';

/** Clears the schema cache of this instance, and of the others where they share Redis. Errors: the host's own. */
export async function clearSchemaCache({
	services,
	getSchema,
}: Pick<ApiExtensionContext, 'services' | 'getSchema'>): Promise<void> {
	// The service asks for an admin; a null accountability is refused.
	const accountability = { admin: true, app: false, role: null, roles: [], user: null, ip: null };
	await new services.UtilsService({ schema: await getSchema(), accountability }).clearCache({ system: true });
}
