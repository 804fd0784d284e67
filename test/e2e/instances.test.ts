/** Two Directus on one database, alone and with Redis between them: one rollout at a time, tables known to both, schedules once. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunAnswer, Verification } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { createFurtherDatabase, type FurtherDatabase } from './support/further-host';
import { writeProfile } from './support/majors';
import { hasRedis, startRedis } from './support/redis';
import { ratify } from './support/rollout';

const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };
/** More than the bundle takes for one tick, so that two are told apart. */
const TICK_SECONDS = 6;
const SETTLED_MS = 2000;

// Vitest does not tell why it skips.
if (!hasRedis) process.stdout.write('Skipped with Redis: redis-server is not installed (apt install redis-server).\n');

const kinds = [
	{ name: 'without Redis', database: 'alone', redis: false },
	{ name: 'with Redis', database: 'together', redis: true },
] as const;

describe.each(kinds)('two hosts $name', ({ database: name, redis }) => {
	describe.skipIf(redis && !hasRedis)('on one database', () => {
		let database: FurtherDatabase;
		let first: Api;
		let second: Api;
		let stopRedis: () => Promise<void> = async () => {};

		beforeAll(async () => {
			const env: Record<string, string> = {
				AXIS_PROFILE: await writeProfile(name),
				AXIS_SCAN_CRON: `*/${TICK_SECONDS} * * * * *`,
			};
			if (redis) {
				const server = await startRedis();
				stopRedis = server.stop;
				env.REDIS = server.url;
			}
			database = await createFurtherDatabase(name);
			const hosts = await Promise.all([database.start(env), database.start(env)]);
			[first, second] = await Promise.all([apiOf('admin', hosts[0].url), apiOf('admin', hosts[1].url)]);
			await ratify(first);
		});
		afterAll(async () => {
			await database.drop();
			await stopRedis();
		});

		const applyBoth = (path: string) => Promise.all([first, second].map((api) => api.send<RunAnswer>('POST', path, RATIFIED)));

		it(`tier 1 on one of them: the other ${redis ? 'knows the tables' : 'is said to need a restart'}`, async () => {
			expect((await second.get('/items/axis_registry')).status).toBe(403);
			const answer = await first.send<RunAnswer>('POST', '/axis/apply/1', {});
			expect(verdict(answer)).toBe('200');
			expect(verdict(await first.get('/items/axis_registry'))).toBe('200');
			expect(answer.data.tiers[0]?.notes).toEqual(redis ? [] : [{ note: expect.stringContaining('restarted') }]);
			const deadline = Date.now() + SETTLED_MS;
			let status = 403;
			while (status !== 200 && Date.now() < deadline) {
				status = (await second.get('/items/axis_registry')).status;
				await sleep(50);
			}
			expect(status).toBe(redis ? 200 : 403);
			// The bundle's own reports read the database, whatever the host knows.
			expect(verdict(await second.get('/axis/coverage'))).toBe('200');
		});

		it('of two applies at once, tier by tier, one commits and the other is told so', async () => {
			for (const tier of [2, 3, 4, 5]) {
				const answers = (await applyBoth(`/axis/apply/${tier}`)).map(verdict).sort();
				expect(answers[0]).toBe('200');
				expect(answers[1]).toMatch(/^409 AXIS_(ROLLOUT_BUSY|ALREADY_APPLIED)$/);
			}
		});

		it('of two rollouts at once, one ends it; both then see the same', async () => {
			const answers = (await applyBoth('/axis/apply')).map(verdict);
			expect(answers).toContain('200');
			for (const api of [first, second]) {
				expect((await api.get<Verification>('/axis/verify')).data).toMatchObject({ status: 'PASS' });
			}
			const passed = await database.db('axis_rollout_run').where({ status: 'passed', action: 'apply' }).whereRaw(`tiers = '[6]'`);
			expect(passed).toHaveLength(1);
		});

		it('a scheduled scan is made once a tick', async () => {
			await sleep((2 * TICK_SECONDS + 2) * 1000);
			const scans = await database.db('governance_scan_run').where({ mode: 'scheduled' }).select('started_at');
			const ticks = scans.map(({ started_at }) => Math.floor(started_at.getTime() / 1000 / TICK_SECONDS));
			expect(ticks.length).toBeGreaterThanOrEqual(2);
			expect(new Set(ticks).size).toBe(ticks.length);
		});

		it('what one of them rolls back is gone for both', async () => {
			expect(verdict(await second.send('POST', '/axis/rollback', {}))).toBe('200');
			expect((await first.get<unknown[]>('/axis/coverage')).data).toMatchObject([{ rolled_out: false }]);
		});
	});
});
