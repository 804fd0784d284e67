/** How handlers answer: a small Express server, as Directus runs one. */
import type { AddressInfo } from 'node:net';
import type { Server } from 'node:http';
import express, { type NextFunction, type Request, type Response } from 'express';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { handle, type Answer } from '../../endpoints/axis/request';

let run: () => Promise<Answer>;
let seen: unknown[];
let server: Server;
let url: string;

beforeAll(async () => {
	const app = express();
	app.get(
		'/',
		handle(() => run()),
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

const get = (accept?: string) => fetch(url, accept === undefined ? {} : { headers: { accept } });
const csvOf = async (data: unknown[]) => {
	run = () => Promise.resolve({ data });
	return (await get('text/csv')).text();
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
		expect((await get('text/csv')).headers.get('content-type')).toMatch(/^text\/csv/);
		expect((await get('application/json, text/csv')).headers.get('content-type')).toMatch(/^application\/json/);
		expect((await get('*/*')).headers.get('content-type')).toMatch(/^application\/json/);
		run = () => Promise.resolve({ data: { a: 1 } });
		expect((await get('text/csv')).headers.get('content-type')).toMatch(/^application\/json/);
	});
});

describe('CSV', () => {
	it('has a header and a line per row, quoted where needed, null as nothing', async () => {
		expect(
			await csvOf([
				{ a: 'x,y', b: 1 },
				{ a: 'say "hi"\n', b: null },
			]),
		).toBe('a,b\r\n"x,y",1\r\n"say ""hi""\n",\r\n');
	});

	it.each(['=1+1', '+1', '-1', '@x', '\tx', '\rx', '=cmd|" /C calc"!A0'])(
		'escapes %j, which a spreadsheet would run',
		async (text) => {
			const [, line] = (await csvOf([{ a: text }])).split('\r\n', 2);
			expect(line?.replace(/^"/, '')).toMatch(/^'/);
		},
	);

	it('tells times and truth values as JSON does', async () => {
		const row = { at: new Date('2026-06-03T08:00:00Z'), yes: true, no: false };
		expect(await csvOf([row])).toBe('at,yes,no\r\n2026-06-03T08:00:00.000Z,true,false\r\n');
	});

	it('leaves numbers and harmless text alone', async () => {
		expect(await csvOf([{ a: -1, b: 'a=b', c: 'GRP-AI' }])).toBe('a,b,c\r\n-1,a=b,GRP-AI\r\n');
	});

	it('of no rows is empty', async () => {
		expect(await csvOf([])).toBe('');
	});
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
