/** The gate's self-test, on both majors: what holds, where a hole is, and that nothing of it stays. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { ROUTES, type SelfTest, type TestedPath } from '../../src/contract';
import { fingerprint as fingerprintOf } from '../postgres/support/fingerprint';
import { faultsOf, OPERATIONS } from '../support/openapi/document';
import { apiOf, verdict, type Api } from './support/api';
import { MAJORS, startMajor } from './support/majors';
import { applyTiers, ratify, resetRollout, shutGate } from './support/rollout';

/** Where nothing but the trigger of axis_registry stands: no filter is asked, and no request is met. */
const ONLY_THE_TRIGGER = [
	'versions.read',
	'flow.create',
	'flow.update',
	'flow.delete',
	'extension.reload',
	'sql.insert',
	'sql.update',
	'sql.delete',
	'sql.foreign-key-cascade',
	'sql.replication-role',
];

/** Guarded whatever the gate says. */
const TEXTS = ['texts.relation-action', 'texts.json-default', 'texts.dotted-name'];

const OPERATION = operationOf('GET /axis/gate/self-test');

describe.each(MAJORS)('the self-test of the gate on Directus %i', (major) => {
	let admin: Api;
	let operator: Api;
	let viewer: Api;
	let db: Knex;
	let stop: () => Promise<void> = async () => {};

	beforeAll(async () => {
		const host = await startMajor(major);
		({ db, stop } = host);
		[admin, operator, viewer] = [
			await apiOf('admin', host.url),
			await apiOf('operator', host.url),
			await apiOf('viewer', host.url),
		];
		await resetRollout(admin, db);
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await stop();
	});

	/** Rows and sequences of Directus' own tables count as well: no activity, no revision, no key is used up. */
	const everything = () => fingerprintOf(db);
	const locks = async () => (await db('pg_locks').where({ locktype: 'advisory', classid: 0x61786973 })).length;

	/** Runs it, and holds that nothing stays: not a row, not a sequence, not a lock. */
	async function run(): Promise<SelfTest> {
		const before = await everything();
		const answer = await admin.get<SelfTest>(ROUTES.selfTest);
		expect(answer.status, answer.text).toBe(200);
		expect(faultsOf(OPERATION, 200, { data: answer.data })).toBe('');
		expect(await everything()).toBe(before);
		expect(await locks()).toBe(0);
		expect(answer.data.committed).toBe(false);
		return answer.data;
	}
	const namesOf = (paths: TestedPath[]) => paths.map(({ path }) => path);

	it('before tier 1 it is refused with AXIS_ORDER, and says which tier makes the guard', async () => {
		const answer = await admin.get(ROUTES.selfTest);
		expect(verdict(answer)).toBe('409 AXIS_ORDER');
		expect(faultsOf(OPERATION, 409, { errors: answer.errors })).toBe('');
		expect(answer.errors?.[0]?.message).toContain('Apply tier 1 first.');
		await applyTiers(admin, [1, 2]);
	});

	it('nobody but an admin may run it', async () => {
		for (const user of [operator, viewer]) expect(verdict(await user.get(ROUTES.selfTest))).toBe('403 FORBIDDEN');
	});

	it('with a shut gate it holds: every path is refused, by each gate layer that it meets', async () => {
		await shutGate(db);
		const { paths, ...answer } = await run();
		expect(answer).toMatchObject({
			status: 'HOLDS',
			holes: [],
			not_tried: ['websocket.items/hook', 'websocket.items/trigger'],
			as_is: { gate: 'BLOCKED', consistent: true, differing: [] },
			owns_axis_tables: true,
		});
		expect(new Set(namesOf(paths)).size).toBe(paths.length);
		for (const { path, shut, as_is } of paths) {
			expect(as_is, path).toEqual(shut);
			expect(shut.held, path).toBe(path === 'websocket.items' ? null : true);
			for (const layer of ['request_guard', 'service_guard', 'hook', 'trigger'] as const)
				expect(shut.layers[layer].result, `${path} at ${layer}`).not.toBe('passed');
		}
		const guarded = TEXTS.map((text) => paths.find(({ path }) => path === text)?.shut.layers.service_guard);
		expect(guarded).toEqual([
			{ result: 'refused', code: 'AXIS_UNSAFE_SCHEMA', detail: null },
			{ result: 'refused', code: null, detail: 'It was written as JSON, and ran nothing.' },
			{ result: 'refused', code: 'AXIS_UNSAFE_SCHEMA', detail: null },
		]);
	});

	it('with an open gate the simulated one still holds, and as it is the gate refuses nothing', async () => {
		await ratify(admin);
		const { paths, ...answer } = await run();
		expect(answer).toMatchObject({ status: 'HOLDS', holes: [], as_is: { gate: 'READY', consistent: true, differing: [] } });
		for (const { path, as_is } of paths) {
			for (const layer of ['request_guard', 'service_guard', 'hook', 'trigger'] as const) {
				const { result, code, detail } = as_is.layers[layer];
				if (path !== 'websocket.items' && !TEXTS.includes(path))
					expect(['passed', 'not_applicable'], `${path} at ${layer}: ${code} ${detail}`).toContain(result);
			}
		}
		expect(namesOf(paths.filter(({ as_is }) => as_is.held === true))).toEqual([
			'collections.delete',
			'collections.delete-unregistered',
			'graphql.system',
			...TEXTS,
		]);
	});

	it('no action hook hears of what is rolled back', async () => {
		const flow = await admin.send<{ id: string }>('POST', '/flows', {
			name: 'Hears of axes',
			status: 'active',
			trigger: 'event',
			accountability: 'all',
			options: {
				type: 'action',
				scope: ['items.create', 'items.update', 'items.delete', 'items.sort', 'items.promote'],
				collections: ['axis_registry', 'axis_value', 'axis_object_ownership', 'governance_registry'],
			},
		});
		expect(verdict(flow)).toBe('200');
		const heard = async () => (await db('directus_activity').where({ collection: 'directus_flows', action: 'run' })).length;
		const before = await heard();
		await run();
		expect(await heard()).toBe(before);

		const axis = { axis_code: 'heard', axis_name: 'Heard', axis_family: 'label', axis_kind: 'system' };
		const created = await admin.send<{ id: string }>('POST', '/items/axis_registry', axis);
		await expect.poll(heard).toBeGreaterThan(before);
		expect(await heard(), 'the one created just now, and none of the self-test').toBe(before + 1);
		await db('axis_registry').where({ id: created.data.id }).delete();
		await admin.send('DELETE', `/flows/${flow.data.id}`);
	});

	it('with the guard of one table switched off it names exactly the paths that only the trigger stops', async () => {
		await db.raw('alter table axis_registry disable trigger axis_guard_write');
		const { paths, ...answer } = await run();
		await db.raw('alter table axis_registry enable always trigger axis_guard_write');
		expect(answer.status).toBe('HOLES');
		expect(answer.holes.toSorted()).toEqual(ONLY_THE_TRIGGER.toSorted());
		const insert = paths.find(({ path }) => path === 'sql.insert');
		expect(insert?.shut.layers.trigger).toEqual({ result: 'passed', code: null, detail: 'axis_registry' });
		expect(paths.find(({ path }) => path === 'items.create-one')?.shut).toMatchObject({
			held: true,
			layers: { hook: { result: 'refused' }, trigger: { result: 'passed' } },
		});
		expect((await run()).status).toBe('HOLDS');
	});

	it('a guard that no longer refuses TRUNCATE is a hole of its own, with the table’s name', async () => {
		await db.raw('alter table governance_event_log disable trigger axis_guard_truncate');
		const { holes, paths } = await run();
		await db.raw('alter table governance_event_log enable always trigger axis_guard_truncate');
		expect(holes).toEqual(['sql.truncate']);
		expect(paths.find(({ path }) => path === 'sql.truncate')?.shut.layers.trigger.detail).toBe('governance_event_log');
	});

	it.each([
		['rollout', 1, 'running'],
		['sequence', 3, 'running'],
		['selfTest', 6, 'self_test'],
	])('while somebody holds the lock %s it is refused with AXIS_ROLLOUT_BUSY', async (_name, key, reason) => {
		await db.transaction(async (trx) => {
			await trx.raw('select pg_advisory_xact_lock(?, ?)', [0x61786973, key]);
			const answer = await admin.get(ROUTES.selfTest);
			expect(verdict(answer)).toBe('409 AXIS_ROLLOUT_BUSY');
			expect(faultsOf(OPERATION, 409, { errors: answer.errors })).toBe('');
			expect(answer.errors?.[0]?.extensions.reason).toBe(reason);
		});
	});

	it('where a reader holds a table it gives up after 0.3 s with AXIS_ROLLOUT_BUSY, and the reader goes on', async () => {
		await db.transaction(async (trx) => {
			await trx('axis_value').first();
			const answer = await admin.get(ROUTES.selfTest);
			expect(verdict(answer)).toBe('409 AXIS_ROLLOUT_BUSY');
			expect(faultsOf(OPERATION, 409, { errors: answer.errors })).toBe('');
			expect(answer.errors?.[0]?.extensions).toMatchObject({ reason: 'lock_timeout', wait_ms: 300 });
			expect(await trx('axis_value').count()).toHaveLength(1);
		});
		expect((await run()).status).toBe('HOLDS');
	});
});

function operationOf(name: string) {
	const found = OPERATIONS.find((operation) => operation.name === name);
	if (!found) throw new Error(`the OpenAPI document does not describe ${name}`);
	return found;
}
