/** CSV over a real Express to a client that stops reading: how long it is waited for. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendCsv } from '../../endpoints/axis/csv-answer';

/** Far longer than the buffers between two sockets take to fill. */
const QUIET_MS = 300;
const BATCH = Array.from({ length: 1000 }, (_, index) => ({ text: `${index} ${'x'.repeat(200)}` }));

let server: Server;
let client: Socket;
/** Batches that the answer took. */
let taken = 0;
let aborted = false;
let ended: Promise<void>;

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
	taken = 0;
	aborted = false;
	let end = () => {};
	ended = new Promise((resolve) => (end = resolve));
	const app = express();
	app.get('/endless', (request, response) => {
		const rows: Parameters<typeof sendCsv>[2]['rows'] = async ({ signal, begin, take }) => {
			signal.addEventListener('abort', () => (aborted = true));
			begin();
			for (; !signal.aborted; taken += 1) await take(BATCH);
			signal.throwIfAborted();
		};
		void sendCsv(request, response, { columns: ['text'], rows }).finally(end);
	});
	server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (address === null || typeof address === 'string') throw new Error('The server listens on no port.');
	client = connect(address.port, '127.0.0.1');
	await once(client, 'connect');
	client.write('GET /endless HTTP/1.1\r\nHost: localhost\r\n\r\n');
	client.pause();
});

afterEach(async () => {
	client.destroy();
	vi.useRealTimers();
	server.close();
	await once(server, 'close');
});

/** Fulfils when nothing was taken for a while of real time. */
async function isQuiet(): Promise<void> {
	let seen = -1;
	let since = 0;
	while (taken === 0 || seen !== taken || performance.now() - since < QUIET_MS) {
		if (seen !== taken) since = performance.now();
		seen = taken;
		await new Promise(setImmediate);
	}
}

it('waits half a minute for a client that takes nothing, and cuts it off then', async () => {
	await isQuiet();
	vi.advanceTimersByTime(29_999);
	expect(aborted).toBe(false);
	vi.advanceTimersByTime(1);
	expect(aborted).toBe(true);
	await ended;
	client.resume();
	await once(client, 'close');
});

it('waits anew for one that took something in between', async () => {
	await isQuiet();
	vi.advanceTimersByTime(29_999);
	const before = taken;
	client.resume();
	while (taken < before + 10) await new Promise(setImmediate);
	client.pause();
	await isQuiet();
	vi.advanceTimersByTime(29_999);
	expect(aborted).toBe(false);
	vi.advanceTimersByTime(1);
	expect(aborted).toBe(true);
	await ended;
});
