// @vitest-environment happy-dom
/** Panels that ask the same at the same time share a request; nobody gets an answer that is older than a moment. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { getShared } from '../../app/shared-get';
import { WaitingApi } from './studio';

const PATH = '/axis/coverage';

let api: WaitingApi;
beforeEach(() => {
	api = new WaitingApi();
});
afterEach(() => vi.restoreAllMocks());

/** A client of its own. */
const newClient = () => ({
	get: (path: string, options: { signal: AbortSignal }) => api.get(path, options).then(() => ({ status: 200, data: path })),
});

it('those who ask at once get the answer to one request, and who asks after it sends another', async () => {
	const client = newClient();
	const ask = () => getShared(client, PATH, { signal: new AbortController().signal, timeout: 1 });
	const both = Promise.all([ask(), ask()]);
	expect(api.requests).toHaveLength(1);
	await api.take(PATH).answer([]);
	expect(await both).toEqual([
		{ status: 200, data: PATH },
		{ status: 200, data: PATH },
	]);
	void ask();
	expect(api.requests).toHaveLength(1);
});

it('another path and another client are asked by themselves', () => {
	const [one, other] = [newClient(), newClient()];
	const signal = new AbortController().signal;
	void getShared(one, PATH, { signal, timeout: 1 });
	void getShared(one, '/axis/gate', { signal, timeout: 1 });
	void getShared(other, PATH, { signal, timeout: 1 });
	expect(api.requests.map(({ path }) => path)).toEqual([PATH, '/axis/gate', PATH]);
});

it('who asks a moment later does not get what was asked before', () => {
	const client = newClient();
	const signal = new AbortController().signal;
	const now = vi.spyOn(performance, 'now').mockReturnValue(1000);
	void getShared(client, PATH, { signal, timeout: 1 });
	now.mockReturnValue(1250);
	void getShared(client, PATH, { signal, timeout: 1 });
	expect(api.requests).toHaveLength(1);
	now.mockReturnValue(1251);
	void getShared(client, PATH, { signal, timeout: 1 });
	expect(api.requests).toHaveLength(2);
});

it('a request goes on while somebody waits for it, and is aborted once nobody does', async () => {
	const client = newClient();
	const readers = [new AbortController(), new AbortController()];
	for (const { signal } of readers) void getShared(client, PATH, { signal, timeout: 1 });
	const [request] = api.requests;
	readers[0]?.abort();
	expect(request?.signal?.aborted).toBe(false);
	readers[1]?.abort();
	expect(request?.signal?.aborted).toBe(true);
	// Nothing joins a request that was given up.
	void getShared(client, PATH, { signal: new AbortController().signal, timeout: 1 });
	expect(api.requests).toHaveLength(2);
	await expect(getShared(client, PATH, { signal: AbortSignal.abort(), timeout: 1 })).rejects.toThrow();
});

it('a failure is everybody’s, and is not kept', async () => {
	const client = newClient();
	const ask = () => getShared(client, PATH, { signal: new AbortController().signal, timeout: 1 });
	const outcomes = Promise.allSettled([ask(), ask()]);
	await api.take(PATH).fail(new Error('gone'));
	expect((await outcomes).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
	void ask();
	expect(api.requests).toHaveLength(1);
});
