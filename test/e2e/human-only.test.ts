/** guard.human_only: who may ratify through Directus. A program is refused, a person passes; with studio_session only a session of the Studio does. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, createApi, verdict, type Answer, type Api } from './support/api';
import { createFurtherDatabase } from './support/further-host';
import { PASSWORD } from './support/global-setup';
import { MAJORS, startMajor, writeProfile, type Major } from './support/majors';
import { connect, resetRollout } from './support/rollout';

const APPROVALS = '/items/os_proposal_approvals';
/** The policy of whoever is not signed in, which every Directus has under this id. */
const PUBLIC = 'abf8a154-5b1c-4a46-ac9c-7300570f4f17';
const APPROVAL = { organization: 'Council', first_name: 'Ada' };

/** A webhook that writes an item with full permission: in nobody's name. */
async function createFlow(admin: Api, operation: { type: string; options: object }): Promise<string> {
	const flow = await admin.send<{ id: string }>('POST', '/flows', {
		name: 'Ratifies',
		status: 'active',
		trigger: 'webhook',
		accountability: 'all',
		options: { method: 'POST', return: '$all', async: false },
	});
	const step = await admin.send<{ id: string }>('POST', '/operations', {
		...operation,
		flow: flow.data.id,
		name: 'Write',
		key: 'write',
		position_x: 1,
		position_y: 1,
	});
	expect(verdict(await admin.send('PATCH', `/flows/${flow.data.id}`, { operation: step.data.id }))).toBe('200');
	return flow.data.id;
}

describe('no_automation, as the bundled profile has it', () => {
	let admin: Api;
	let db: Knex;
	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});
	const approvals = async () => (await db('os_proposal_approvals')).length;

	async function runFlow(type: string, options: object): Promise<Answer<unknown>> {
		const flow = await createFlow(admin, { type, options: { permissions: '$full', ...options } });
		const answer = await admin.send('POST', `/flows/trigger/${flow}`, {});
		await admin.send('DELETE', `/flows/${flow}`);
		return answer;
	}

	it('a Flow with events can neither ratify nor take an approval back', async () => {
		const collection = 'os_proposal_approvals';
		const create = await runFlow('item-create', { collection, payload: APPROVAL, emitEvents: true });
		expect(create.text).toContain('AXIS_HUMAN_ONLY');
		expect(await approvals()).toBe(0);
		const [{ id }] = await db('os_proposal_approvals').insert(APPROVAL).returning('id');
		const remove = await runFlow('item-delete', { collection, key: [id], emitEvents: true });
		expect(remove.text).toContain('AXIS_HUMAN_ONLY');
		expect(await approvals()).toBe(1);
		await db('os_proposal_approvals').delete();
	});

	it('a Flow without events is not seen: docs/security.md says so', async () => {
		await runFlow('item-create', { collection: 'os_proposal_approvals', payload: APPROVAL, emitEvents: false });
		expect(await db('os_proposal_approvals').delete()).toBe(1);
	});

	it('a Flow cannot activate an event type, and can deactivate it', async () => {
		const [{ id }] = await db('event_type_registry').where({ event_domain: 'governance' }).limit(1);
		const update = { collection: 'event_type_registry', key: [id], emitEvents: true };
		expect((await runFlow('item-update', { ...update, payload: { active: true } })).text).toContain('AXIS_HUMAN_ONLY');
		expect((await db('event_type_registry').where({ id }).first()).active).toBe(false);
		expect((await runFlow('item-update', { ...update, payload: { active: false } })).text).not.toContain('AXIS_HUMAN_ONLY');
	});

	it('the public is told to sign in, over REST and GraphQL', async () => {
		const nobody = createApi(null);
		const rest = await nobody.send('POST', APPROVALS, APPROVAL);
		expect(verdict(rest)).toBe('403 AXIS_HUMAN_ONLY');
		expect(rest.errors?.[0]?.message).toMatch(/nobody is signed in\. Nothing was changed\. Do it in the Data Studio/);
		expect(verdict(await nobody.send('DELETE', `/items/apr_approvals/1`))).toBe('403 AXIS_HUMAN_ONLY');
		expect(await db('apr_approvals')).toHaveLength(42);
	});

	it('a person who signed in by JSON, and their static token, pass', async () => {
		const token = randomUUID();
		await admin.send('PATCH', '/users/me', { token });
		for (const person of [admin, createApi(token)]) expect(verdict(await person.send('POST', APPROVALS, APPROVAL))).toBe('200');
		await admin.send('PATCH', '/users/me', { token: null });
		expect(await approvals()).toBe(2);
	});

	it('other collections are open to programs as before', async () => {
		const payload = { scope_code: 'by-flow', description: 'Made by a Flow', status: 'retired' };
		await runFlow('item-create', { collection: 'governance_responsibility_scope', payload, emitEvents: true });
		expect(await db('governance_responsibility_scope').where({ scope_code: 'by-flow' }).delete()).toBe(1);
	});
});

