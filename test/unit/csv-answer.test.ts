/** CSV over a real Express to a client that stops reading, or nearly does: how long it is waited for. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import express from 'express';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { sendCsv } from '../../endpoints/axis/csv-answer';

/** Far longer than the buffers between two sockets take to fill. */
const QUIET_NS = 300_000_000n;
const BATCH = Array.from({ length: 1000 }, (_, index) => ({ text: `${index} ${'x'.repeat(200)}` }));

let server: Server;
let client: Socket;
/** Batches that the answer took. */
let taken = 0;
let aborted = false;
/** Whether others wait for the place of the answer. */
let waitedFor = false;
let ended: Promise<void>;

beforeEach(async () => {
	vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance'] });
	taken = 0;
	aborted = false;
	waitedFor = false;
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
		void sendCsv(request, response, { columns: ['text'], rows, isWaitedFor: () => waitedFor }).finally(end);
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
	let since = process.hrtime.bigint();
	while (taken === 0 || seen !== taken || process.hrtime.bigint() - since < QUIET_NS) {
		if (seen !== taken) since = process.hrtime.bigint();
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

it('gives its place to others who wait, where the client takes a little now and then', async () => {
	const LONGEST_MS = 10 * 60_000;
	let waitedMs = 0;
	for (; !aborted && waitedMs < LONGEST_MS; waitedMs += 20_000) {
		await isQuiet();
		waitedFor = waitedMs >= 60_000;
		vi.advanceTimersByTime(20_000);
		const before = taken;
		client.resume();
		while (!aborted && taken === before) await new Promise(setImmediate);
		client.pause();
	}
	expect([aborted, waitedMs]).toEqual([true, 80_000]);
	await ended;
});
