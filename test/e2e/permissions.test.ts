/** Who may do what, on every route: read permission on the run ledger opens reports, create permission opens actions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import { apiOf, createApi, verdict, type Api } from './support/api';
import { PASSWORD } from './support/global-setup';
import { applyTiers, connect, fingerprint, resetRollout } from './support/rollout';

const READS = [
	'/axis/gate',
	'/axis/preflight',
	'/axis/plan',
	'/axis/verify',
	'/axis/invariants',
	'/axis/runs',
	'/axis/runs/00000000-0000-0000-0000-000000000000',
	'/axis/runs/chain',
	'/axis/coverage',
	'/axis/coverage/trend',
	'/axis/registry',
	'/axis/topics/tree',
	'/axis/lanes',
	'/axis/review-queue',
	'/axis/drift',
	'/axis/drift/summary',
	'/axis/scans',
	...['by-value', 'by-owner', 'by-object', 'by-group', 'gaps', 'matrix', 'objects/collection/agents'].map(
		(part) => `/axis/coverage/responsibility/${part}`,
	),
];
const ACTIONS = [
	'/axis/apply/1',
	'/axis/apply/2',
	'/axis/apply/99',
	'/axis/apply',
	'/axis/rehearse',
	'/axis/rollback/1',
	'/axis/rollback',
	'/axis/scan',
	'/axis/candidates/scan',
	'/axis/candidates/cursor',
];
const STATIC_TOKEN = 'a-static-token-of-the-viewer';

describe('permissions', () => {
	let db: Knex;
	let admin: Api;
	let operator: Api;
	let viewer: Api;
	let outsider: Api;
	const anonymous = createApi(null);

	beforeAll(async () => {
		db = connect();
		[admin, operator, viewer] = await Promise.all([apiOf('admin'), apiOf('operator'), apiOf('viewer')]);
		outsider = await createOutsider(admin);
		await resetRollout(admin, db);
		await applyTiers(admin, [1, 2]);
	});
	afterAll(async () => {
		await db('directus_users').where({ email: 'outsider@example.com' }).delete();
		await db('directus_users').where({ token: STATIC_TOKEN }).update({ token: null });
		await resetRollout(admin, db);
		await db.destroy();
	});

	for (const path of READS) {
		it(`GET ${path}: nobody without a login, nobody without permission, a viewer yes`, async () => {
			expect([401, 403]).toContain((await anonymous.get(path)).status);
			expect(verdict(await outsider.get(path))).toBe('403 FORBIDDEN');
			const expected = path.startsWith('/axis/runs/0') ? '404 AXIS_UNKNOWN_RUN' : '200';
			for (const user of [viewer, operator, admin]) expect(verdict(await user.get(path))).toBe(expected);
		});
	}

	for (const path of ACTIONS) {
		it(`POST ${path}: not without a login, not without permission, not by a viewer; nothing changes and no run is recorded`, async () => {
			const before = await fingerprint(db);
			const runs = await db('axis_rollout_run').count();
			expect([401, 403]).toContain((await anonymous.send('POST', path, {})).status);
			expect(verdict(await outsider.send('POST', path, {}))).toBe('403 FORBIDDEN');
			const answer = await viewer.send('POST', path, {});
			expect(verdict(answer)).toBe('403 FORBIDDEN');
			expect(answer.errors?.[0]?.message).toContain('create on the collection axis_rollout_run');
			expect(await fingerprint(db)).toBe(before);
			expect(await db('axis_rollout_run').count()).toEqual(runs);
		});
	}

	it('a refusal tells nothing about the database', async () => {
		for (const answer of [await anonymous.get('/axis/gate'), await outsider.get('/axis/gate')]) {
			expect(answer.data).toBeUndefined();
			expect(answer.text).not.toMatch(/os_proposal|approv|governance/);
		}
	});

	it('an operator applies and rolls back', async () => {
		for (const [path, expected] of [
			['/axis/rollback/2', '200'],
			['/axis/apply/2', '200'],
		] as const) {
			expect(verdict(await operator.send('POST', path, {}))).toBe(expected);
		}
	});

	it('a static token carries its user’s permissions, and a wrong token none', async () => {
		const { data: me } = await viewer.get<{ id: string }>('/users/me');
		expect(verdict(await admin.send('PATCH', `/users/${me.id}`, { token: STATIC_TOKEN }))).toBe('200');
		const byToken = createApi(STATIC_TOKEN);
		expect(verdict(await byToken.get('/axis/gate'))).toBe('200');
		expect(verdict(await byToken.send('POST', '/axis/apply/1', {}))).toBe('403 FORBIDDEN');
		expect((await createApi('no-such-token').get('/axis/gate')).status).toBe(401);
	});

	it('a permission taken away is gone with the next request', async () => {
		const { id } = await db('directus_permissions').where({ collection: 'axis_rollout_run', action: 'create' }).first('id');
		const row = await db('directus_permissions').where({ id }).first();
		expect(verdict(await admin.send('DELETE', `/permissions/${id}`))).toBe('204');
		expect(verdict(await operator.send('POST', '/axis/apply/2', {}))).toBe('403 FORBIDDEN');
		const back = {
			policy: row.policy,
			collection: row.collection,
			action: row.action,
			fields: ['*'],
			permissions: {},
			validation: {},
			presets: null,
		};
		expect(verdict(await admin.send('POST', '/permissions', back))).toBe('200');
		expect(verdict(await operator.send('POST', '/axis/apply/2', {}))).toBe('409 AXIS_ALREADY_APPLIED');
	});
});

/** A user who can sign in and has no permission at all. Without a role it takes no seat of the licence. */
async function createOutsider(admin: Api): Promise<Api> {
	const user = { email: 'outsider@example.com', password: PASSWORD, status: 'active' };
	const made = await admin.send('POST', '/users', user);
	if (made.status !== 200) throw new Error(made.text);
	const { data } = await createApi(null).send<{ access_token: string }>('POST', '/auth/login', user);
	return createApi(data.access_token);
}
