/** What requests may say. Express' own request object, without a server. */
import express, { type Request } from 'express';
import { describe, expect, it } from 'vitest';
import { readPage, readParam } from '../../endpoints/axis/request';

interface Sent {
	query?: Record<string, unknown>;
	headers?: Record<string, string>;
	params?: Record<string, string>;
}

function requestOf({ query = {}, headers = {}, params = {} }: Sent): Request {
	return Object.assign(Object.create(express.request), { query, headers, params });
}

const INVALID = expect.objectContaining({ code: 'AXIS_INVALID_PAYLOAD', status: 400 });

describe('a page', () => {
	const page = (query: Record<string, unknown>) => readPage(requestOf({ query }));

	it('has 100 rows from the start', () => {
		expect(page({})).toEqual({ limit: 100, offset: 0 });
	});

	it('reads numbers up to their limits, and leaves other parameters alone', () => {
		expect(page({ limit: '1', offset: '0', fields: 'x' })).toEqual({ limit: 1, offset: 0 });
		expect(page({ limit: '1000', offset: '2147483647' })).toEqual({ limit: 1000, offset: 2_147_483_647 });
	});

	it.each([
		{ limit: '0' },
		{ limit: '1001' },
		{ limit: '-1' },
		{ limit: '1.5' },
		{ limit: 'x' },
		{ limit: '' },
		{ limit: { a: '1' } },
		{ offset: '-1' },
		{ offset: '2147483648' },
		{ offset: '1; drop table x' },
	])('%j is refused', (query) => {
		expect(() => page(query)).toThrow(INVALID);
	});

	it('says every problem at once, with its name', () => {
		expect(() => page({ limit: '0', offset: '-1' })).toThrow(/limit: .*; offset: .*Nothing was changed/);
	});

	it('whose rows somebody takes is everything without a limit, and a page with one', () => {
		const taker = { signal: new AbortController().signal, begin: () => {}, take: () => Promise.resolve() };
		expect(readPage(requestOf({}), taker)).toEqual({ limit: 2_147_483_647, offset: 0, taker });
		expect(readPage(requestOf({ query: { limit: '5' } }), taker)).toEqual({ limit: 5, offset: 0, taker });
	});
});

describe('a part of the path', () => {
	it('is read as it was sent', () => {
		expect(readParam(requestOf({ params: { axis: `x'; drop table y --` } }), 'axis')).toBe(`x'; drop table y --`);
		expect(readParam(requestOf({}), 'axis')).toBe('');
	});

	it('with a NUL is refused, because PostgreSQL holds none', () => {
		expect(() => readParam(requestOf({ params: { axis: 'a\0b' } }), 'axis')).toThrow(INVALID);
	});
});
