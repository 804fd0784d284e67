/** Who may do what, on every route and both majors: read permission on the run ledger opens reports, create permission opens actions. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { expectSection, markdownTable } from '../support/generated-section';
import { faultsOf, fillPath, OPERATIONS, type Operation } from '../support/openapi/document';
import { createApi, verdict, type Api, type Answer } from './support/api';
import { CALLERS, createCallers, releaseCallers, signToken, type Caller } from './support/callers';
import { MAJORS, startMajor, type MajorHost } from './support/majors';
import { PERMISSION_ROWS } from './support/permission-rows';
import { applyTiers, fingerprint, resetRollout, shutGate } from './support/rollout';

const RIGHTS: Record<Caller, readonly Operation['right'][]> = {
	anonymous: [],
	'no role': ['self'],
	viewer: ['self', 'read'],
	operator: ['self', 'read', 'create'],
	admin: ['self', 'read', 'create', 'admin'],
	'token of viewer': ['self', 'read'],
	'token of operator': ['self', 'read', 'create'],
	'expired token': [],
	'unknown token': [],
};
const WITHOUT_LOGIN: Partial<Record<Caller, string>> = {
	anonymous: '401 INVALID_CREDENTIALS',
	'expired token': '401 TOKEN_EXPIRED',
	'unknown token': '401 INVALID_CREDENTIALS',
};

/** Verdicts of each major, by route and caller, as they were measured. */
const measured = new Map<number, Map<string, string[]>>();

it('every route of the OpenAPI document has a row in test/e2e/support/permission-rows.ts, and only those', () => {
	expect(Object.keys(PERMISSION_ROWS).toSorted()).toEqual(OPERATIONS.map((operation) => operation.name).toSorted());
});

