/** Server-sent events over a real Express: what a client is told, how many there may be, what is left when one goes away. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import express, { type ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { handleEvents, STREAMS_MAX, STREAMS_OF_ONE, type ServerEvents } from '../../endpoints/axis/event-stream';
import { DatabaseLost } from '../../src/db/availability';
import { UnknownRunError } from '../../src/errors';

let server: Server;
let url: string;
let following = 0;
/** Streams that began. */
let told = 0;

let arrived = () => {};

/** Tells one event and waits until its client is gone. */
async function* endless(signal: AbortSignal): ServerEvents {
	following += 1;
	told += 1;
	try {
		yield { event: 'run', data: { id: 1 } };
		while (!signal.aborted) await sleep(5);
	} finally {
		following -= 1;
	}
}

async function* short(): ServerEvents {
	yield { event: 'run', data: { text: 'a\nb' } };
	yield { event: 'ended', data: null };
}

async function* refused(): ServerEvents {
	throw new UnknownRunError({ id: 'x' });
	yield { event: 'run', data: null };
}

async function* lost(): ServerEvents {
	throw new DatabaseLost(new Error('connect ECONNREFUSED'));
	yield { event: 'run', data: null };
}

async function* broken(): ServerEvents {
	yield { event: 'run', data: null };
	throw new Error('the database is gone');
}

beforeAll(async () => {
	const app = express();
	app.use((request, _response, next) => {
		Object.assign(request, { accountability: { user: request.headers['x-user'] ?? 'somebody' } });
		next();
	});
	app.get(
		'/short',
		handleEvents(async () => short()),
	);
	app.get(
		'/endless',
		handleEvents(async (_, signal) => endless(signal)),
	);
	app.get(
		'/refused',
		handleEvents(async () => refused()),
	);
	app.get(
		'/lost',
		handleEvents(async () => lost()),
	);
	app.get(
		'/late',
		// As Directus' own middleware, which asks the database who is calling before the route is reached.
		(_request, response, next) => {
			response.once('close', () => setImmediate(next));
			arrived();
		},
		handleEvents(async (_, signal) => endless(signal)),
	);
	app.get(
		'/broken',
		handleEvents(async () => broken()),
	);
	const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
		response.status(error.status).json({ code: error.code });
	};
	app.use(answerError);
	server = createServer(app).listen(0);
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => server.close());

it('each event is its name and its data on one line each, and the stream ends after the last', async () => {
	const response = await fetch(`${url}/short`);
	expect(response.headers.get('content-type')).toBe('text/event-stream');
	expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
	expect(await response.text()).toBe('event: run\ndata: {"text":"a\\nb"}\n\nevent: ended\ndata: null\n\n');
});

it('what is refused before the first event is an answer like any other', async () => {
	const response = await fetch(`${url}/refused`);
	expect(response.status).toBe(404);
	expect(await response.json()).toEqual({ code: 'AXIS_UNKNOWN_RUN' });
});

it('a database that does not answer is told as one, as on every other route', async () => {
	const response = await fetch(`${url}/lost`);
	expect([response.status, await response.json()]).toEqual([503, { code: 'AXIS_DATABASE_UNAVAILABLE' }]);
});

it('what fails after it ends the stream, and the process lives', async () => {
	expect(await (await fetch(`${url}/broken`)).text()).toBe('event: run\ndata: null\n\n');
	expect((await fetch(`${url}/short`)).status).toBe(200);
});

it('who asks for the head alone is answered at once, and not followed', async () => {
	const signal = AbortSignal.timeout(2000);
	const response = await fetch(`${url}/endless`, { method: 'HEAD', signal });
	expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
	expect(following).toBe(0);
});

it('more clients than there may be are refused; whoever goes away leaves nothing behind', async () => {
	const clients = Array.from({ length: STREAMS_MAX }, () => new AbortController());
	for (const [index, { signal }] of clients.entries()) {
		const headers = { 'x-user': `user ${index}` };
		expect((await fetch(`${url}/endless`, { signal, headers })).status).toBe(200);
	}
	expect(following).toBe(STREAMS_MAX);
	const refusal = await fetch(`${url}/short`);
	expect([refusal.status, await refusal.json()]).toEqual([503, { code: 'AXIS_TOO_MANY_STREAMS' }]);
	for (const client of clients) client.abort();
	for (let tries = 0; following > 0 && tries < 200; tries++) await sleep(10);
	expect(following).toBe(0);
	expect((await fetch(`${url}/short`)).status).toBe(200);
});

it('one user takes a few of the places; the others are there for everybody else', async () => {
	const clients = Array.from({ length: STREAMS_OF_ONE }, () => new AbortController());
	for (const { signal } of clients) expect((await fetch(`${url}/endless`, { signal })).status).toBe(200);
	const refusal = await fetch(`${url}/short`);
	expect([refusal.status, await refusal.json()]).toEqual([503, { code: 'AXIS_TOO_MANY_STREAMS' }]);
	expect((await fetch(`${url}/short`, { headers: { 'x-user': 'another' } })).status).toBe(200);
	for (const client of clients) client.abort();
	for (let tries = 0; following > 0 && tries < 200; tries++) await sleep(10);
	expect(following).toBe(0);
});

it('a client that has gone before its request is reached is not followed', async () => {
	const client = new AbortController();
	const there = new Promise<void>((resolve) => {
		arrived = resolve;
	});
	const answer = fetch(`${url}/late`, { signal: client.signal });
	await there;
	const before = told;
	client.abort();
	await expect(answer).rejects.toThrow('aborted');
	for (let tries = 0; told === before && tries < 200; tries++) await sleep(10);
	for (let tries = 0; following > 0 && tries < 50; tries++) await sleep(10);
	expect([told - before, following]).toEqual([1, 0]);
});
