/** The model's lifecycle over HTTP: looked at by a viewer, made and taken back by an operator. Each test stands on the one before. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { ChangeAnswer, RecordedChange, ChangePreview, ModelItem, Run } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, fingerprint, resetRollout, shutGate } from './support/rollout';

const MERGE = {
	kind: 'value',
	code: 'ai-ops',
	axis_code: 'topic',
	to: 'deprecated',
	merge_into: 'workflow',
	reason: 'one team now',
};

let admin: Api;
let operator: Api;
let viewer: Api;
let db: Knex;
let before: string;
let made: string;

beforeAll(async () => {
	db = connect();
	[admin, operator, viewer] = await Promise.all([apiOf('admin'), apiOf('operator'), apiOf('viewer')]);
	await resetRollout(admin, db);
	await applyTiers(admin, [1, 2, 3, 4, 5]);
	before = await fingerprint(db);
});
afterAll(async () => {
	await resetRollout(admin, db);
	await db.destroy();
});

const status = async (code: string) => {
	const { data } = await viewer.get<ModelItem[]>('/axis/model?limit=1000');
	return data.find((item) => item.kind === 'value' && item.code === code)?.status;
};

it('GET /axis/model lists axes, values and rules, each axis before its own', async () => {
	const { data, meta } = await viewer.get<ModelItem[]>('/axis/model?limit=1000');
	expect(meta).toEqual({ total_count: 26 });
	expect(data.filter((item) => item.kind === 'axis').map((item) => item.code)).toEqual([
		'containment',
		'responsibility',
		'topic',
	]);
	expect(data.filter((item) => item.axis_code === 'topic').map((item) => item.kind)).toEqual([
		'axis',
		...Array.from({ length: 9 }, () => 'value'),
		'rule',
	]);
	// The base model has the owners of a canonical axis.
	expect(data.filter((item) => item.axis_code === 'responsibility' && item.owners !== null)).toEqual([]);
	expect(data.find((item) => item.code === 'gov-legacy')).toMatchObject({ status: 'deprecated', assignments: 0, owners: 0 });
});

it('a viewer sees what a change would do, and may not make it', async () => {
	const answer = await viewer.send<ChangePreview>('POST', '/axis/model/changes/preview', MERGE);
	expect(answer.data).toMatchObject({
		committed: false,
		gate: { status: 'READY' },
		cells_added: 3,
		gaps_added: 1,
		owners: [{ owner_gov_code: 'GOV-DOT', cells: 2 }],
		objects_without_owner: [{ object_ref: 'iu_staging_record', cells: 1 }],
	});
	expect(verdict(await viewer.send('POST', '/axis/model/changes', MERGE))).toBe('403 FORBIDDEN');
	expect(verdict(await viewer.send('POST', '/axis/model/changes/x/undo', { reason: 'no' }))).toBe('403 FORBIDDEN');
	expect(await fingerprint(db)).toBe(before);
});

it('items and GraphQL make nothing of the model active, the gate open, and point to the route that shows the gaps', async () => {
	const [axis] = await db('axis_registry').where({ axis_code: 'topic' }).select('id');
	const [deprecated] = await db('axis_value').where({ axis_code: 'topic', value_code: 'gov-legacy' }).select('id');
	const refused = '409 AXIS_LIFECYCLE_CONFLICT';
	const value = { axis_code: 'topic', value_code: 'new', status: 'active' };
	expect(verdict(await admin.send('POST', '/items/axis_value', value))).toBe(refused);
	expect(verdict(await admin.send('POST', '/items/axis_value', [{ ...value, status: 'candidate' }, value]))).toBe(refused);
	const activated = await admin.send('PATCH', `/items/axis_value/${deprecated.id}`, { status: 'active' });
	expect(verdict(activated)).toBe(refused);
	expect(JSON.stringify(activated)).toContain('POST /axis/model/changes');
	const mutation = `mutation { update_axis_value_item(id: "${deprecated.id}", data: {status: "active"}) { id } }`;
	expect(JSON.stringify(await admin.send('POST', '/graphql', { query: mutation }))).toContain('AXIS_LIFECYCLE_CONFLICT');
	expect(await fingerprint(db)).toBe(before);
	// What is active already may be sent along.
	const kept = await admin.send('PATCH', `/items/axis_registry/${axis.id}`, { status: 'active' });
	expect(verdict(kept)).toBe('200');
	expect(await fingerprint(db)).toBe(before);
});

it('with the gate shut a preview is answered, and a change is not made', async () => {
	await shutGate(db);
	const preview = await operator.send<ChangePreview>('POST', '/axis/model/changes/preview', MERGE);
	expect(preview.data.gate).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'ratification' }] });
	expect(verdict(await operator.send('POST', '/axis/model/changes', MERGE))).toBe('423 AXIS_GATE_CLOSED');
	expect(await status('ai-ops')).toBe('active');
});

it('an operator makes what was shown, recorded under their name', async () => {
	await applyTiers(admin, []);
	const preview = await viewer.send<ChangePreview>('POST', '/axis/model/changes/preview', MERGE);
	const answer = await operator.send<ChangeAnswer>('POST', '/axis/model/changes', MERGE);
	expect(answer.status).toBe(200);
	for (const part of ['before', 'after', 'cells_added', 'gaps_added', 'owners', 'rows', 'left_behind'] as const) {
		expect(answer.data[part], part).toEqual(preview.data[part]);
	}
	made = answer.data.run.id;
	const { data: me } = await operator.get<{ id: string }>('/users/me');
	const { data: run } = await viewer.get<Run>(`/axis/runs/${made}`);
	expect(run).toMatchObject({ action: 'lifecycle', status: 'passed', requested_by: me.id, request: { reason: 'one team now' } });
	expect(run.result).not.toHaveProperty('touched');
	expect(await status('ai-ops')).toBe('deprecated');
});

it('a step that does not follow, a code that is not there, and a body that makes no sense are told apart', async () => {
	const send = async (change: object) => verdict(await operator.send('POST', '/axis/model/changes', { ...MERGE, ...change }));
	expect(await send({ merge_into: undefined })).toBe('409 AXIS_TRANSITION');
	expect(await send({ code: 'no-such' })).toBe('404 AXIS_UNKNOWN_CODE');
	expect(await send({ to: 'retired', merge_into: 'gov-legacy' })).toBe('409 AXIS_LIFECYCLE_CONFLICT');
	expect(await send({ to: 'candidate' })).toBe('400 AXIS_INVALID_PAYLOAD');
	expect(await send({ force: true })).toBe('400 AXIS_INVALID_PAYLOAD');
	const back = { kind: 'value', code: 'ai-ops', axis_code: 'topic', to: 'active', reason: 'back' };
	expect(verdict(await operator.send('POST', '/axis/model/changes', back))).toBe('200');
	const undone = await operator.send<ChangeAnswer>('POST', `/axis/model/changes/${made}/undo`, { reason: 'no' });
	expect(verdict(undone)).toBe('409 AXIS_LIFECYCLE_CONFLICT');
	const [last] = (await operator.get<RecordedChange[]>('/axis/changes?kind=value')).data;
	expect(verdict(await operator.send('POST', `/axis/model/changes/${last?.id}/undo`, { reason: 'no' }))).toBe('200');
});

it('an undo puts every row back, and the list says so', async () => {
	const answer = await operator.send<ChangeAnswer>('POST', `/axis/model/changes/${made}/undo`, {
		reason: 'not so',
		ratified_apr: 'APR-BOOT-AUTHMODEL-1',
	});
	expect(answer.status).toBe(200);
	const rows = await db('axis_assignment').where({ axis_code: 'topic', value_code: 'ai-ops', status: 'active' });
	expect(rows).toHaveLength(3);
	expect(rows.every((row) => row.changed_at === null)).toBe(true);
	const { data } = await viewer.get<RecordedChange[]>('/axis/changes?kind=value');
	expect(data.find((event) => event.id === made)).toMatchObject({ undone_in: answer.data.run.id, why: 'one team now' });
	// As if nothing had been: the tier comes off without force.
	expect((await admin.send('POST', '/axis/rollback/5', {})).status).toBe(200);
});