describe.each(MAJORS)('permissions on Directus %i', (major) => {
	let host: MajorHost;
	let as: Record<Caller, Api>;
	const cells = new Map<string, string[]>();
	measured.set(major, cells);

	beforeAll(async () => {
		host = await startMajor(major);
		as = await createCallers(host);
		await resetRollout(as.admin, host.db);
		await applyTiers(as.admin, [1, 2]);
		await shutGate(host.db);
	});
	afterAll(async () => {
		await releaseCallers(host.db);
		await host.db('gov_worker_cursor').where({ name: 'permissions' }).delete();
		await resetRollout(as.admin, host.db);
		await host.stop();
	});

	it.each(OPERATIONS)('$name needs $right, and answers what the OpenAPI document says', async (operation) => {
		const { granted } = PERMISSION_ROWS[operation.name] ?? { granted: 'no row' };
		const verdicts = new Map<Caller, string>();
		const ask = async (caller: Caller, expected: string) => {
			const answer = await call(as[caller], operation);
			expect(verdict(answer), caller).toBe(expected);
			expect(faultsOf(operation, answer.status, JSON.parse(answer.text)), caller).toBe('');
			verdicts.set(caller, verdict(answer));
		};
		const isGranted = (caller: Caller) => RIGHTS[caller].includes(operation.right);

		const before = await stateOf(host);
		for (const caller of CALLERS.filter((one) => !isGranted(one))) await ask(caller, WITHOUT_LOGIN[caller] ?? '403 FORBIDDEN');
		expect(await stateOf(host), 'nothing is changed by those who are refused, and no run recorded').toEqual(before);
		for (const caller of CALLERS.filter(isGranted)) await ask(caller, granted);
		cells.set(
			operation.name,
			CALLERS.map((caller) => verdicts.get(caller) ?? ''),
		);
	});

	it('a token that is signed as the expired one is, and has not expired, is let in', async () => {
		const fresh = createApi(await signToken(as.operator, host.database, 60), host.url);
		expect(verdict(await fresh.get('/axis/gate'))).toBe('200');
	});

	it('a refusal names the permission that is missing, and tells nothing about the database', async () => {
		const { errors } = await as.viewer.send('POST', '/axis/apply/1', {});
		expect(errors?.[0]?.message).toContain('create on the collection axis_rollout_run');
		for (const caller of ['anonymous', 'no role', 'expired token', 'unknown token'] as const) {
			const answer = await as[caller].get('/axis/gate');
			expect(answer.data, caller).toBeUndefined();
			expect(answer.text, caller).not.toMatch(/os_proposal|approv|governance/);
		}
	});

	it('an operator rolls back and applies, with the static token too', async () => {
		await applyTiers(as.admin, []);
		for (const caller of ['operator', 'token of operator'] as const) {
			expect(verdict(await as[caller].send('POST', '/axis/rollback/2', {}))).toBe('200');
			expect(verdict(await as[caller].send('POST', '/axis/apply/2', {}))).toBe('200');
		}
	});

	it('a grant that leaves anything out is refused in words, and opens nothing', async () => {
		const { db } = host;
		const whole = { fields: '*', permissions: null, validation: null, presets: null };
		const narrower: [string, object][] = [
			['a filter of items', { permissions: { status: { _eq: 'no such' } } }],
			['a list of fields', { fields: 'id' }],
			['a list of fields', { fields: null }],
			['a validation', { validation: { status: { _eq: 'x' } } }],
			['presets', { presets: { status: 'x' } }],
		];
		const callers = [
			['read', as.viewer, () => as.viewer.get('/axis/runs')],
			['create', as.operator, () => as.operator.send('POST', '/axis/rollback/99', {})],
		] as const;
		for (const [action, caller, call] of callers) {
			const { data: me } = await caller.get<{ role: string }>('/users/me?fields=role');
			const { id } = await db('directus_permissions as permission')
				.join('directus_access as access', 'access.policy', 'permission.policy')
				.where({ 'access.role': me.role, collection: 'axis_rollout_run', action })
				.first('permission.id');
			for (const [words, change] of narrower) {
				await db('directus_permissions').where({ id }).update(change);
				const answer = await call();
				await db('directus_permissions').where({ id }).update(whole);
				expect(verdict(answer), words).toBe('403 FORBIDDEN');
				expect(answer.errors?.[0]?.message).toContain(`${action} on the collection axis_rollout_run has ${words} in the policy`);
			}
			expect(verdict(await call())).toBe(action === 'read' ? '200' : '404 AXIS_UNKNOWN_TIER');
		}
	});

	it('a permission taken away is gone with the next request', async () => {
		const { db } = host;
		const { id } = await db('directus_permissions').where({ collection: 'axis_rollout_run', action: 'create' }).first('id');
		const { policy, collection, action } = await db('directus_permissions').where({ id }).first();
		expect(verdict(await as.admin.send('DELETE', `/permissions/${id}`))).toBe('204');
		expect(verdict(await as.operator.send('POST', '/axis/apply/2', {}))).toBe('403 FORBIDDEN');
		const back = { policy, collection, action, fields: ['*'], permissions: {}, validation: {}, presets: null };
		expect(verdict(await as.admin.send('POST', '/permissions', back))).toBe('200');
		expect(verdict(await as.operator.send('POST', '/axis/apply/2', {}))).toBe('409 AXIS_ALREADY_APPLIED');
	});
});

it('both majors answer alike, and docs/evidence/permissions.md says how', async () => {
	const [first, ...others] = MAJORS.map((major) => Object.fromEntries(measured.get(major) ?? []));
	expect(Object.keys(first ?? {})).toHaveLength(OPERATIONS.length);
	for (const other of others) expect(other).toEqual(first);
	const rows = OPERATIONS.map(({ name, right }) => [
		`\`${name}\``,
		right,
		...(first?.[name] ?? []).map((cell) => cell.split(' ')[0] ?? ''),
	]);
	await expectSection('docs/evidence/permissions.md', 'permissions', markdownTable(['route', 'needs', ...CALLERS], rows));
});

function call(api: Api, operation: Operation): Promise<Answer<unknown>> {
	const { path, body, query = '', csv } = PERMISSION_ROWS[operation.name] ?? {};
	const url = fillPath(operation, path) + query;
	if (csv !== undefined) return api.raw(operation.method, url, csv, { 'content-type': 'text/csv' });
	return api.send(operation.method, url, body);
}

/** The database, and how many runs are recorded in it. */
async function stateOf({ db }: MajorHost): Promise<unknown> {
	return [await fingerprint(db), await db('axis_rollout_run').count()];
}
