/** The same tarball on Directus 11: gate, tiers, hook, rollback. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { AxisCoverage, Verification } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { startMajor } from './support/majors';
import { applyTiers, fingerprint, ratify, shutGate } from './support/rollout';
import { expectSplitApp } from './support/served-app';

describe('Directus 11', () => {
	let db: Knex;
	let url: string;
	let stop: () => Promise<void> = async () => {};
	let admin: Api;
	let operator: Api;
	let viewer: Api;

	beforeAll(async () => {
		const host = await startMajor(11);
		({ db, url, stop } = host);
		[admin, operator, viewer] = await Promise.all([
			apiOf('admin', host.url),
			apiOf('operator', host.url),
			apiOf('viewer', host.url),
		]);
	});
	afterAll(() => stop());

	it('each page of the Studio loads one small file, a panel or page two more', async () => {
		await expectSplitApp(url);
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

	it('with the gate shut again, rollback works', async () => {
		await shutGate(db);
		for (const tier of [2, 1]) expect(verdict(await operator.send('POST', `/axis/rollback/${tier}`, {}))).toBe('200');
	});
});
