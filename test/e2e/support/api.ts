/** Requests to the host, as one of its users. */
import { PASSWORD } from './global-setup';
import { lane } from './lane';

export type User = 'admin' | 'operator' | 'viewer';

export interface Refusal {
	message: string;
	extensions: { code: string; [fact: string]: unknown };
}

/** `Data` is what the test expects; it is not checked. */
export interface Answer<Data> {
	status: number;
	headers: Headers;
	text: string;
	data: Data;
	meta?: { total_count: number };
	errors?: Refusal[];
}

export interface Api {
	get<Data = unknown>(path: string, headers?: Record<string, string>): Promise<Answer<Data>>;
	send<Data = unknown>(method: string, path: string, body?: unknown): Promise<Answer<Data>>;
	/** Sends a body as it is. */
	raw<Data = unknown>(
		method: string,
		path: string,
		body: BodyInit | null,
		headers: Record<string, string>,
	): Promise<Answer<Data>>;
	graphql<Data = unknown>(query: string, path?: string): Promise<Answer<Data>>;
}

export function createApi(token: string | null, url = lane().url): Api {
	const raw: Api['raw'] = async (method, path, body, headers) => {
		const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };
		const response = await fetch(url + path, { method, body, headers: { ...authorization, ...headers } });
		const text = await response.text();
		const isJson = response.headers.get('content-type')?.includes('json') === true && text !== '';
		return { ...(isJson ? JSON.parse(text) : {}), status: response.status, headers: response.headers, text };
	};
	const send: Api['send'] = (method, path, body) =>
		raw(
			method,
			path,
			body === undefined ? null : JSON.stringify(body),
			body === undefined ? {} : { 'content-type': 'application/json' },
		);
	return {
		raw,
		send,
		get: (path, headers = {}) => raw('GET', path, null, headers),
		graphql: (query, path = '/graphql') => send('POST', path, { query }),
	};
}

/** Signs in with the demo's password; the token lives for 15 minutes. */
export async function signIn(user: User, url = lane().url): Promise<string> {
	const answer = await createApi(null, url).send<{ access_token: string }>('POST', '/auth/login', {
		email: `${user}@example.com`,
		password: PASSWORD,
	});
	if (answer.status !== 200) throw new Error(`${user} cannot sign in: ${answer.text}`);
	return answer.data.access_token;
}

export async function apiOf(user: User, url = lane().url): Promise<Api> {
	return createApi(await signIn(user, url), url);
}

/** What a test says about an answer: its status, and the code of a refusal. */
export function verdict({ status, errors }: Answer<unknown>): string {
	return errors?.[0] ? `${status} ${errors[0].extensions.code}` : String(status);
}
