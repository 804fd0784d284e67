/** Sends requests as they are: no client corrects their path, their headers or their body on the way. */
import { Agent, request as httpRequest } from 'node:http';
import type { FuzzCaller, FuzzRequest } from './requests';

export interface FuzzAnswer {
	status: number;
	contentType: string;
	text: string;
}

export type Send = (request: Pick<FuzzRequest, 'method' | 'target' | 'caller' | 'headers' | 'body'>) => Promise<FuzzAnswer>;

const TIMEOUT_MS = 60_000;

/** Rejects where there is no answer, twice. */
export function createSender(url: string, tokens: Readonly<Record<FuzzCaller, string | null>>, connections: number): Send {
	const agent = new Agent({ keepAlive: true, maxSockets: connections });
	const once: Send = ({ method, target, caller, headers, body }) =>
		new Promise((resolve, reject) => {
			const token = tokens[caller];
			const all = {
				...headers,
				...(token === null ? {} : { authorization: `Bearer ${token}` }),
				...(body === null ? {} : { 'content-length': String(body.length) }),
			};
			const sent = httpRequest(new URL(url), { method, path: target, headers: all, agent, timeout: TIMEOUT_MS }, (response) => {
				const chunks: Buffer[] = [];
				response.on('data', (chunk: Buffer) => chunks.push(chunk));
				response.on('error', reject);
				response.on('end', () =>
					resolve({
						status: response.statusCode ?? 0,
						contentType: response.headers['content-type'] ?? '',
						text: Buffer.concat(chunks).toString('utf8'),
					}),
				);
			});
			sent.on('timeout', () => sent.destroy(new Error(`no answer within ${TIMEOUT_MS} ms`)));
			sent.on('error', reject);
			sent.end(body ?? undefined);
		});
	// A kept connection may be closed by the server while it is taken up again.
	return (request) => once(request).catch(() => once(request));
}

/** Works through the items, so many at a time, in their order. */
export async function inParallel<Item>(
	items: readonly Item[],
	workers: number,
	work: (item: Item) => Promise<void>,
): Promise<void> {
	const queue = items.values();
	await Promise.all(
		Array.from({ length: workers }, async () => {
			for (const item of queue) await work(item);
		}),
	);
}
