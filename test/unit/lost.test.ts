/** A database that does not answer is told from one that refuses by codes and classes, never by texts. */
import { describe, expect, it } from 'vitest';
import { DatabaseLost, explainUnavailable, explainUnreadable, isLostCommit, unavailability } from '../../src/db/availability';

const postgres = (code: string) => Object.assign(new Error('select secret - words'), { code });
const timeout = Object.assign(new Error('no connection'), { name: 'KnexTimeoutError' });

describe('unavailability', () => {
	it.each([
		['57P01', 'connection'],
		['57P02', 'connection'],
		['57P03', 'connection'],
		['08006', 'connection'],
		['25P03', 'connection'],
		['53100', 'resources'],
		['53300', 'resources'],
		['58030', 'resources'],
		['57014', null],
		['55P03', null],
		['23505', null],
		['AX001', null],
	])('SQLSTATE %s: %s', (code, reason) => {
		expect(unavailability(postgres(code))).toBe(reason);
	});

	it('is the connection for what the driver says without a SQLSTATE, and the pool for its timeout', () => {
		expect(unavailability(new DatabaseLost(new Error('gone')))).toBe('connection');
		expect(unavailability(new DatabaseLost(postgres('ECONNRESET')))).toBe('connection');
		expect(unavailability(new DatabaseLost(postgres('53300')))).toBe('resources');
		expect(unavailability(new DatabaseLost(timeout))).toBe('pool');
	});

	it('is nothing for errors that are none of the database', () => {
		expect(unavailability(new Error('ours'))).toBeNull();
		expect(unavailability(undefined)).toBeNull();
	});
});

describe('explainUnavailable', () => {
	it('names the code, never the statement', () => {
		const explained = explainUnavailable(new DatabaseLost(postgres('ECONNRESET')), 'A scan');
		expect(explained).toMatchObject({
			code: 'AXIS_DATABASE_UNAVAILABLE',
			extensions: { asked: 'A scan', reason: 'connection', detail: 'ECONNRESET' },
			message: expect.not.stringContaining('secret'),
		});
	});

	it('leaves every other error as it is', () => {
		const error = postgres('23505');
		expect(explainUnavailable(error, 'A scan')).toBe(error);
	});
});

it('only a COMMIT under way leaves the outcome open', () => {
	expect(isLostCommit(new DatabaseLost(new Error('gone'), true))).toBe(true);
	expect(isLostCommit(new DatabaseLost(new Error('gone')))).toBe(false);
	expect(isLostCommit(postgres('57P01'))).toBe(false);
});

describe('explainUnreadable', () => {
	it.each(['57014', '55P03', '40P01', '40001'])('%s on a read is unavailable in words, without the statement', (code) => {
		expect(explainUnreadable(postgres(code), 'GET /axis/coverage')).toMatchObject({
			code: 'AXIS_DATABASE_UNAVAILABLE',
			status: 503,
			extensions: { reason: 'timeout', detail: code },
			message: expect.not.stringContaining('secret'),
		});
	});

	it('leaves every other error as it is', () => {
		const error = postgres('23505');
		expect(explainUnreadable(error, 'GET /axis/coverage')).toBe(error);
	});
});
