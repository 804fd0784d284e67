/** Looks into a Directus that was started with --inspect: its memory, after it has collected its garbage. */
import { once } from 'node:events';
import WebSocket from 'ws';
import { z } from 'zod';

export interface Memory {
	/** Resident set, bytes. */
	rss: number;
	/** Live objects, bytes. */
	heapUsed: number;
}

const targets = z.array(z.object({ webSocketDebuggerUrl: z.string() }));
const answer = z.object({ id: z.number(), result: z.object({ result: z.object({ value: z.unknown() }).optional() }) });
const memory = z.object({ rss: z.number(), heapUsed: z.number() });

/** Collects garbage and reads what is left. */
export async function measureMemory(port: number): Promise<Memory> {
	const [target] = targets.parse(await (await fetch(`http://127.0.0.1:${port}/json/list`)).json());
	const socket = new WebSocket(target?.webSocketDebuggerUrl ?? '');
	await once(socket, 'open');
	try {
		await send(socket, 1, 'HeapProfiler.enable', {});
		await send(socket, 2, 'HeapProfiler.collectGarbage', {});
		const { result } = await send(socket, 3, 'Runtime.evaluate', { expression: 'process.memoryUsage()', returnByValue: true });
		return memory.parse(result.result?.value);
	} finally {
		socket.close();
	}
}

function send(socket: WebSocket, id: number, method: string, params: object): Promise<z.output<typeof answer>> {
	return new Promise((resolve, reject) => {
		const read = (data: WebSocket.RawData) => {
			const parsed = answer.safeParse(JSON.parse(String(data)));
			if (!parsed.success || parsed.data.id !== id) return;
			socket.off('message', read);
			resolve(parsed.data);
		};
		socket.on('message', read);
		socket.once('error', reject);
		socket.send(JSON.stringify({ id, method, params }));
	});
}
