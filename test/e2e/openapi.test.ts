/** What the routes really answer is what the OpenAPI document says: in a rolled-out database, before tier 1, and when refused. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Foundation, SourceAnswer } from '../../src/contract';
import { OPERATIONS } from '../support/openapi/document';
import { apiOf, verdict, type Api } from './support/api';
import { connect, ratify, resetRollout } from './support/rollout';
import { actsOnOwnersAnswerAsDescribed, actsOnTheModelAnswerAsDescribed, GAPS } from './support/described-acts';
import { call, passed, READS, signIn } from './support/described-call';

const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };
/** A ruleset of this test; the reference deployment has none. */
const RULESET = 'openapi';
/** Needs the guard of tier 1. */
const SELF_TEST = 'GET /axis/gate/self-test';
/** As CSV it is its cells, a line each, which as JSON are nested. */
const MATRIX = 'GET /axis/coverage/{axis}/matrix';
const MATRIX_COLUMNS = 'object_type,object_ref,group_ref,value_code,state,owner_gov_code,source_anchor_ref,axis_code';

let db: Knex;
let admin: Api;

beforeAll(async () => {
	db = connect();
	admin = await signIn();
	await resetRollout(admin, db);
});
afterAll(async () => {
	for (const table of ['governance_candidate_object', 'governance_candidate_state', 'candidate_scan_run', 'governance_ruleset'])
		await db(table).where({ ruleset_version: RULESET }).delete();
	await db('gov_worker_cursor').where({ name: 'openapi' }).delete();
	await resetRollout(admin, db);
	await db.destroy();
});

it('before tier 1 every read answers as described', async () => {
	for (const { name, path } of READS) {
		const refusals: Record<string, string> = {
			[SELF_TEST]: '409 AXIS_ORDER',
			'GET /axis/runs/{id}': '404 AXIS_UNKNOWN_RUN',
			'GET /axis/runs/{id}/events': '404 AXIS_UNKNOWN_RUN',
			'GET /axis/gaps/new': '404 AXIS_UNKNOWN_SCAN',
			'GET /axis/drift/new': '404 AXIS_UNKNOWN_SCAN',
		};
		expect(verdict(await call(name)), name).toBe(refusals[name] ?? '200');
		// The first figures are those of responsibilities, which the base model has.
		if (path.includes('{axis}'))
			expect(verdict(await call(name, { path: { axis: 'topic' } })), name).toBe('404 AXIS_UNKNOWN_AXIS');
	}
});

it('where the project has a base model of its own no other is made', async () => {
	const { data } = await call<Foundation>('POST /axis/foundation/preview', { body: {} });
	expect(data).toMatchObject({ status: 'own', figures: { objects: 35, required_cells: 210, gap_cells: 210 } });
	expect(verdict(await call('POST /axis/foundation', { body: {} }))).toBe('409 AXIS_FOUNDATION');
	for (const name of ['POST /axis/foundation/remove', 'POST /axis/foundation/remove/preview'])
		expect(verdict(await call(name, { body: {} }))).toBe('409 AXIS_FOUNDATION');
});

it('while the gate is shut a tier is refused as described', async () => {
	expect(verdict(await call('POST /axis/apply/{tier}', { body: {} }))).toBe('423 AXIS_GATE_CLOSED');
	expect(verdict(await call('POST /axis/apply', { body: RATIFIED }))).toBe('423 AXIS_GATE_CLOSED');
	expect(verdict(await call('POST /axis/scan', { body: {} }))).toBe('423 AXIS_GATE_CLOSED');
});

