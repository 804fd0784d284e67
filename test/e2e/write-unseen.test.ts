/**
 * Ways to write that emit no event for a hook: the triggers refuse them. What the caller is told depends on Directus:
 * `/utils/sort` answers AXIS_GATE_CLOSED (423). A Flow catches the error: its next operation gets AXIS_GATE_CLOSED, its caller what the Flow returns.
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { AXIS_TABLES } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, fingerprint, ratify, resetRollout, shutGate } from './support/rollout';

describe('writes that no hook sees', () => {
	let admin: Api;
	let db: Knex;
	let flow: string;
	let tags: string[];

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
		const assignment = {
			axis_code: 'responsibility',
			value_code: 'audit',
			object_type: 'collection',
			zone: 'quarantine',
			assigned_kind: 'human',
		};
		const rows = await db('axis_assignment')
			.insert([
				{ ...assignment, object_ref: 'agents', revision: 1 },
				{ ...assignment, object_ref: 'tasks', revision: 2 },
			])
			.returning('id');
		tags = rows.map((row) => row.id);
		await db('directus_collections').insert({ collection: 'axis_assignment', sort_field: 'revision' });
		await admin.send('POST', '/utils/cache/clear?system', {});
		flow = await createFlow(admin);
		await shutGate(db);
	});
	afterAll(async () => {
		await admin.send('DELETE', `/flows/${flow}`);
		await db('directus_collections').where({ collection: 'axis_assignment' }).delete();
		await db('os_proposal_approvals').insert({ organization: 'Council' });
		await db('axis_assignment').delete();
		await db('axis_registry').where({ axis_code: 'flow' }).delete();
		await admin.send('POST', '/utils/cache/clear?system', {});
		await resetRollout(admin, db);
		await db.destroy();
	});

	const sort = () => admin.send('POST', '/utils/sort/axis_assignment', { item: tags[0], to: tags[1] });

	it('POST /utils/sort is refused with AXIS_GATE_CLOSED, and changes nothing', async () => {
		const before = await fingerprint(db);
		expect(verdict(await sort())).toBe('423 AXIS_GATE_CLOSED');
		expect(await fingerprint(db)).toBe(before);
	});

	it('a Flow that creates an item without events writes nothing', async () => {
		const before = await fingerprint(db);
		const answer = await admin.send('POST', `/flows/trigger/${flow}`, {});
		expect(answer.text).toContain('AXIS_GATE_CLOSED');
		expect(await fingerprint(db)).toBe(before);
	});

	it('raw INSERT, UPDATE, DELETE and TRUNCATE of every axis table fail with AX001, even where no row is touched', async () => {
		const before = await fingerprint(db);
		for (const table of AXIS_TABLES) {
			for (const statement of [
				`insert into ${table} default values`,
				`update ${table} set created_at = created_at where false`,
				`delete from ${table} where false`,
				`truncate ${table} cascade`,
			]) {
				await expect(db.raw(statement), statement).rejects.toMatchObject({ code: 'AX001' });
			}
		}
		expect(await fingerprint(db)).toBe(before);
	});

	it('a session in replication mode is refused as well', async () => {
		await expect(
			db.transaction(async (trx) => {
				await trx.raw(`set local session_replication_role = 'replica'`);
				await trx('axis_value').update({ value_name: 'x' });
			}),
		).rejects.toMatchObject({ code: 'AX001' });
	});

	it('all of them pass while the gate is open', async () => {
		await ratify(admin);
		expect(verdict(await sort())).toBe('200');
		expect((await admin.send('POST', `/flows/trigger/${flow}`, {})).status).toBe(200);
		expect(await db('axis_registry').where({ axis_code: 'flow' })).toHaveLength(1);
		expect(await db('axis_value').where({ value_code: 'audit' }).update({ value_name: 'Audit' })).toBe(1);
	});
});

/** A webhook that creates an axis with full permission and, as the Studio's default has it, without events. */
async function createFlow(admin: Api): Promise<string> {
	const flow = await admin.send<{ id: string }>('POST', '/flows', {
		name: 'Writes an axis',
		status: 'active',
		trigger: 'webhook',
		accountability: 'all',
		options: { method: 'POST', return: '$all', async: false },
	});
	const operation = await admin.send<{ id: string }>('POST', '/operations', {
		flow: flow.data.id,
		name: 'Create',
		key: 'create',
		type: 'item-create',
		position_x: 1,
		position_y: 1,
		options: {
			collection: 'axis_registry',
			permissions: '$full',
			emitEvents: false,
			payload: { axis_code: 'flow', axis_name: 'Flow', axis_family: 'label', axis_kind: 'system' },
		},
	});
	const linked = await admin.send('PATCH', `/flows/${flow.data.id}`, { operation: operation.data.id });
	expect(verdict(linked)).toBe('200');
	return flow.data.id;
}
