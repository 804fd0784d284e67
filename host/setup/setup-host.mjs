/** Gives a bootstrapped Directus its people, their permissions. Repeating it changes nothing. */
import { ensureCollections } from './collections.mjs';
import { signIn } from './directus-api.mjs';
import { ensureRoles } from './roles.mjs';
import { ADMIN_EMAIL, ensureUsers } from './users.mjs';

/**
 * @param {{ url: string, password: string }} options password: the admin's, given to the other users as well when they are made
 * @throws {import('./directus-api.mjs').DirectusRequestError} 401 when the password is not the admin's
 */
export async function setupHost({ url, password }) {
	const request = await signIn({ url, email: ADMIN_EMAIL, password });
	await ensureCollections(request);
	const roles = await ensureRoles(request);
	await ensureUsers(request, { roles, password });
}
