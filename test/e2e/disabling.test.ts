/** Switching the bundle off: refused while the gate is shut, an admin's right while it is open. */
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, verdict, type Api } from './support/api';
import { connect, ratify, resetRollout } from './support/rollout';

describe('disabling the bundle', () => {
	let admin: Api;
	let db: Knex;
	let bundle: string;
	let entry: string;

	const setEnabled = (id: string, enabled: boolean) => admin.send('PATCH', `/extensions/${id}`, { meta: { enabled } });

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		({ id: entry, bundle } = await db('directus_extensions').where({ folder: 'axis-gate' }).first('id', 'bundle'));
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	it('is refused while the gate is shut, as a whole and by entry', async () => {
		expect(verdict(await setEnabled(bundle, false))).toBe('423 AXIS_GATE_CLOSED');
		expect((await setEnabled(entry, false)).status).toBeGreaterThanOrEqual(400);
		expect(await db('directus_extensions').where({ enabled: false })).toEqual([]);
		expect((await admin.get('/axis/gate')).status).toBe(200);
	});

	it('is refused through GraphQL as well', async () => {
		const mutation = `mutation { update_extensions_item(id: "${bundle}", data: {meta: {enabled: false}}) { name } }`;
		expect(verdict(await admin.graphql(mutation, '/graphql/system'))).toBe('200 AXIS_GATE_CLOSED');
		expect(await db('directus_extensions').where({ enabled: false })).toEqual([]);
	});

	it('removing it is refused while the gate is shut', async () => {
		expect(verdict(await admin.send('DELETE', `/extensions/${bundle}`))).toBe('423 AXIS_GATE_CLOSED');
		expect((await admin.get('/axis/gate')).status).toBe(200);
	});

	it('passes while the gate is open, and the bundle comes back when it is enabled again', async () => {
		await ratify(admin);
		expect(verdict(await setEnabled(bundle, false))).toBe('200');
		await expectGate(404);
		expect(verdict(await setEnabled(bundle, true))).toBe('200');
		await expectGate(200);
	});

	/** Directus reloads extensions a moment after it has answered. */
	async function expectGate(status: number): Promise<void> {
		for (let tries = 0; tries < 100; tries++) {
			if ((await admin.get('/axis/gate')).status === status) return;
			await sleep(100);
		}
		expect((await admin.get('/axis/gate')).status).toBe(status);
	}
});
