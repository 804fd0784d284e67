/** Everybody who may call a host: with and without a login, a permission, a token that holds. */
import { createHmac } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Knex } from 'knex';
import { apiOf, createApi, type Api } from './api';
import { PASSWORD } from './global-setup';
import type { MajorHost } from './majors';
import { lane } from './lane';

export const CALLERS = [
	'anonymous',
	'no role',
	'viewer',
	'operator',
	'admin',
	'token of viewer',
	'token of operator',
	'expired token',
	'unknown token',
] as const;
export type Caller = (typeof CALLERS)[number];

const OUTSIDER = { email: 'outsider@example.com', password: PASSWORD, status: 'active' };
const tokenOf = (user: 'viewer' | 'operator') => `a-static-token-of-the-${user}`;

/** Signs everybody in on the host. `releaseCallers` takes their traces away. */
export async function createCallers({ url, database }: MajorHost): Promise<Record<Caller, Api>> {
	const admin = await apiOf('admin', url);
	const [viewer, operator] = [await apiOf('viewer', url), await apiOf('operator', url)];
	for (const [user, api] of [
		['viewer', viewer],
		['operator', operator],
	] as const) {
		const { data: me } = await api.get<{ id: string }>('/users/me');
		const changed = await admin.send('PATCH', `/users/${me.id}`, { token: tokenOf(user) });
		if (changed.status !== 200) throw new Error(changed.text);
	}
	return {
		anonymous: createApi(null, url),
		'no role': await createOutsider(admin, url),
		viewer,
		operator,
		admin,
		'token of viewer': createApi(tokenOf('viewer'), url),
		'token of operator': createApi(tokenOf('operator'), url),
		'expired token': createApi(await signToken(operator, database, -60), url),
		'unknown token': createApi('no-such-token', url),
	};
}

export async function releaseCallers(db: Knex): Promise<void> {
	await db('directus_users').where({ email: OUTSIDER.email }).delete();
	await db('directus_users')
		.whereIn('token', [tokenOf('viewer'), tokenOf('operator')])
		.update({ token: null });
}

/** A user who can sign in and has no permission at all. Without a role it takes no seat of the licence. */
async function createOutsider(admin: Api, url: string): Promise<Api> {
	const made = await admin.send('POST', '/users', OUTSIDER);
	if (made.status !== 200) throw new Error(made.text);
	const { data } = await createApi(null, url).send<{ access_token: string }>('POST', '/auth/login', OUTSIDER);
	return createApi(data.access_token, url);
}

/** An access token of the user as Directus signs it, with the host's own secret, that ends so many seconds from now. */
export async function signToken(user: Api, database: string, endsInSeconds: number): Promise<string> {
	const { data: me } = await user.get<{ id: string; role: string }>('/users/me?fields=id,role');
	const folder = database === 'directus' ? 'host' : database;
	const { SECRET }: { SECRET: string } = JSON.parse(await readFile(join(lane().scratch, folder, 'secrets.json'), 'utf8'));
	const now = Math.floor(Date.now() / 1000);
	const claims = { ...me, app_access: true, admin_access: false, iss: 'directus', iat: now - 900, exp: now + endsInSeconds };
	const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
	const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}`;
	return `${signed}.${createHmac('sha256', SECRET).update(signed).digest('base64url')}`;
}
