/** The panels' way to the API: envelopes opened, lists with their whole count, abortable, with a limit of time. */
import type { useApi } from '@directus/extensions-sdk';
import { UnexpectedAnswer } from './failure';
import { getShared } from './shared-get';

export type Api = ReturnType<typeof useApi>;

/** Before a read that met a busy server is sent once more. */
export const RETRY_MS = 700;

/** After that a request counts as failed, so that a hanging one cannot hold up every later refresh. */
export const REQUEST_TIMEOUT_MS = 30_000;

export interface List<Item> {
	rows: Item[];
	/** Rows on the server, whatever the page holds. */
	total: number;
}

/** GET requests of one reading. All reject with what the HTTP client rejects with, or UnexpectedAnswer. */
export interface Fetch {
	data: <Data extends object>(path: string) => Promise<Data>;
	list: <Item>(path: string) => Promise<List<Item>>;
}

/** `shared` joins a request for the same that another panel began just now; without it nothing is older than the call. */
export function fetchWith(api: Api, signal: AbortSignal, { shared = false } = {}): Fetch {
	async function get<Data extends object>(path: string): Promise<{ data: Data; total: number | undefined }> {
		const options = { signal, timeout: REQUEST_TIMEOUT_MS };
		const ask = () => (shared ? getShared(api, path, options) : api.get<unknown>(path, options));
		const { status, data: body } = await ask().catch(async (error: unknown) => {
			if (!isPassing(error)) throw error;
			await pause(RETRY_MS, signal);
			return ask();
		});
		// Somebody wants something else by now: the requests that would follow are not sent.
		signal.throwIfAborted();
		if (!isEnvelope<Data>(body)) throw new UnexpectedAnswer(status);
		return { data: body.data, total: body.meta?.total_count };
	}

	return {
		data: async <Data extends object>(path: string) => (await get<Data>(path)).data,
		list: async <Item>(path: string) => {
			const { data, total } = await get<Item[]>(path);
			if (!Array.isArray(data)) throw new UnexpectedAnswer(200);
			return { rows: data, total: total ?? data.length };
		},
	};
}

// A server that is busy for a moment says 503; what it refuses for good it says in another way.
function isPassing(error: unknown): boolean {
	const response = typeof error === 'object' && error !== null ? Reflect.get(error, 'response') : undefined;
	return typeof response === 'object' && response !== null && Reflect.get(response, 'status') === 503;
}

/** Rejects as soon as the signal aborts. */
function pause(durationMs: number, signal: AbortSignal): Promise<void> {
	return new Promise((done, fail) => {
		const timer = setTimeout(done, durationMs);
		const abort = () => {
			clearTimeout(timer);
			fail(signal.reason);
		};
		signal.addEventListener('abort', abort, { once: true });
	});
}

// What the data hold is the contract's: that there are some is checked.
function isEnvelope<Data extends object>(body: unknown): body is { data: Data; meta?: { total_count?: number } } {
	return typeof body === 'object' && body !== null && 'data' in body && typeof body.data === 'object' && body.data !== null;
}

/** The path with its query. Parameters that are null are left out; an empty text is sent, because it may have a meaning. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null>>): string {
	const given = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
	return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
