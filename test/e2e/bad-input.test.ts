/** Whatever is sent: a 4xx in Directus' shape, never a 500, and nothing is lost. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, createApi, verdict, type Api } from './support/api';
import { PASSWORD } from './support/global-setup';
import { applyTiers, connect, fingerprint, resetRollout } from './support/rollout';

const JSON_TYPE = { 'content-type': 'application/json' };
const MB = 1024 * 1024;
const SQL = `x'; drop table axis_registry; --`;
const LONG = 'a'.repeat(10_000);

describe('bad input', () => {
	let admin: Api;
	let db: Knex;
	let before: string;

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
	});
	beforeEach(async () => {
		before = await fingerprint(db);
	});
	afterEach(async () => {
		expect(await fingerprint(db)).toBe(before);
		expect((await admin.get('/server/ping')).text).toBe('pong');
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	for (const tier of [
		'99',
		'0',
		'-1',
		'1.5',
		'1e0',
		'01',
		'one',
		' 1',
		'1 ',
		encodeURIComponent(SQL),
		LONG,
		'%00',
		'9999999999999999999999',
	]) {
		it(`tier ${tier.slice(0, 40)} is unknown`, async () => {
			for (const action of ['apply', 'rollback']) {
				const answer = await admin.send('POST', `/axis/${action}/${encodeURIComponent(decodeURIComponent(tier))}`, {});
				expect(verdict(answer)).toMatch(/^(404 AXIS_UNKNOWN_TIER|400 AXIS_INVALID_PAYLOAD)$/);
			}
		});
	}

	const bodies: [string, BodyInit | null, Record<string, string>][] = [
		['malformed JSON', '{"ratified_apr": ', JSON_TYPE],
		['an array', '[]', JSON_TYPE],
		['a string', '"x"', JSON_TYPE],
		['null', 'null', JSON_TYPE],
		['an unknown key', '{"force_it": true}', JSON_TYPE],
		['a key of the prototype', '{"__proto__": {"x": 1}, "constructor": 1}', JSON_TYPE],
		['a wrong type', '{"ratified_apr": 7}', JSON_TYPE],
		['an empty code', '{"ratified_apr": "  "}', JSON_TYPE],
		['a NUL', '{"ratified_apr": "a\\u0000b"}', JSON_TYPE],
		['a code that is too long', JSON.stringify({ ratified_apr: LONG }), JSON_TYPE],
		['2 MB', JSON.stringify({ ratified_apr: 'a'.repeat(2 * MB) }), JSON_TYPE],
		['text/plain', '{}', { 'content-type': 'text/plain' }],
		['a form', 'ratified_apr=x', { 'content-type': 'application/x-www-form-urlencoded' }],
		['a charset that does not exist', '{}', { 'content-type': 'application/json; charset=nonsense' }],
	];
	for (const [name, body, headers] of bodies) {
		it(`a body of ${name} is refused as invalid`, async () => {
			const answer = await admin.raw('POST', '/axis/apply/1', body, headers);
			expect(answer.status).toBeGreaterThanOrEqual(400);
			expect(answer.status).toBeLessThan(500);
			expect(answer.errors?.[0]?.extensions.code).toMatch(/INVALID_PAYLOAD|CONTENT_TOO_LARGE|UNSUPPORTED_MEDIA_TYPE/);
		});
	}

	it('another page cannot act with the cookie of whoever looks at it: a POST without a type, or of a form’s, does nothing', async () => {
		const login = await createApi(null).send('POST', '/auth/login', {
			email: 'operator@example.com',
			password: PASSWORD,
			mode: 'session',
		});
		const [cookie = ''] = login.headers.getSetCookie().map((one) => one.split(';')[0]);
		const simple = { cookie, origin: 'http://evil.example', 'sec-fetch-site': 'cross-site' };
		for (const path of ['/axis/rollback/2', '/axis/rollback', '/axis/rehearse']) {
			for (const type of [{}, { 'content-type': 'text/plain' }]) {
				const answer = await createApi(null).raw('POST', path, null, { ...simple, ...type });
				expect(verdict(answer)).toBe('400 AXIS_INVALID_PAYLOAD');
			}
		}
		// The cookie is good: the same, said to be JSON, is let in.
		const asked = await createApi(null).raw('POST', '/axis/rollback/99', null, { ...simple, ...JSON_TYPE });
		expect(verdict(asked)).toBe('404 AXIS_UNKNOWN_TIER');
	});

	it('rollback takes no keys that it does not know', async () => {
		expect(verdict(await admin.send('POST', '/axis/rollback/2', { ratified_apr: 'x' }))).toBe('400 AXIS_INVALID_PAYLOAD');
	});

	it('SQL in a code is a value like any other', async () => {
		const answer = await admin.send('POST', '/axis/apply/2', { ratified_apr: SQL });
		expect(verdict(answer)).toBe('409 AXIS_PRECONDITION');
		expect(answer.text, 'told as the code that is unknown').toContain(JSON.stringify(SQL).slice(1, -1));
	});

	for (const query of [
		'limit=abc',
		'limit=0',
		'limit=-1',
		'limit=-5',
		'limit=1.5',
		'limit=1001',
		'limit=100000',
		'limit=1&limit=2',
		'limit[x]=1',
		'limit=99999999999999999999',
		'offset=-1',
		'offset=abc',
		'offset=1e99',
		'offset=99999999999999999999',
	]) {
		it(`?${query} is refused on lists`, async () => {
			for (const path of ['/axis/runs', '/axis/coverage/responsibility/gaps', '/axis/coverage/responsibility/by-owner']) {
				const answer = await admin.get(`${path}?${query}`);
				expect(answer.status, `${path} ${answer.text}`).toBe(400);
				expect(answer.errors?.[0]?.message).not.toBe('');
			}
		});
	}

	it('an offset beyond the end is an empty page with the full count', async () => {
		expect(await admin.get('/axis/coverage/responsibility/gaps?offset=2147483647')).toMatchObject({
			status: 200,
			data: [],
			meta: { total_count: 210 },
		});
	});

	for (const axis of ['nonsense', encodeURIComponent(SQL), LONG, 'Responsibility', '%25']) {
		it(`axis ${axis.slice(0, 40)} is unknown in every report`, async () => {
			for (const part of ['by-value', 'by-owner', 'by-object', 'by-group', 'gaps', 'matrix', 'objects/collection/agents']) {
				expect(verdict(await admin.get(`/axis/coverage/${axis}/${part}`))).toBe('404 AXIS_UNKNOWN_AXIS');
			}
		});
	}

	for (const path of [
		'/axis/coverage/%00/gaps',
		'/axis/coverage/responsibility/objects/%00/x',
		'/axis/runs/%00',
		'/axis/waivers?axis=%00',
		'/axis/coverage/%E0%A4%A/gaps',
	]) {
		it(`GET ${path} is a 4xx`, async () => {
			const { status } = await admin.get(path);
			expect(status).toBeGreaterThanOrEqual(400);
			expect(status).toBeLessThan(500);
		});
	}

	for (const id of ['x', '1', encodeURIComponent(SQL), LONG, '00000000-0000-0000-0000-00000000000g']) {
		it(`run ${id.slice(0, 40)} is unknown`, async () => {
			expect(verdict(await admin.get(`/axis/runs/${id}`))).toBe('404 AXIS_UNKNOWN_RUN');
		});
	}

	it('other methods and paths under /axis are Directus’ 404', async () => {
		for (const [method, path] of [
			['DELETE', '/axis/runs'],
			['PUT', '/axis/apply/1'],
			['GET', '/axis/apply/1'],
			['GET', '/axis/nonsense'],
			['GET', '/axis'],
		] as const) {
			expect(verdict(await admin.send(method, path))).toBe('404 ROUTE_NOT_FOUND');
		}
	});
});
