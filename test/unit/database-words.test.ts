/** Identifiers, SQLSTATEs, and which databases the bundle runs on. */
import knex from 'knex';
import { describe, expect, it } from 'vitest';
import { quoteIdentifier } from '../../src/db/identifiers';
import { requirePostgres } from '../../src/db/postgres';
import { SQLSTATE, sqlState } from '../../src/db/sqlstate';

describe('quoteIdentifier', () => {
	it.each([
		['a', '"a"'],
		['A b', '"A b"'],
		['a"b', '"a""b"'],
		['"; drop table x --', '"""; drop table x --"'],
		['é', '"é"'],
	])('%s becomes %s', (name, quoted) => {
		expect(quoteIdentifier(name)).toBe(quoted);
	});

	it.each(['', 'a\0b'])('%j is none', (name) => {
		expect(() => quoteIdentifier(name)).toThrow(TypeError);
	});
});

describe('sqlState', () => {
	it('is the code of a database error', () => {
		expect(sqlState({ code: '42P01' })).toBe('42P01');
		expect(sqlState(Object.assign(new Error('x'), { code: 'AX001' }))).toBe(SQLSTATE.gateShut);
	});

	it.each([
		null,
		undefined,
		'x',
		42,
		{},
		{ code: 42 },
		{ code: 'ECONNREFUSED' },
		{ code: '42p01' },
		{ code: '' },
		new Error('42P01'),
	])('%j has none', (value) => {
		expect(sqlState(value)).toBeNull();
	});
});

describe('requirePostgres', () => {
	it.each(['pg', 'postgres', 'postgresql'])('passes %s', (client) => {
		expect(() => requirePostgres(Object.assign(knex({ client: 'pg' }), { client: { config: { client } } }))).not.toThrow();
	});

	it.each(['mysql', 'sqlite3', 'cockroachdb', undefined])('refuses %s by name', (client) => {
		const db = Object.assign(knex({ client: 'pg' }), { client: { config: { client } } });
		expect(() => requirePostgres(db)).toThrow(
			expect.objectContaining({
				code: 'AXIS_UNSUPPORTED_DATABASE',
				status: 501,
				message: expect.stringContaining(client ?? 'an unknown database'),
			}),
		);
	});
});
