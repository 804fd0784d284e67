/** Changes of the collections, fields and relations of the axis tables: refused while the gate is shut, passed while it is open. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, fingerprint, ratify, resetRollout, shutGate } from './support/rollout';

const RELATION = '/relations/axis_assignment/superseded_by';

describe('changing the axis tables themselves', () => {
	let admin: Api;
	let db: Knex;
	/** Directus' own rows about the axis tables: part of what must not change here. */
	const metadata = () =>
		Promise.all([
			db('directus_collections').where('collection', 'like', 'axis\\_%').orderBy('collection'),
			db('directus_fields').where('collection', 'like', 'axis\\_%').orderBy('id'),
			db('directus_relations').where('many_collection', 'like', 'axis\\_%').orderBy('id'),
		]);

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
		// Directus tells about a table's deletion only when the table is registered; one is, the others are not.
		expect(verdict(await admin.send('PATCH', '/collections/axis_value', { meta: { note: 'Values' } }))).toBe('200');
		expect(verdict(await admin.send('PATCH', RELATION, { meta: { one_field: null } }))).toBe('200');
		await shutGate(db);
	});
	afterAll(async () => {
		await db('directus_collections').where({ collection: 'axis_value' }).delete();
		await db('directus_fields').where('collection', 'like', 'axis\\_%').delete();
		await db('directus_relations').where('many_collection', 'like', 'axis\\_%').delete();
		await admin.send('POST', '/utils/cache/clear?system', {});
		await resetRollout(admin, db);
		await db.destroy();
	});

	const refused: [string, string, string, unknown][] = [
		['changing a collection', 'PATCH', '/collections/axis_value', { meta: { note: 'x' } }],
		['registering a collection', 'PATCH', '/collections/axis_registry', { meta: { note: 'x' } }],
		['changing collections in a batch', 'PATCH', '/collections', [{ collection: 'axis_value', meta: { note: 'x' } }]],
		['deleting a registered collection', 'DELETE', '/collections/axis_value', undefined],
		['deleting an unregistered collection', 'DELETE', '/collections/axis_candidate_finding', undefined],
		['deleting the run ledger', 'DELETE', '/collections/axis_rollout_run', undefined],
		['adding a field', 'POST', '/fields/axis_value', { field: 'extra', type: 'string', schema: {}, meta: {} }],
		['adding a field without metadata', 'POST', '/fields/axis_value', { field: 'extra', type: 'string', schema: {}, meta: null }],
		['changing a field', 'PATCH', '/fields/axis_value/value_name', { meta: { note: 'x' } }],
		['changing fields in a batch', 'PATCH', '/fields/axis_value', [{ field: 'value_name', meta: { note: 'x' } }]],
		['deleting a field', 'DELETE', '/fields/axis_value/provenance', undefined],
		[
			'adding a relation',
			'POST',
			'/relations',
			{ collection: 'axis_value', field: 'created_by', related_collection: 'governance_registry' },
		],
		['changing a relation', 'PATCH', RELATION, { meta: { one_deselect_action: 'delete' } }],
		['changing only the foreign key of a relation', 'PATCH', RELATION, { schema: { on_delete: 'CASCADE' } }],
		['deleting a relation', 'DELETE', RELATION, undefined],
	];
	for (const [name, method, path, body] of refused) {
		it(`${name} is refused while the gate is shut, and changes nothing`, async () => {
			const before = [await fingerprint(db), await metadata()];
			expect(verdict(await admin.send(method, path, body))).toBe('423 AXIS_GATE_CLOSED');
			expect([await fingerprint(db), await metadata()]).toEqual(before);
		});
	}

	const mutations: [string, string][] = [
		['changing a collection', 'update_collections_item(collection: "axis_value", data: {meta: {note: "x"}}) { collection }'],
		['deleting a collection', 'delete_collections_item(collection: "axis_candidate_finding") { collection }'],
		['deleting a field', 'delete_fields_item(collection: "axis_value", field: "provenance") { field }'],
		['deleting a relation', 'delete_relations_item(collection: "axis_assignment", field: "superseded_by") { field }'],
	];
	for (const [name, mutation] of mutations) {
		it(`${name} through GraphQL is refused while the gate is shut, and changes nothing`, async () => {
			const before = [await fingerprint(db), await metadata()];
			expect(verdict(await admin.graphql(`mutation { ${mutation} }`, '/graphql/system'))).toMatch(/^(200|423) AXIS_GATE_CLOSED$/);
			expect([await fingerprint(db), await metadata()]).toEqual(before);
		});
	}

	it('applying a schema that changes an axis table is refused, and changes nothing', async () => {
		const { data: snapshot } = await admin.get<{ collections: { collection: string; meta: object }[] }>('/schema/snapshot');
		const collections = snapshot.collections.map((entry) =>
			entry.collection === 'axis_value' ? { ...entry, meta: { ...entry.meta, note: 'x' } } : entry,
		);
		const { data: diff, status } = await admin.send('POST', '/schema/diff', { ...snapshot, collections });
		expect(status).toBe(200);
		const before = [await fingerprint(db), await metadata()];
		expect(verdict(await admin.send('POST', '/schema/apply', diff))).toBe('423 AXIS_GATE_CLOSED');
		const file = new FormData();
		file.set('file', new Blob([JSON.stringify(diff)], { type: 'application/json' }), 'diff.json');
		expect(verdict(await admin.raw('POST', '/schema/apply', file, {}))).toBe('423 AXIS_GATE_CLOSED');
		expect([await fingerprint(db), await metadata()]).toEqual(before);
	});

	it('collections, fields and relations of others can be changed', async () => {
		expect(verdict(await admin.send('PATCH', '/collections/governance_registry', { meta: { note: 'Authorities' } }))).toBe('200');
		expect(
			verdict(
				await admin.send('POST', '/fields/governance_registry', { field: 'scratch', type: 'string', schema: {}, meta: {} }),
			),
		).toBe('200');
		expect(verdict(await admin.send('DELETE', '/fields/governance_registry/scratch'))).toBe('204');
	});

	it('the same changes pass while the gate is open', async () => {
		await ratify(admin);
		expect(verdict(await admin.send('PATCH', '/collections/axis_value', { meta: { note: 'Values' } }))).toBe('200');
		expect(
			verdict(await admin.send('POST', '/fields/axis_value', { field: 'extra', type: 'string', schema: {}, meta: {} })),
		).toBe('200');
		expect(verdict(await admin.send('PATCH', '/fields/axis_value/extra', { meta: { note: 'x' } }))).toBe('200');
		expect(verdict(await admin.send('DELETE', '/fields/axis_value/extra'))).toBe('204');
		expect(verdict(await admin.send('PATCH', RELATION, { meta: { one_deselect_action: 'nullify' } }))).toBe('200');
	});
});
