/** How handlers answer: a small Express server, as Directus runs one. */
import { once } from 'node:events';
import { request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { RouteContext } from '../../endpoints/axis/context';
import { handleLarge, handleList } from '../../endpoints/axis/large-answer';
import { createReadQueue } from '../../src/db/read-queue';
import { handle, type Answer } from '../../endpoints/axis/request';

let run: () => Promise<Answer>;
let seen: unknown[];
let server: Server;
let url: string;

beforeAll(async () => {
	const app = express();
	const queue = createReadQueue({ running: 1, waiting: 1, waitingOfOne: 1, waitMs: 10_000 });
	const context: Pick<RouteContext, 'heavyReads'> = { heavyReads: () => queue };
	app.use((request, _response, next) => {
		Object.assign(request, { accountability: { user: 'somebody' } });
		next();
	});
	app.get(
		'/',
		handle(() => run()),
	);
	app.get(
		'/list',
		handleList(context, ['a', 'b'], () => run()),
	);
	app.get(
		'/large',
		handleLarge(context, () => run()),
	);
	app.get(
		'/large-list',
		handleList(context, ['a', 'b'], () => run(), true),
	);
	app.use((error: unknown, _request: Request, response: Response, _next: NextFunction) => {
		seen.push(error);
		response.status(500).end();
	});
	await new Promise<void>((resolve) => (server = app.listen(0, '127.0.0.1', resolve)));
	url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));
beforeEach(() => {
	seen = [];
});

const get = (accept?: string, path = '') => fetch(url + path, accept === undefined ? {} : { headers: { accept } });
const csvOf = async (data: unknown[], path = 'list') => {
	run = () => Promise.resolve({ data });
	const bytes = await (await get('text/csv', path)).arrayBuffer();
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
};

describe('an answer', () => {
	it('is the envelope as JSON, and nobody caches it', async () => {
		run = () => Promise.resolve({ data: [1], meta: { total_count: 1 } });
		const response = await get();
		expect(response.headers.get('content-type')).toMatch(/^application\/json/);
		expect(response.headers.get('cache-control')).toBe('no-store');
		expect(await response.json()).toEqual({ data: [1], meta: { total_count: 1 } });
	});

	it('is CSV where a list is asked for as such, and JSON for everything else', async () => {
		run = () => Promise.resolve({ data: [{ a: 1 }] });
		expect((await get('text/csv', 'list')).headers.get('content-type')).toMatch(/^text\/csv/);
		expect((await get('application/json, text/csv', 'list')).headers.get('content-type')).toMatch(/^application\/json/);
		expect((await get('*/*', 'list')).headers.get('content-type')).toMatch(/^application\/json/);
		expect((await get('text/csv')).headers.get('content-type')).toMatch(/^application\/json/);
	});
});

describe('CSV', () => {
	it('has a header and a record per row, quoted where needed, null as nothing', async () => {
		const rows = [
			{ a: 'x,y', b: 1 },
			{ a: 'say "hi"\n', b: null },
		];
		expect(await csvOf(rows)).toBe('a,b\r\n"x,y",1\r\n"say ""hi""\n",\r\n');
	});

	it.each(['one\n=2+3', 'one\r=2+3', 'one\r\n=2+3'])('quotes %j, so that no record begins in it', async (text) => {
		expect(await csvOf([{ a: text, b: 1 }])).toBe(`a,b\r\n"${text.replace('=', "'=")}",1\r\n`);
	});

	it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '\n=x', '\uFF1D1', '=cmd|" /C calc"!A0'])(
		'escapes %j, which a spreadsheet would run',
		async (text) => {
			expect((await csvOf([{ a: text }])).slice('a,b\r\n'.length)).toMatch(/^"?'/);
		},
	);

	it('tells times, truth values, numbers and lists as JSON does', async () => {
		expect(await csvOf([{ a: new Date('2026-06-03T08:00:00Z'), b: true }])).toBe('a,b\r\n2026-06-03T08:00:00.000Z,true\r\n');
		expect(await csvOf([{ a: -1, b: [1, 'x'] }])).toBe('a,b\r\n-1,"[1,""x""]"\r\n');
	});

	it('of no rows has its header, and a byte order mark where one is asked for', async () => {
		expect(await csvOf([])).toBe('a,b\r\n');
		expect(await csvOf([], 'list?bom')).toBe('\uFEFFa,b\r\n');
	});

	it('of many rows is whole', async () => {
		const rows = Array.from({ length: 2500 }, (_, index) => ({ a: index, b: 'x'.repeat(100) }));
		expect((await csvOf(rows)).split('\r\n')).toHaveLength(2502);
	});
});

it.each(['large', 'large-list'])('%s reads beyond those that run and wait are refused, with the time to wait', async (path) => {
	let finish = () => {};
	const finished = new Promise<void>((resolve) => (finish = resolve));
	let began = 0;
	run = async () => {
		began += 1;
		await finished;
		return { data: 1 };
	};
	const first = get(undefined, path);
	while (began === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	const others = [get(undefined, path), get(undefined, path)];
	const refusal = await Promise.race(others);
	expect(seen).toEqual([expect.objectContaining({ code: 'AXIS_TOO_MANY_READS', status: 503 })]);
	expect(refusal.headers.get('retry-after')).toBe('5');
	finish();
	const statuses = (await Promise.all([first, ...others])).map(({ status }) => status);
	expect(statuses.filter((status) => status === 200)).toHaveLength(2);
});

it.each(['large', 'large-list'])('a %s read whose client went while it waited is not made', async (path) => {
	let finish = () => {};
	const finished = new Promise<void>((resolve) => (finish = resolve));
	let began = 0;
	run = async () => {
		began += 1;
		await finished;
		return { data: began };
	};
	const first = get(undefined, path);
	while (began === 0) await new Promise((resolve) => setTimeout(resolve, 5));
	const arrived = once(server, 'request');
	const asked = request(url + path).on('error', () => undefined);
	asked.end();
	const [{ socket }] = await arrived;
	asked.destroy();
	await once(socket, 'close');
	finish();
	expect((await first).status).toBe(200);
	expect((await get(undefined, path)).status).toBe(200);
	expect(began).toBe(2);
});

describe('a handler that fails never rejects: the error goes to Express', () => {
	it.each<[string, () => Promise<Answer>]>([
		['a rejection', () => Promise.reject(new Error('broken'))],
		[
			'a throw before the first await',
			() => {
				throw new Error('broken');
			},
		],
		['an answer that is no JSON', () => Promise.resolve({ data: { toJSON: () => { throw new Error('broken'); } } })], // prettier-ignore
	])('%s', async (_what, failing) => {
		run = failing;
		expect((await get()).status).toBe(500);
		expect(seen).toEqual([expect.objectContaining({ message: 'broken' })]);
	});
});
