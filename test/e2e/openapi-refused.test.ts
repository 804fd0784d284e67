/** What is not understood, and what is not there, is refused as the OpenAPI document says, by every route and whatever is rolled out. */
import { beforeAll, expect, it } from 'vitest';
import { verdict } from './support/api';
import { ACTIONS, call, READS, signIn } from './support/described-call';

beforeAll(signIn);

it('what is not understood and what is not there is refused as described', async () => {
	for (const { name } of ACTIONS) {
		expect(verdict(await call(name, { body: { no_such_key: 1 } })), name).toBe('400 AXIS_INVALID_PAYLOAD');
		expect(verdict(await call(name, { body: [] })), name).toBe('400 AXIS_INVALID_PAYLOAD');
	}
	for (const { name, path } of READS) {
		if (path.includes('{axis}'))
			expect(verdict(await call(name, { path: { axis: 'none' } })), name).toBe('404 AXIS_UNKNOWN_AXIS');
		if (path.includes('{axis}'))
			expect(verdict(await call(name, { path: { axis: 'a\0' } })), name).toBe('400 AXIS_INVALID_PAYLOAD');
	}
	for (const name of ['POST /axis/apply/{tier}', 'POST /axis/rollback/{tier}']) {
		expect(verdict(await call(name, { path: { tier: '9' }, body: {} }))).toBe('404 AXIS_UNKNOWN_TIER');
	}
});
