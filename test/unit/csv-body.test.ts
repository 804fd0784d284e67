/** A CSV on its way: read before it has its turn, given up where it is too long or takes too long, and few at once. */
import { once } from 'node:events';
import { createServer, type RequestListener, type Server } from 'node:http';
import { connect, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import express, { type ErrorRequestHandler } from 'express';
import { afterEach, expect, it, vi } from 'vitest';
import { readCsvBody } from '../../endpoints/axis/body';
import { handleFile } from '../../endpoints/axis/large-answer';
import { CSV_BOUNDS, CSV_TOO_LONG } from '../../src/contract';
import { createReadQueue } from '../../src/db/read-queue';

let server: Server;
const sockets: Socket[] = [];
afterEach(() => {
	for (const socket of sockets.splice(0)) socket.destroy();
	server.close();
});

const listen = async (listener: RequestListener) => {
	server = createServer(listener).listen(0, '127.0.0.1');
	await once(server, 'listening');
};
/** Sends the head of a POST, and answers the socket. */
const begin = (...headers: string[]) => {
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	const socket = connect(address.port, '127.0.0.1');
	sockets.push(socket);
	socket.write(['POST / HTTP/1.1', 'Host: x', ...headers, '', ''].join('\r\n'));
	return socket;
};
const reading = (longestMs?: number) =>
	listen((request, response) => {
		readCsvBody(request, response, longestMs).then(
			(csv) => response.setHeader('Connection', 'close').end(`read ${csv.byteLength}`),
			(error: { extensions?: { reason?: string } }) => response.end(error.extensions?.reason),
		);
	});

it('of the greatest length is read', async () => {
	await reading();
	const socket = begin(`Content-Length: ${CSV_BOUNDS.bytes}`);
	socket.write(Buffer.alloc(CSV_BOUNDS.bytes));
	expect(await text(socket)).toContain(`read ${CSV_BOUNDS.bytes}`);
});

it('that says that it is longer is refused before any of it came, and the connection ends', async () => {
	await reading();
	const answer = await text(begin(`Content-Length: ${CSV_BOUNDS.bytes + 1}`));
	expect(answer).toContain('Connection: close');
	expect(answer).toContain(CSV_TOO_LONG);
});

it('that becomes longer is refused before its end, and the connection ends', async () => {
	await reading();
	const socket = begin('Transfer-Encoding: chunked');
	socket.write(`${(CSV_BOUNDS.bytes + 2).toString(16)}\r\n`);
	socket.write(Buffer.alloc(CSV_BOUNDS.bytes + 1));
	const answer = await text(socket);
	expect(answer).toContain('Connection: close');
	expect(answer).toContain(CSV_TOO_LONG);
});

it('that is too long on its way is refused, however steadily it comes, and the connection ends', async () => {
	await reading(300);
	const socket = begin('Content-Length: 1000000');
	const drops = setInterval(() => socket.writable && socket.write('a'), 20);
	const answer = await text(socket);
	clearInterval(drops);
	expect(answer).toContain('Connection: close');
	expect(answer).toContain('the CSV was not sent within 0.3 seconds: send it in parts');
});

it('holds no turn of others, and of one user there are three at once', async () => {
	const users: unknown[] = [];
	const queue = createReadQueue({ running: 1, waiting: 9, waitingOfOne: 9, waitMs: 60_000 });
	const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
		response.status(error.status).send(error.code);
	};
	const handler = handleFile(
		{ heavyReads: () => queue },
		async ({ headers }) => {
			users.push(headers['user-agent']);
			return { user: String(headers['user-agent']) };
		},
		async (_asked, csv) => ({ data: csv.byteLength }),
	);
	const app = express().use((request, _response, next) => {
		Object.assign(request, { accountability: { user: request.headers['user-agent'] } });
		next();
	});
	await listen(app.use(handler, answerError));
	const slow = [1, 2, 3].map(() => begin('User-Agent: slow', 'Content-Length: 2', 'Connection: close'));
	await vi.waitFor(() => expect(users).toHaveLength(3));
	const send = async (user: string) => {
		const socket = begin(`User-Agent: ${user}`, 'Content-Length: 2', 'Connection: close');
		socket.write('ab');
		return text(socket);
	};
	const refused = await send('slow');
	expect(refused).toMatch(/^HTTP\/1\.1 503 /);
	expect(refused).toContain('Retry-After: 5');
	expect(refused).toContain('AXIS_TOO_MANY_READS');
	expect(await send('other')).toContain('{"data":2}');
	for (const socket of slow) socket.write('ab');
	for (const answer of await Promise.all(slow.map((socket) => text(socket)))) expect(answer).toContain('{"data":2}');
	expect(await send('slow')).toContain('{"data":2}');
});
