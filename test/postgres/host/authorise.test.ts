/** The question who may, where nobody can answer it: neither a yes nor a no, and no fault of the server. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createAuthorise, type Right } from '../../../endpoints/axis/authorise';
import { explainFor } from '../../../endpoints/axis/request';
import { createDatabase, type TestDatabase } from '../support/database';

const USER = '00000000-0000-4000-8000-000000000001';

let database: TestDatabase;

beforeAll(async () => {
	database = await createDatabase({ ledger: false });
	await database.db.raw(`
		create table directus_policies (id uuid primary key, name text, ip_access text);
		create table directus_access (role uuid, "user" uuid, policy uuid);
		create table directus_permissions (
			id serial primary key, policy uuid, collection text, action text, permissions json, validation json, presets json, fields text
		);
		insert into directus_policies values ('${USER}', 'all', null);
		insert into directus_access values (null, '${USER}', '${USER}');
		insert into directus_permissions (policy, collection, action, fields)
		values ('${USER}', 'axis_rollout_run', 'read', '*'), ('${USER}', 'axis_rollout_run', 'create', '*')`);
});
afterAll(() => database.drop());

/** How the request of a user ends whom Directus' own items service answers as given; null where they may. */
async function endOf(db: Knex, right: Right, answer: () => Promise<unknown>): Promise<unknown> {
	class ItemsService {
		readByQuery = answer;
		createOne = answer;
	}
	const host = Object.assign(Object.create(null), { database: db, services: { ItemsService } });
	const accountability = { user: USER, roles: [], admin: false };
	const asked = { method: 'GET', baseUrl: '/axis', path: '/gate', headers: {}, accountability, schema: { collections: {} } };
	const request = Object.assign(Object.create(null), asked);
	return createAuthorise(host)(request, right).then(
		() => null,
		(error: unknown) => explainFor(request, error),
	);
}

const UNAVAILABLE = { code: 'AXIS_DATABASE_UNAVAILABLE', status: 503, message: expect.stringContaining('GET /axis/gate') };
const allowed = () => Promise.resolve([]);

it('who may is let in', async () => {
	expect(await endOf(database.db, 'read', allowed)).toBeNull();
	expect(await endOf(database.db, 'create', allowed)).toBeNull();
});

it.each<Right>(['read', 'create'])('without a connection for our own question of %s it is 503', async (right) => {
	const gone = database.connect();
	await gone.destroy();
	expect(await endOf(gone, right, allowed)).toMatchObject(UNAVAILABLE);
});

it.each<Right>(['read', 'create'])('where Directus’ own question of %s got no answer it is 503', async (right) => {
	for (const message of [
		'Connection terminated unexpectedly',
		'Knex: Timeout acquiring a connection. The pool is probably full.',
	])
		expect(await endOf(database.db, right, () => Promise.reject(new Error(message)))).toMatchObject(UNAVAILABLE);
});

it('a database that shuts down meanwhile is 503 too', async () => {
	const shutdown = Object.assign(new Error('terminating connection due to administrator command'), { code: '57P01' });
	expect(await endOf(database.db, 'read', () => Promise.reject(shutdown))).toMatchObject(UNAVAILABLE);
});
