/** Every way to write items of an axis table: refused with AXIS_GATE_CLOSED while the gate is shut, passed while it is open. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, verdict, type Api } from './support/api';
import { connect, applyTiers, fingerprint, ratify, resetRollout, shutGate } from './support/rollout';
import { sendItems } from './support/websocket';

const AXIS = { axis_code: 'extra', axis_name: 'Extra', axis_family: 'label', axis_kind: 'system' };
const AXIS_INPUT = '{axis_code: "extra", axis_name: "Extra", axis_family: "label", axis_kind: "system"}';
const OTHER = { ...AXIS, axis_code: 'other' };
const LABEL = { value_name: 'changed' };

interface Way {
	name: string;
	/** Answers what the caller is told: a status with a code, or the code alone where the protocol has no status. */
	write: (id: string) => Promise<string>;
}

describe('writing items of the axis tables', () => {
	let admin: Api;
	let db: Knex;
	let id: string;

	const rest = (name: string, method: string, path: (id: string) => string, body: (id: string) => unknown): Way => ({
		name,
		write: async (key) => verdict(await admin.send(method, path(key), body(key))),
	});
	const graphql = (name: string, query: (id: string) => string): Way => ({
		name: `GraphQL ${name}`,
		write: async (key) => verdict(await admin.graphql(`mutation { ${query(key)} }`)),
	});
	const socket = (name: string, message: (id: string) => Record<string, unknown>): Way => ({
		name: `WebSocket ${name}`,
		write: (key) => sendItems('admin', message(key)),
	});

	const ways: Way[] = [
		rest(
			'POST one',
			'POST',
			() => '/items/axis_registry',
			() => AXIS,
		),
		rest(
			'POST many',
			'POST',
			() => '/items/axis_registry',
			() => [AXIS, OTHER],
		),
		rest(
			'PATCH one',
			'PATCH',
			(key) => `/items/axis_value/${key}`,
			() => LABEL,
		),
		rest(
			'PATCH by keys',
			'PATCH',
			() => '/items/axis_value',
			(key) => ({ keys: [key], data: LABEL }),
		),
		rest(
			'PATCH by query',
			'PATCH',
			() => '/items/axis_value',
			(key) => ({ query: { filter: { id: { _eq: key } } }, data: LABEL }),
		),
		rest(
			'PATCH a batch',
			'PATCH',
			() => '/items/axis_value',
			(key) => [{ id: key, ...LABEL }],
		),
		rest(
			'DELETE one',
			'DELETE',
			(key) => `/items/axis_value/${key}`,
			() => undefined,
		),
		rest(
			'DELETE by keys',
			'DELETE',
			() => '/items/axis_value',
			(key) => [key],
		),
		rest(
			'DELETE by query',
			'DELETE',
			() => '/items/axis_value',
			(key) => ({ query: { filter: { id: { _eq: key } } } }),
		),
		graphql('create', () => `create_axis_registry_item(data: ${AXIS_INPUT}) { id }`),
		graphql('create many', () => `create_axis_registry_items(data: [${AXIS_INPUT}]) { id }`),
		graphql('update', (key) => `update_axis_value_item(id: "${key}", data: {value_name: "changed"}) { id }`),
		graphql('update many', (key) => `update_axis_value_items(ids: ["${key}"], data: {value_name: "changed"}) { id }`),
		graphql('update a batch', (key) => `update_axis_value_batch(data: [{id: "${key}", value_name: "changed"}]) { id }`),
		graphql('delete', (key) => `delete_axis_value_item(id: "${key}") { id }`),
		graphql('delete many', (key) => `delete_axis_value_items(ids: ["${key}"]) { ids }`),
		socket('create', () => ({ collection: 'axis_registry', action: 'create', data: AXIS })),
		socket('update', (key) => ({ collection: 'axis_value', action: 'update', id: key, data: LABEL })),
		socket('delete', (key) => ({ collection: 'axis_value', action: 'delete', id: key })),
		{
			name: 'POST /utils/import',
			write: async () => {
				const form = new FormData();
				form.set('file', new Blob([JSON.stringify([AXIS])], { type: 'application/json' }), 'axes.json');
				return verdict(await admin.raw('POST', '/utils/import/axis_registry', form, {}));
			},
		},
		rest(
			'nested in an item of another collection',
			'PATCH',
			() => '/items/governance_registry/GOV-DOT',
			() => ({
				axis_owned: {
					create: [
						{
							object_type: 'collection',
							object_ref: 'agents',
							axis_code: 'responsibility',
							value_code: 'audit',
							owner_kind: 'accountable',
						},
					],
					update: [],
					delete: [],
				},
			}),
		),
	];

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
		const relation = await admin.send('PATCH', '/relations/axis_object_ownership/owner_gov_code', {
			meta: { one_field: 'axis_owned' },
		});
		expect(verdict(relation)).toBe('200');
		const alias = { field: 'axis_owned', type: 'alias', meta: { special: ['o2m'] } };
		expect(verdict(await admin.send('POST', '/fields/governance_registry', alias))).toBe('200');
		({ id } = await db('axis_value').where({ value_code: 'audit' }).first('id'));
		await shutGate(db);
	});
	afterAll(async () => {
		await ratify(admin);
		await dropExtras(db);
		await db('directus_fields').where({ field: 'axis_owned' }).delete();
		await db('directus_relations').where({ one_field: 'axis_owned' }).delete();
		await admin.send('POST', '/utils/cache/clear?system', {});
		await resetRollout(admin, db);
		await db.destroy();
	});

	for (const { name, write } of ways) {
		it(`${name} is refused while the gate is shut, and changes nothing`, async () => {
			const before = await fingerprint(db);
			expect(await write(id)).toMatch(/^(423 |200 |)AXIS_GATE_CLOSED$/);
			expect(await fingerprint(db)).toBe(before);
		});
	}

	it('an operator with full permission on the tables is refused as well', async () => {
		const operator = await apiOf('operator');
		expect(verdict(await operator.send('POST', '/items/axis_registry', AXIS))).toBe('423 AXIS_GATE_CLOSED');
	});

	it('writes of other collections pass', async () => {
		const answer = await admin.send('PATCH', '/items/governance_registry/GOV-DOT', { name: 'Department of Transportation' });
		expect(answer.status).toBe(200);
	});

	describe('while the gate is open', () => {
		let spare: string;

		beforeAll(() => ratify(admin));
		beforeEach(async () => {
			const value = { axis_code: 'responsibility', value_code: 'spare', status: 'candidate' };
			[{ id: spare }] = await db('axis_value').insert(value).returning('id');
		});
		afterEach(() => dropExtras(db));

		for (const { name, write } of ways) {
			it(`${name} passes`, async () => {
				const before = await fingerprint(db);
				expect(await write(spare)).toMatch(/^(2\d\d|ok)$/);
				expect(await fingerprint(db)).not.toBe(before);
			});
		}
	});
});

/** Deletes what the tests added to the axis tables; the gate is open. */
async function dropExtras(db: Knex): Promise<void> {
	await db('axis_object_ownership').delete();
	await db('axis_value').where({ value_code: 'spare' }).delete();
	await db('axis_registry').whereNot({ axis_code: 'responsibility' }).delete();
}
