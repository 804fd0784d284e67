/**
 * The same tarball on Directus 11: gate, tiers, hook, rollback. Runs when AXIS_TEST_DIRECTUS_11=1, which downloads that Directus, or when it is in
 * the cache already (`npm start -- --directus 11` leaves it there).
 */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Knex } from 'knex';
import type { AxisCoverage, Verification } from '../../src/contract';
import { setupHost } from '../../host/setup/setup-host.mjs';
import { startHost } from '../../scripts/lib/host.mjs';
import { installHost, isHostInstalled } from '../../scripts/lib/install.mjs';
import { freePort } from '../../scripts/lib/ports.mjs';
import { apiOf, verdict, type Api } from './support/api';
import { PASSWORD } from './support/global-setup';
import { createDatabase, databaseUrl, dropDatabase, loadReference, openDatabase } from './support/postgres';
import { applyTiers, fingerprint, ratify, shutGate } from './support/rollout';

const { root, scratch, extensionDir, postgresUrl } = inject('e2e');
const wanted = process.env.AXIS_TEST_DIRECTUS_11 === '1' || (await isHostInstalled({ root, major: 11 }));
// Vitest does not tell why it skips.
if (!wanted) process.stdout.write('Skipped on Directus 11: it is not in the cache; AXIS_TEST_DIRECTUS_11=1 downloads it.\n');
// The profile is for a database of this name, and the common host has the other one.
const NAME = 'directus11';

describe.skipIf(!wanted)('Directus 11', () => {
	let db: Knex;
	let stop: () => Promise<void> = async () => {};
	let admin: Api;
	let operator: Api;
	let viewer: Api;

	beforeAll(async () => {
		const host = await installHost({ root, major: 11 });
		await createDatabase(postgresUrl, NAME);
		const url = databaseUrl(postgresUrl, NAME);
		await loadReference(url);
		const profile = await writeProfile(join(scratch, 'directus-11.json'));
		const run = {
			...host,
			extensionDir,
			workDir: join(scratch, NAME),
			port: await freePort(),
			databaseUrl: url,
			password: PASSWORD,
		};
		const started = await startHost({ ...run, env: { LOG_LEVEL: 'warn', AXIS_PROFILE: profile } });
		stop = started.stop;
		await setupHost({ url: started.url, password: PASSWORD });
		db = openDatabase(url);
		[admin, operator, viewer] = await Promise.all([
			apiOf('admin', started.url),
			apiOf('operator', started.url),
			apiOf('viewer', started.url),
		]);
	});
	afterAll(async () => {
		await db.destroy();
		await stop();
		await dropDatabase(postgresUrl, NAME);
	});

	it('the gate is shut by the missing ratification alone, and tier 1 is refused', async () => {
		expect((await viewer.get('/axis/gate')).data).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'ratification' }] });
		const before = await fingerprint(db);
		expect(verdict(await operator.send('POST', '/axis/apply/1', {}))).toBe('423 AXIS_GATE_CLOSED');
		expect(await fingerprint(db)).toBe(before);
	});

	it('tiers 1 and 2 apply and bring the same numbers', async () => {
		await ratify(admin);
		await applyTiers(operator, [1, 2]);
		const { data } = await viewer.get<AxisCoverage[]>('/axis/coverage');
		expect(data).toMatchObject([{ axis_code: 'responsibility', required_cells: 210, gap_cells: 210 }]);
		expect((await viewer.get<Verification>('/axis/verify')).data.status).toBe('PASS');
		expect(verdict(await viewer.send('POST', '/axis/apply/1', {}))).toBe('403 FORBIDDEN');
	});

	it('with the gate shut again, items, fields, collections, relations and the bundle’s switch are refused; rollback works', async () => {
		await shutGate(db);
		const { bundle } = await db('directus_extensions').where({ folder: 'axis-gate' }).first('bundle');
		const writes = [
			await admin.send('POST', '/items/axis_registry', { axis_code: 'x', axis_name: 'X' }),
			await admin.send('PATCH', '/fields/axis_value/tag', { meta: { note: 'x' } }),
			await admin.send('DELETE', '/collections/axis_candidate_finding'),
			await admin.send('DELETE', '/relations/axis_assignment/superseded_by'),
			await admin.send('PATCH', `/extensions/${bundle}`, { meta: { enabled: false } }),
		];
		expect(writes.map(verdict)).toEqual(writes.map(() => '423 AXIS_GATE_CLOSED'));
		for (const tier of [2, 1]) expect(verdict(await operator.send('POST', `/axis/rollback/${tier}`, {}))).toBe('200');
	});
});

async function writeProfile(path: string): Promise<string> {
	const { default: oneRoof } = await import('../../profiles/one-roof.json');
	await writeFile(path, JSON.stringify({ ...oneRoof, database: NAME }));
	return path;
}
