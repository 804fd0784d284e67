/** Two instances that start at once on one database. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunAnswer } from '../../src/contract';
import { apiOf, verdict } from './support/api';
import { createFurtherDatabase, type FurtherDatabase, type FurtherHost } from './support/further-host';
import { lane } from './support/lane';

/** Names of the ledger's migrations, in their order. */
async function ledgerMigrations(): Promise<string[]> {
	const files = await readdir(join(lane().root, 'migrations/sql'));
	return files
		.filter((file) => file.startsWith('ledger') && file.endsWith('.up.sql'))
		.map((file) => file.replace('.up.sql', ''))
		.toSorted();
}

describe('two hosts that start at once on a fresh database', () => {
	let database: FurtherDatabase;
	let hosts: FurtherHost[];

	beforeAll(async () => {
		database = await createFurtherDatabase('cluster');
		expect(await database.db.schema.hasTable('axis_rollout_run')).toBe(false);
		hosts = await Promise.all([database.start(), database.start()]);
	});
	afterAll(() => database.drop());

	it('both come up without a complaint, and the ledger was created once', async () => {
		for (const { url, output } of hosts) {
			const admin = await apiOf('admin', url);
			expect((await admin.get('/axis/gate')).data).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'ratification' }] });
			expect(output()).not.toMatch(/ledger/);
		}
		const made = await database.db('axis_internal.ledger_migrations').orderBy('id').pluck('name');
		expect(made).toEqual(await ledgerMigrations());
		expect(await database.db('directus_collections').where({ collection: 'axis_rollout_run' })).toHaveLength(1);
	});

	it('both know the ledger as a collection', async () => {
		for (const { url } of hosts) {
			const admin = await apiOf('admin', url);
			expect(verdict(await admin.get('/items/axis_rollout_run'))).toBe('200');
		}
	});

	it('of two runs at the same time on both, none waits and none is lost', async () => {
		const answers = await Promise.all(
			hosts.map(async ({ url }) => (await apiOf('admin', url)).send<RunAnswer>('POST', '/axis/apply/1', {})),
		);
		for (const answer of answers) expect(verdict(answer)).toMatch(/^(409 AXIS_WRONG_DATABASE|409 AXIS_ROLLOUT_BUSY)$/);
		expect(await database.db('axis_rollout_run')).toHaveLength(2);
	});
});
