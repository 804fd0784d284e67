/** Whether a grant of Directus' is whole: on Directus' own tables, as far as the question needs them. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { readGrant } from '../../../src/host/grants';
import { createDatabase, type TestDatabase } from '../support/database';

const USER = '00000000-0000-4000-8000-000000000001';
const ROLE = '00000000-0000-4000-8000-000000000002';
const PARENT = '00000000-0000-4000-8000-000000000003';
const OTHER = '00000000-0000-4000-8000-000000000004';
const LEDGER = 'axis_rollout_run';

let database: TestDatabase;

beforeAll(async () => {
	database = await createDatabase({ ledger: false });
	await database.db.raw(`
		create table directus_policies (id uuid primary key, name text, ip_access text);
		create table directus_access (role uuid, "user" uuid, policy uuid);
		create table directus_permissions (
			id serial primary key, policy uuid, collection text, action text, permissions json, validation json, presets json, fields text
		)`);
});
beforeEach(() => database.db.raw('truncate directus_policies, directus_access, directus_permissions'));
afterAll(() => database.drop());

interface Given {
	to?: { role?: string; user?: string };
	ip_access?: string | null;
	action?: string;
	collection?: string;
	fields?: string | null;
	permissions?: object | null;
	validation?: object | null;
	presets?: object | null;
}

async function give(name: string, { to = { role: ROLE }, ip_access = null, ...permission }: Given = {}): Promise<void> {
	const [policy] = await database
		.db('directus_policies')
		.insert({ id: database.db.raw('gen_random_uuid()'), name, ip_access }, 'id');
	await database.db('directus_access').insert({ ...to, policy: policy.id });
	const whole = { collection: LEDGER, action: 'read', fields: '*', permissions: {}, validation: null, presets: null };
	await database.db('directus_permissions').insert({ ...whole, ...permission, policy: policy.id });
}

const asked = () => readGrant(database.db, { user: USER, roles: [ROLE, PARENT] }, LEDGER, 'read');

it('nothing granted, to somebody else, for another action or collection is missing', async () => {
	expect(await asked()).toEqual({ is: 'missing' });
	await give('other', { to: { role: OTHER } });
	await give('person', { to: { user: OTHER } });
	await give('action', { action: 'create' });
	await give('collection', { collection: 'axis_registry' });
	expect(await asked()).toEqual({ is: 'missing' });
});

it.each([{ role: ROLE }, { role: PARENT }, { user: USER }])('granted whole to %j is whole', async (to) => {
	await give('whole', { to });
	expect(await asked()).toEqual({ is: 'whole' });
});

it.each<[string, Given]>([
	['nothing said', { permissions: null }],
	['an empty conjunction', { permissions: { _and: [] }, validation: {}, presets: {} }],
	['every field among others', { fields: 'id,*' }],
])('%s narrows nothing', async (_what, given) => {
	await give('whole', given);
	expect(await asked()).toEqual({ is: 'whole' });
});

it.each<[string[], Given]>([
	[['a list of fields'], { fields: 'id,status' }],
	[['a list of fields'], { fields: '' }],
	[['a list of fields'], { fields: null }],
	[['a filter of items'], { permissions: { id: { _null: true } } }],
	[['a filter of items'], { permissions: { _and: [{ id: { _null: true } }] } }],
	[['a validation'], { validation: { status: { _eq: 'x' } } }],
	[['presets'], { presets: { status: 'x' } }],
	[['a list of fields', 'presets'], { fields: 'id', presets: { status: 'x' } }],
])('%j narrows', async (by, given) => {
	await give('narrow', given);
	expect(await asked()).toEqual({ is: 'narrowed', policy: 'narrow', by });
});

it('a whole grant beside a narrow one counts, but not where it holds for some addresses only', async () => {
	await give('a narrow', { fields: 'id' });
	await give('whole here', { ip_access: '10.0.0.0/8' });
	expect(await asked()).toMatchObject({ is: 'narrowed', policy: 'a narrow' });
	await give('whole');
	expect(await asked()).toEqual({ is: 'whole' });
});