it('a rollout from seal to verification answers as described', async () => {
	expect(verdict(await call('POST /axis/rehearse', { body: {} }))).toBe('200');
	await ratify(admin);
	const sealed = await call<{ token: string }>('POST /axis/plan/seal', { body: { ...RATIFIED, through: 2 } });
	const seal = { ...RATIFIED, seal: sealed.data.token };
	expect(verdict(await call('POST /axis/apply', { body: { ...seal, through: 2 } }))).toBe('200');
	expect(verdict(await call('POST /axis/apply/{tier}', { path: { tier: '3' }, body: seal }))).toBe('409 AXIS_NOT_SEALED');
	expect(verdict(await call('POST /axis/apply/{tier}', { path: { tier: '5' }, body: RATIFIED }))).toBe('409 AXIS_ORDER');
	expect(verdict(await call('POST /axis/apply/{tier}', { path: { tier: '3' }, body: RATIFIED }))).toBe('200');
	expect(verdict(await call('POST /axis/apply', { body: RATIFIED }))).toBe('200');
	expect(verdict(await call('POST /axis/apply/{tier}', { body: {} }))).toBe('409 AXIS_ALREADY_APPLIED');
});

actsOnTheModelAnswerAsDescribed(RATIFIED);
actsOnOwnersAnswerAsDescribed(() => db);

/** Lets the operator answer for the group of a gap, and makes one of their rows end soon. */
async function answerForAGap(): Promise<void> {
	const [group] = await db('v_axis_coverage_gap as gap')
		.join('v_object_containment as contained', (on) =>
			on.on('contained.object_type', 'gap.object_type').on('contained.object_ref', 'gap.object_ref'),
		)
		.join('v_axis_effective_owner as owner', (on) =>
			on.on('owner.object_type', 'contained.parent_type').on('owner.object_ref', 'contained.parent_ref'),
		)
		.where('owner.depth', 0)
		.select('owner.owner_gov_code');
	const operator = await apiOf('operator');
	const { id: user } = (await operator.get<{ id: string }>('/users/me')).data;
	const body = { user, reason: 'openapi' };
	const link = { path: { code: String(group?.owner_gov_code) }, body };
	expect(verdict(await call('POST /axis/authorities/{code}/link', link))).toBe('200');
	const { id } = await db('axis_object_ownership')
		.where({ owner_gov_code: link.path.code, lifecycle_status: 'active' })
		.first('id');
	await db('axis_object_ownership')
		.where({ id })
		.update({ effective_to: db.raw(`now() + interval '1 day'`) });
}

it('after tier 6 every read answers as described, on every axis, with rows in every list', async () => {
	const { data: runs } = await call<{ id: string }[]>('GET /axis/runs');
	// A group that was lost when a scan came: since then gaps closed, and findings came with that scan.
	const move = (from: string, to: string) => db('collection_registry').where({ group: from }).update({ group: to });
	await move('GRP-AI', 'GRP-LOST');
	expect(verdict(await call('POST /axis/scan', { body: {} }))).toBe('200');
	await move('GRP-LOST', 'GRP-AI');
	await answerForAGap();
	for (const { name } of READS) {
		const axis = name === GAPS ? 'topic' : 'responsibility';
		const { status, data } = await call(name, { path: { axis, id: runs[0]?.id ?? '' } });
		expect(status, name).toBe(200);
		if (Array.isArray(data)) expect(data.length, name).toBeGreaterThan(0);
	}
	for (const axis of ['containment', 'topic']) {
		for (const { name, path } of READS)
			if (path.includes('{axis}')) expect((await call(name, { path: { axis } })).status).toBe(200);
	}
});

it('where the document has CSV, its columns are the keys of a row; elsewhere the answer stays JSON', async () => {
	for (const { name, answersCsv } of READS) {
		const path = { axis: name === GAPS ? 'topic' : 'responsibility' };
		const csv = await call(name, { path, accept: 'text/csv' });
		expect(csv.headers.get('content-type'), name).toMatch(answersCsv ? /^text\/csv/ : /^application\/json/);
		if (!answersCsv) continue;
		const { data } = await call<object[]>(name, { path });
		const [header = ''] = csv.text.split('\r\n');
		if (name === MATRIX) expect(header).toBe(MATRIX_COLUMNS);
		else expect(header.split(',').toSorted(), name).toEqual(Object.keys(data[0] ?? {}).toSorted());
	}
});

it('making the dashboard answers as described, the second time too', async () => {
	for (const body of [{ module_bar: true }, {}]) expect(verdict(await call('POST /axis/dashboard', { body }))).toBe('200');
});

