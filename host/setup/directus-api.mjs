/** The little of Directus' HTTP API that the demo's setup needs. */

/**
 * @typedef {(method: 'GET' | 'POST' | 'PATCH', path: string, body?: unknown) => Promise<any>} DirectusRequest
 * Resolves with the envelope's data. Rejects with a DirectusRequestError on any refusal.
 */

/** A request that Directus refused; the message carries its own words. */
export class DirectusRequestError extends Error {
	name = 'DirectusRequestError';

	/**
	 * @param {string} message
	 * @param {number} status
	 */
	constructor(message, status) {
		super(message);
		this.status = status;
	}
}

/**
 * Signs in and returns a function that sends requests as that user, for as long as the access token lives (15 minutes).
 *
 * @param {{ url: string, email: string, password: string }} options
 * @returns {Promise<DirectusRequest>}
 * @throws {DirectusRequestError} 401 when the password is not that user's
 */
export async function signIn({ url, email, password }) {
	const session = await send(url, undefined, 'POST', '/auth/login', { email, password });
	return (method, path, body) => send(url, session.access_token, method, path, body);
}

/**
 * The first item of a list whose field equals the value.
 *
 * @param {DirectusRequest} request
 * @param {string} path e.g. /roles
 * @param {Record<string, string>} match
 * @param {string[]} [fields]
 * @returns {Promise<any | undefined>}
 */
export async function findOne(request, path, match, fields = ['*']) {
	const query = new URLSearchParams({ limit: '1', fields: fields.join(',') });
	query.set('filter', JSON.stringify(Object.fromEntries(Object.entries(match).map(([field, value]) => [field, { _eq: value }]))));
	return (await request('GET', `${path}?${query}`))[0];
}

/**
 * @param {string} url
 * @param {string | undefined} token
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 */
async function send(url, token, method, path, body) {
	const response = await fetch(url + path, {
		method,
		headers: { 'content-type': 'application/json', ...(token ? { authorization: `Bearer ${token}` } : {}) },
		body: body === undefined ? undefined : JSON.stringify(body),
	});
	const answer = await response.json().catch(() => undefined);
	if (response.ok) return answer?.data;
	const words =
		answer?.errors?.map((/** @type {{ message: string }} */ error) => error.message).join('; ') ?? response.statusText;
	throw new DirectusRequestError(`${method} ${path.split('?')[0]}: ${response.status} ${words}`, response.status);
}
