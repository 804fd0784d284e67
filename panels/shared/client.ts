/** The panels' way to the API: envelopes opened, lists with their whole count, abortable, with a limit of time. */
import type { useApi } from '@directus/extensions-sdk';
import { UnexpectedAnswer } from './failure';

export type Api = ReturnType<typeof useApi>;

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

export function fetchWith(api: Api, signal: AbortSignal): Fetch {
	async function get<Data extends object>(path: string): Promise<{ data: Data; total: number | undefined }> {
		const answer = await api.get<{ data?: Data; meta?: { total_count?: number } }>(path, { signal, timeout: REQUEST_TIMEOUT_MS });
		// Somebody wants something else by now: the requests that would follow are not sent.
		signal.throwIfAborted();
		const data = answer.data?.data;
		if (typeof data !== 'object' || data === null) throw new UnexpectedAnswer(answer.status);
		return { data, total: answer.data.meta?.total_count };
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

/** The path with its query. Parameters that are null are left out; an empty text is sent, because it may have a meaning. */
export function withQuery(path: string, query: Readonly<Record<string, string | number | null>>): string {
	const given = Object.entries(query).flatMap(([name, value]) => (value === null ? [] : [[name, String(value)]]));
	return given.length === 0 ? path : `${path}?${new URLSearchParams(given).toString()}`;
}