it('another place where people ratify is previewed, refused and named as described', async () => {
	const body = (source: object) => ({ body: { source, reason: 'a test of answers' } });
	const held = { table: 'os_proposal_approvals', filter: {} };
	const other = { table: 'os_proposal_approvals', filter: { organization: 'Somebody else' } };
	expect(verdict(await call('POST /axis/gate/source/preview', { body: { source: other } }))).toBe('200');
	expect(verdict(await call('POST /axis/gate/source', body({ ...held, filter: { nothing: 1 } })))).toBe(
		'400 AXIS_INVALID_PAYLOAD',
	);
	const { data } = await call<SourceAnswer>('POST /axis/gate/source', body(held));
	expect(data).toMatchObject({ previous: held, gate: { status: 'READY', source: held }, profile_follows: true });
});

it('what is bound, read and linked again answers as described', async () => {
	expect(verdict(await call('POST /axis/rebind', { body: {} }))).toBe('200');
	expect(verdict(await call('POST /axis/profile/reload', { body: {} }))).toBe('200');
	const link = { path: { code: 'GOV-MOT' }, body: { reason: 'nobody stands behind it' } };
	expect(verdict(await call('POST /axis/authorities/{code}/link', link))).toBe('200');
	expect(verdict(await call('POST /axis/authorities/{code}/link', { ...link, path: { code: 'none' } }))).toBe(
		'404 AXIS_UNKNOWN_AUTHORITY',
	);
});

it('scans and the cursor answer as described', async () => {
	expect(verdict(await call('POST /axis/scan', { body: {} }))).toBe('200');
	for (const name of ['GET /axis/gaps/new', 'GET /axis/drift/new']) {
		expect(verdict(await call(name, { query: '?since=2020-02-29' })), name).toBe('404 AXIS_UNKNOWN_SCAN');
		expect(verdict(await call(name, { query: '?since=2021-02-29' })), name).toBe('400 AXIS_INVALID_PAYLOAD');
	}
	await db('governance_ruleset').insert({ ruleset_version: RULESET });
	const { snapshot_ref } = await db('evolution_snapshots').first('snapshot_ref');
	const known = { ruleset_version: RULESET, source_snapshot_ref: snapshot_ref };
	expect(verdict(await call('POST /axis/candidates/scan', { body: known }))).toBe('200');
	const unknown = { ...known, ruleset_version: 'none' };
	expect(verdict(await call('POST /axis/candidates/scan', { body: unknown }))).toBe('409 AXIS_PREREQUISITE_MISSING');
	const cursor = { name: 'openapi', watermark: '2026-06-03T00:00:00Z', position: 7 };
	for (const advanced of [true, false]) {
		expect((await call<{ advanced: boolean }>('POST /axis/candidates/cursor', { body: cursor })).data).toMatchObject({
			advanced,
		});
	}
});

it('a rollback answers as described, refused and passed', async () => {
	expect(verdict(await call('POST /axis/rollback/{tier}', { path: { tier: '2' }, body: {} }))).toBe('409 AXIS_ORDER');
	await db('axis_value').where({ axis_code: 'topic' }).limit(1).update({ created_by: 'somebody' });
	expect(verdict(await call('POST /axis/rollback', { body: { force: true } }))).toBe('200');
	expect(verdict(await call('POST /axis/rollback', { body: {} }))).toBe('200');
	await ratify(admin);
	await call('POST /axis/apply/{tier}', { body: {} });
	expect(verdict(await call('POST /axis/rollback/{tier}', { body: {} }))).toBe('200');
});

it('every route of the document has passed here, but for those that foundation.test.ts calls in another project', () => {
	const names = OPERATIONS.map((operation) => operation.name);
	const elsewhere = [
		...['', '/remove', '/remove/preview'].map((path) => `POST /axis/foundation${path}`),
		...['', '/{code}/change', '/{code}/change/preview', '/changes/{id}/undo'].map((path) => `POST /axis/authorities${path}`),
	];
	expect([...passed, ...elsewhere].toSorted()).toEqual(names.toSorted());
});
