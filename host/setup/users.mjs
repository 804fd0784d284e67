/** The demo's users besides the admin. */
import { findOne, signIn } from './directus-api.mjs';

export const ADMIN_EMAIL = 'admin@example.com';
export const USERS = [
	{ email: 'operator@example.com', first_name: 'Olga', last_name: 'Operator', role: 'Operator' },
	{ email: 'viewer@example.com', first_name: 'Victor', last_name: 'Viewer', role: 'Viewer' },
];

/**
 * Makes the users that are missing, with the given password; the others keep theirs.
 *
 * @param {import('./directus-api.mjs').DirectusRequest} request as an admin
 * @param {{ roles: Record<string, string>, password: string }} options
 */
export async function ensureUsers(request, { roles, password }) {
	for (const { role, ...user } of USERS) {
		if (await findOne(request, '/users', { email: user.email }, ['id'])) continue;
		await request('POST', '/users', { ...user, password, role: roles[role], status: 'active' });
	}
}

/**
 * Gives the three users another password.
 *
 * @param {{ url: string, from: string, to: string }} options from: the admin's password until now
 * @throws {import('./directus-api.mjs').DirectusRequestError} 401 when `from` is wrong
 */
export async function changePasswords({ url, from, to }) {
	const request = await signIn({ url, email: ADMIN_EMAIL, password: from });
	for (const email of [...USERS.map((user) => user.email), ADMIN_EMAIL]) {
		const user = await findOne(request, '/users', { email }, ['id']);
		if (user) await request('PATCH', `/users/${user.id}`, { password: to });
	}
}
