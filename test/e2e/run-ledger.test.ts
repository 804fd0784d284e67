/** The run ledger is written by the rollout alone, with the gate shut or open, by whoever. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, resetRollout } from './support/rollout';
import { sendItems } from './support/websocket';

const RUN = { action: 'apply', tiers: [1], status: 'passed', requested_by: 'me', profile_sha256: 'x' };

describe('writing runs', () => {
	let admin: Api;
	let operator: Api;
	let db: Knex;
	let id: string;

	beforeAll(async () => {
		db = connect();
		[admin, operator] = await Promise.all([apiOf('admin'), apiOf('operator')]);
		await resetRollout(admin, db);
		await applyTiers(admin, [1]);
		({ id } = await db('axis_rollout_run').first('id'));
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	const rows = () => db('axis_rollout_run').orderBy('id');

	const ways: [string, () => Promise<string>][] = [
		['POST as admin', async () => verdict(await admin.send('POST', '/items/axis_rollout_run', RUN))],
		['POST as operator, who may create', async () => verdict(await operator.send('POST', '/items/axis_rollout_run', RUN))],
		['PATCH', async () => verdict(await admin.send('PATCH', `/items/axis_rollout_run/${id}`, { status: 'failed' }))],
		[
			'PATCH by query',
			async () => verdict(await admin.send('PATCH', '/items/axis_rollout_run', { query: {}, data: { status: 'failed' } })),
		],
		['DELETE', async () => verdict(await admin.send('DELETE', `/items/axis_rollout_run/${id}`))],
		[
			'GraphQL create',
			async () =>
				verdict(
					await admin.graphql(
						'mutation { create_axis_rollout_run_item(data: {action: "apply", tiers: 1, requested_by: "me", profile_sha256: "x", run_no: "1", start_event: "1", start_hash: "x"}) { id } }',
					),
				),
		],
		[
			'GraphQL update',
			async () =>
				verdict(await admin.graphql(`mutation { update_axis_rollout_run_item(id: "${id}", data: {status: "failed"}) { id } }`)),
		],
		['GraphQL delete', async () => verdict(await admin.graphql(`mutation { delete_axis_rollout_run_item(id: "${id}") { id } }`))],
		['WebSocket create', () => sendItems('admin', { collection: 'axis_rollout_run', action: 'create', data: RUN })],
	];
	for (const [name, write] of ways) {
		it(`${name} is refused, and no run changes`, async () => {
			const before = await rows();
			expect(await write()).toMatch(/^(403 |200 |)FORBIDDEN$/);
			expect(await rows()).toEqual(before);
		});
	}

	it('raw SQL is refused by a trigger under it', async () => {
		await expect(db('axis_rollout_run').update({ status: 'failed' })).rejects.toMatchObject({ code: 'AX003' });
		await expect(db('axis_rollout_run').delete()).rejects.toMatchObject({ code: 'AX003' });
		await expect(db.raw('truncate axis_rollout_run')).rejects.toMatchObject({ code: 'AX003' });
	});

	it('whoever may read it reads it as items, too', async () => {
		const viewer = await apiOf('viewer');
		const { status, data } = await viewer.get<unknown[]>('/items/axis_rollout_run?limit=-1');
		expect(status).toBe(200);
		expect(data.length).toBeGreaterThan(0);
	});
});
