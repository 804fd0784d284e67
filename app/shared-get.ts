/** One request for all that ask the same of the API in the same moment: the panels of a dashboard begin with the same figures. */

interface Answer {
	status: number;
	data: unknown;
}

interface Options {
	signal: AbortSignal;
	timeout: number;
}

/** The part of the HTTP client that is used here. */
interface Client {
	get: (path: string, options: Options) => Promise<Answer>;
}

interface Request {
	answer: Promise<Answer>;
	begun: number;
	readers: number;
	own: AbortController;
}

/** Who asks later asks anew, in milliseconds: no answer is older than its question by more than this. */
const MOMENT_MS = 250;

let underWay = new WeakMap<object, Map<string, Request>>();

/** Nobody joins a request that was begun before this: its answer may be older than a change. */
export function forgetShared(): void {
	underWay = new WeakMap();
}

/** Joins a request for that path that is under way, or sends one. It is aborted once nobody waits for it any more. Rejects as the client does. */
export async function getShared(client: Client, path: string, { signal, timeout }: Options): Promise<Answer> {
	signal.throwIfAborted();
	const requests = underWay.get(client) ?? new Map<string, Request>();
	underWay.set(client, requests);
	const found = requests.get(path);
	const request = found && performance.now() - found.begun <= MOMENT_MS ? found : begin(client, requests, path, timeout);
	request.readers += 1;
	const leave = () => {
		request.readers -= 1;
		if (request.readers > 0) return;
		if (requests.get(path) === request) requests.delete(path);
		request.own.abort();
	};
	signal.addEventListener('abort', leave, { once: true });
	try {
		return await request.answer;
	} finally {
		signal.removeEventListener('abort', leave);
	}
}

function begin(client: Client, requests: Map<string, Request>, path: string, timeout: number): Request {
	const own = new AbortController();
	const forget = () => {
		if (requests.get(path) === request) requests.delete(path);
	};
	const request = {
		answer: client.get(path, { signal: own.signal, timeout }).finally(forget),
		begun: performance.now(),
		readers: 0,
		own,
	};
	requests.set(path, request);
	return request;
}
