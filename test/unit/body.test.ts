/** What bodies may be: JSON by name on every action, bounded in every part, and refused in few words however much is wrong. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import express, { Router, type ErrorRequestHandler } from 'express';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import axis from '../../endpoints/axis';
import { describeProblems, readBody } from '../../endpoints/axis/body';
import * as BODIES from '../../src/contract/schemas';
import { mountedRoutes } from '../support/mounted-routes';

const INVALID = expect.objectContaining({ code: 'AXIS_INVALID_PAYLOAD', status: 400 });
const MEGABYTE = 1_000_000;

let server: Server;
let url: string;

beforeAll(async () => {
	const router = Router();
	// A host whose database answers nothing, without services: what a handler reached would answer with another error.
	axis.handler(router, JSON.parse('{ "env": {}, "database": {} }'));
	const app = express();
	const answerError: ErrorRequestHandler = (error, _request, response, _next) => {
		response.status(error.status ?? 500).json({ code: error.code, message: error.message });
	};
	app.use(express.json(), (request, _response, next) => {
		Object.assign(request, {
			accountability: { user: request.headers.authorization === undefined ? null : 'somebody', admin: true },
		});
		next();
	});
	app.use('/axis', router, answerError);
	server = createServer(app).listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	if (typeof address !== 'object' || address === null) throw new Error('The server has no port');
	url = `http://127.0.0.1:${address.port}`;
});
afterAll(() => server.close());

const SIGNED_IN = { authorization: 'Bearer x' };

const post = async (path: string, headers: Record<string, string>, body?: string) => {
	const sent = body === undefined ? {} : { body: Buffer.from(body) };
	const response = await fetch(url + path, { method: 'POST', headers, ...sent });
	return { status: response.status, ...(JSON.parse(await response.text()) as { code?: string; message?: string }) };
};

describe.each(mountedRoutes().flatMap((route) => (route.startsWith('POST ') ? [route.slice('POST '.length)] : [])))(
	'POST %s',
	(path) => {
		const takesCsv = /\/import(\/preview)?$/.test(path);
		const words = takesCsv
			? 'this POST takes a CSV and must say Content-Type: text/csv'
			: 'a POST must say Content-Type: application/json, without a body too';

		it.each([
			['no Content-Type', {}],
			['text/plain', { 'content-type': 'text/plain' }],
			['a form', { 'content-type': 'application/x-www-form-urlencoded' }],
			['several parts', { 'content-type': 'multipart/form-data; boundary=x' }],
			['JSON as a parameter only', { 'content-type': 'text/plain; application/json' }],
			['a type that begins as JSON does', { 'content-type': 'application/jsonp' }],
		])(
			'with %s is refused before the body is read, with a body and without; without a login it is a matter of the login',
			async (_what, headers) => {
				for (const body of [undefined, '{}']) {
					expect(await post(path, headers, body)).toMatchObject({ status: 401, code: 'INVALID_CREDENTIALS' });
					expect(await post(path, { ...headers, ...SIGNED_IN }, body)).toEqual({
						status: 400,
						code: 'AXIS_INVALID_PAYLOAD',
						message: `The request was not understood: ${words}. Nothing was changed.`,
					});
				}
			},
		);

		it('of its type, without a body too, reaches its handler, and of the other type not', async () => {
			const [type, other] = takesCsv ? ['text/csv', 'application/json'] : ['application/json', 'text/csv'];
			expect((await post(path, { 'content-type': other, ...SIGNED_IN })).message).toContain(words);
			for (const headers of [{ 'content-type': type }, { 'content-type': `${type.toUpperCase()}; charset=utf-8` }]) {
				expect((await post(path, { ...headers, ...SIGNED_IN })).message).not.toContain('must say Content-Type');
			}
		});
	},
);

describe('a body', () => {
	const read = (body: unknown) => readBody(Object.assign(Object.create(express.request), { body }), BODIES.RehearseBody);

	it('is read as it is; none is an empty one', () => {
		expect(read({ ratified_apr: ' APR-1 ' })).toEqual({ ratified_apr: 'APR-1' });
		expect(read(undefined)).toEqual({});
	});

	it.each([
		['an unknown key', { ratified: 'x' }],
		['a wrong type', { ratified_apr: 1 }],
		['null for a value', { ratified_apr: null }],
		['an array', []],
		['a string', 'x'],
		['a number', 0],
	])('with %s is refused', (_what, body) => {
		expect(() => read(body)).toThrow(INVALID);
	});
});

describe('a body with very much wrong', () => {
	const CELL = { object_type: 'collection', object_ref: 'agents', value_code: 'x' };
	const LIFECYCLE = { kind: 'value', code: 'x', to: 'retired', reason: 'r' };
	const ASSIGN = { axis_code: 'topic', owner_gov_code: 'G', reason: 'r' };
	const many = (times: number, element: unknown) => Array.from({ length: times }, () => element);

	const BODIES_OF_MUCH: [string, z.ZodType, unknown, RegExp][] = [
		['490,000 numbers for objects', BODIES.ChangeBody, { ...LIFECYCLE, split_into: [{ value_code: 'a' }, { value_code: 'b', objects: many(490_000, 0) }] }, /^split_into\.1\.objects: must have 0 to 100000 elements, not 490000$/], // prettier-ignore
		['330,000 empty objects', BODIES.ChangeBody, { ...LIFECYCLE, split_into: [{ value_code: 'a' }, { value_code: 'b', objects: many(330_000, {}) }] }, /not 330000$/], // prettier-ignore
		['300 kB of bad cells', BODIES.AssignmentBody, { ...ASSIGN, cells: many(100_000, {}) }, /; cells: the 99997 elements after 2 were not looked at$/], // prettier-ignore
		['bad cells of a waiver', BODIES.WaiverBody, { ...ASSIGN, cells: many(100_000, 0) }, /cells: the 99991 elements after 8 were not looked at/], // prettier-ignore
		['a bad cell after many good ones', BODIES.AssignmentBody, { ...ASSIGN, cells: [...many(10_000, CELL), {}] }, /^cells\.10000\.object_type is missing;[^;]*;[^;]*$/], // prettier-ignore
		['too many codes', BODIES.AssignmentBody, { ...ASSIGN, as: 'anchor', group_ref: 'g', value_codes: many(1001, 'x') }, /^value_codes: must have 1 to 1000 elements, not 1001$/], // prettier-ignore
		['bad parts of bad objects', BODIES.ChangeBody, { ...LIFECYCLE, split_into: many(50, { value_code: 'a', objects: many(2000, {}) }) }, /were not looked at$/], // prettier-ignore
		['unknown keys', BODIES.ScanBody, Object.fromEntries(many(100_000, 0).map((_, index) => [`k${index}`, 0])), /^Unrecognized keys: .*…$/], // prettier-ignore
		[
			'a text of a megabyte',
			BODIES.ApplyAllBody,
			{ ratified_apr: 'a'.repeat(MEGABYTE) },
			/^ratified_apr: must have at most 255 characters$/,
		],
		['blanks alone', BODIES.ApplyAllBody, { ratified_apr: ' '.repeat(MEGABYTE) }, /^ratified_apr: /],
	];

	it.each(BODIES_OF_MUCH)('%s is refused in few words, at once', (_what, schema, body, expected) => {
		const started = process.cpuUsage();
		const parsed = schema.safeParse(body);
		const message = describeProblems(parsed.error?.issues ?? []);
		// Of the processor, because other tests run beside this one.
		expect(process.cpuUsage(started).user / 1000).toBeLessThan(1000);
		expect(message).toMatch(expected);
		expect(message.length).toBeLessThan(2500);
		expect(message.split('; ').length).toBeLessThanOrEqual(11);
	});

	it('says in plain words that a key is missing', () => {
		const schema = z.strictObject({ reason: z.string(), cells: z.array(z.strictObject({ value_code: z.string() })) });
		const { error } = schema.safeParse({ cells: [{}] });
		expect(describeProblems(error?.issues ?? [])).toBe('reason is missing; cells.0.value_code is missing');
	});

	it('tells ten problems, and counts the others', () => {
		const issues = many(25, { code: 'custom', path: ['a'], message: 'is wrong' }) as z.core.$ZodIssue[];
		expect(describeProblems(issues)).toBe(`${many(10, 'a: is wrong').join('; ')}; and 15 more`);
	});
});
