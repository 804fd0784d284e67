/** Ctrl-C while a tier runs. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Run } from '../../../src/contract';
import { fingerprint } from '../support/rollout';
import { createCliHost, type CliHost } from './directus';

const CODE = 'APR-BOOT-AUTHMODEL-1';
const ROLLOUT = {
	order: ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'],
	lock_timeout_ms: 60_000,
	statement_timeout_ms: 60_000,
};

describe('an interrupted directus axis apply', { timeout: 300_000 }, () => {
	let host: CliHost;
	let blocker: Knex.Transaction;

	beforeAll(async () => {
		host = await createCliHost('axis_cli_interrupt', { rollout: ROLLOUT });
		await host.db('os_proposal_approvals').insert({ organization: 'Council' });
		expect((await host.run('apply', '--through', '2', '--ratified-apr', CODE, '--yes')).code).toBe(0);
	});
	beforeEach(async () => {
		blocker = await host.db.transaction();
	});
	afterEach(() => blocker.rollback());
	afterAll(() => host.drop());

	it.each(['SIGINT', 'SIGTERM'] as const)(
		'%s leaves nothing of the tier under way, in the database or running',
		async (signal) => {
			// Tier 3 waits for this lock in its change; tiers 1 and 2 do not need it.
			const before = await fingerprint(host.db);
			await blocker.raw('lock table governance_object_ownership in share row exclusive mode');
			const run = host.start('apply', '--ratified-apr', CODE, '--yes');
			await run.until('tier 3 ownership-seed · change');
			await untilWaiting(host.db);
			run.process.kill(signal);

			const answer = await run.ended;
			expect(answer).toMatchObject({ code: 130, stdout: '' });
			expect(answer.stderr).toContain('Interrupted. Nothing stays of the tier under way.');
			expect(await fingerprint(host.db)).toBe(before);
			const { rows: locks } = await host.db.raw(
				`select from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
			);
			expect(locks).toEqual([]);
			const runs: Run[] = await host.db('axis_rollout_run').orderBy('run_no', 'desc').limit(2);
			expect(runs.map(({ action, status }) => [action, status])).toEqual([
				['apply', 'refused'],
				['apply', 'refused'],
			]);
		},
	);

	it('the next apply goes on to the end', async () => {
		expect((await host.run('apply', '--ratified-apr', CODE, '--yes')).code).toBe(0);
	});
});

async function untilWaiting(db: Knex): Promise<void> {
	const end = Date.now() + 15_000;
	while ((await db.raw('select from pg_locks where not granted')).rows.length === 0) {
		if (Date.now() > end) throw new Error('Nobody waits for a lock');
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
}
