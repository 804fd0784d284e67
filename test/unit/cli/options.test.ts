import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
	codeOption,
	countOption,
	flagOption,
	readOptions,
	refuseBoth,
	tierOption,
	UsageError,
	wantsJson,
} from '../../../cli/options';

const schema = z.object({ tier: tierOption, limit: countOption, ratifiedApr: codeOption, yes: flagOption });

describe('options of the command line', () => {
	it('are read from strings', () => {
		expect(readOptions(schema, { tier: '3', limit: '1000', ratifiedApr: ' APR-1 ', yes: true })).toEqual({
			tier: '3',
			limit: 1000,
			ratifiedApr: 'APR-1',
			yes: true,
		});
		expect(readOptions(schema, { tier: 'axis:region', ratifiedApr: 'A', yes: true }).tier).toBe('axis:region');
		expect(readOptions(schema, { ratifiedApr: 'A' })).toEqual({ ratifiedApr: 'A', yes: false });
	});

	it.each([
		[{ tier: '1.5' }, "option '--tier' takes the number or id of a tier, e.g. 4 or containment"],
		[{ tier: '-1' }, "option '--tier' takes the number or id of a tier, e.g. 4 or containment"],
		[{ tier: '' }, "option '--tier' takes the number or id of a tier, e.g. 4 or containment"],
		[{ tier: '100' }, "option '--tier' takes the number or id of a tier, e.g. 4 or containment"],
		[{ limit: '0' }, "option '--limit' must be at least 1"],
		[{ limit: '1001' }, "option '--limit' must be at most 1000"],
		[{ ratifiedApr: '  ' }, "option '--ratified-apr' must not be empty"],
		[{ ratifiedApr: 'a\0' }, "option '--ratified-apr' must not contain a NUL character"],
		[{ ratifiedApr: 'a'.repeat(256) }, "option '--ratified-apr' is too long"],
	])('%j is told with the option that is wrong', (given, message) => {
		expect(() => readOptions(schema, { ratifiedApr: 'A', ...given })).toThrow(new UsageError(message));
	});

	it('lists every option that is wrong', () => {
		expect(() => readOptions(schema, { tier: '?', ratifiedApr: '' })).toThrow(
			"option '--tier' takes the number or id of a tier, e.g. 4 or containment; option '--ratified-apr' must not be empty",
		);
	});

	it('refuses two that exclude each other, and takes either', () => {
		expect(() => refuseBoth(['--tier', 1], ['--to', 0])).toThrow("option '--tier' cannot be used with option '--to'");
		expect(() => refuseBoth(['--tier', 1], ['--to', undefined])).not.toThrow();
	});

	it('ask for JSON by the flag alone', () => {
		expect([wantsJson({ json: true }), wantsJson({ json: 'yes' }), wantsJson(undefined)]).toEqual([true, false, false]);
	});
});
