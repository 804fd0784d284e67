/** Whether this instance can tell the others of new tables is decided as Directus decides whether it has Redis. */
import { expect, it } from 'vitest';
import { noteOnInstances } from '../../src/host/schema-cache';

it.each([
	[{}, false],
	[{ REDIS: 'redis://127.0.0.1' }, true],
	[{ REDIS_HOST: '127.0.0.1' }, true],
	[{ REDIS: 'redis://127.0.0.1', REDIS_ENABLED: false }, false],
	[{ REDIS_ENABLED: true }, true],
	[{ REDISTRIBUTE: 'x' }, false],
])('%j: Redis is there: %s', (env, hasRedis) => {
	expect(noteOnInstances(env)).toEqual(hasRedis ? {} : { structureNote: expect.stringContaining('no Redis is configured') });
});