const STUDIO = {
	guard: { human_only: 'studio_session' },
	ratification: { source: { table: 'os_proposal_approvals', filter: { organization: 'Council' } } },
};

async function startStrict(major: Major): Promise<{ url: string; db: Knex; stop: () => Promise<void> }> {
	if (major === 11) return startMajor(11, { profile: STUDIO });
	const database = await createFurtherDatabase('persons');
	const { url } = await database.start({ AXIS_PROFILE: await writeProfile('persons', STUDIO) });
	return { url, db: database.db, stop: () => database.drop() };
}

describe.each(MAJORS)('studio_session on Directus %i', (major) => {
	let host: Awaited<ReturnType<typeof startStrict>>;
	let admin: Api;
	beforeAll(async () => {
		host = await startStrict(major);
		admin = await apiOf('admin', host.url);
	});
	afterAll(() => host.stop());

	it('an access token and a static token are refused, for deleting as well', async () => {
		const [{ id }] = await host.db('os_proposal_approvals').insert(APPROVAL).returning('id');
		const token = randomUUID();
		await admin.send('PATCH', '/users/me', { token });
		for (const program of [admin, createApi(token, host.url)]) {
			const answer = await program.send('POST', APPROVALS, APPROVAL);
			expect(verdict(answer)).toBe('403 AXIS_HUMAN_ONLY');
			expect(answer.errors?.[0]?.message).toContain('the caller used an access token and no session of the Data Studio');
			expect(verdict(await program.send('DELETE', `${APPROVALS}/${id}`))).toBe('403 AXIS_HUMAN_ONLY');
		}
		expect(await host.db('os_proposal_approvals').delete()).toBe(1);
	});

	it('a program writes the rows of that table that are no approvals, and makes none of them one', async () => {
		const created = await admin.send<{ id: string }>('POST', APPROVALS, { organization: 'Customer', first_name: 'Cy' });
		expect(verdict(created)).toBe('200');
		const item = `${APPROVALS}/${created.data.id}`;
		expect(verdict(await admin.send('PATCH', item, { first_name: 'Cyd' }))).toBe('200');
		expect(verdict(await admin.send('PATCH', item, { organization: 'Council' }))).toBe('403 AXIS_HUMAN_ONLY');
		const byQuery = { query: { filter: { first_name: { _eq: 'Cyd' } } }, data: { organization: 'Council' } };
		expect(verdict(await admin.send('PATCH', APPROVALS, byQuery))).toBe('403 AXIS_HUMAN_ONLY');
		expect(verdict(await createApi(null, host.url).send('POST', APPROVALS, APPROVAL))).toBe('403 AXIS_HUMAN_ONLY');
		expect(verdict(await createApi(null, host.url).send('POST', APPROVALS, { organization: 'Customer' }))).toBe('403 FORBIDDEN');
		expect(await host.db('os_proposal_approvals').select('organization', 'first_name')).toEqual([
			{ organization: 'Customer', first_name: 'Cyd' },
		]);
		expect(verdict(await admin.send('DELETE', item))).toBe('204');
	});

	it('the public signs in that table where it is granted, makes no approval, and opens no gate', async () => {
		const nobody = createApi(null, host.url);
		const grant = { policy: PUBLIC, collection: 'os_proposal_approvals', action: 'create', fields: ['*'] };
		const granted = await admin.send<{ id: number }>('POST', '/permissions', { ...grant, permissions: {}, validation: {} });
		expect(verdict(await nobody.send('POST', APPROVALS, { organization: 'Customer', first_name: 'Cy' }))).toBe('204');
		expect((await admin.get('/axis/gate')).data).toMatchObject({ status: 'BLOCKED', ratification_count: 0 });
		expect(verdict(await nobody.send('POST', APPROVALS, APPROVAL))).toBe('403 AXIS_HUMAN_ONLY');
		expect(await host.db('os_proposal_approvals').select('organization', 'first_name')).toEqual([
			{ organization: 'Customer', first_name: 'Cy' },
		]);
		await admin.send('DELETE', `/permissions/${granted.data.id}`);
		await host.db('os_proposal_approvals').delete();
	});

	it('a login as the Studio makes it passes', async () => {
		const login = await createApi(null, host.url).send('POST', '/auth/login', {
			email: 'admin@example.com',
			password: PASSWORD,
			mode: 'session',
		});
		const cookie = login.headers
			.getSetCookie()
			.map((one) => one.split(';')[0])
			.join('; ');
		expect(cookie).toContain('directus_session_token=');
		const answer = await createApi(null, host.url).raw('POST', APPROVALS, JSON.stringify(APPROVAL), {
			'content-type': 'application/json',
			cookie,
		});
		expect(verdict(answer)).toBe('200');
		expect(await host.db('os_proposal_approvals')).toHaveLength(1);
	});
});
