/** Assigning owners over HTTP: preview, assignment, list and undo agree, and every refusal says why. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type {
	AssignmentAnswer,
	RecordedChange,
	AssignmentPreview,
	EndedAnswer,
	EndedPreview,
	UndoAnswer,
} from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, fingerprint, resetRollout, shutGate } from './support/rollout';

const CELL = { object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' };
const BODY = { axis_code: 'containment', owner_gov_code: 'GOV-MOT', reason: 'moved', replace: true, cells: [CELL] };

let db: Knex;
let admin: Api;
let operator: Api;

beforeAll(async () => {
	db = connect();
	[admin, operator] = await Promise.all([apiOf('admin'), apiOf('operator')]);
	await resetRollout(admin, db);
	await applyTiers(admin, [1, 2, 3, 4]);
});
afterAll(async () => {
	await resetRollout(admin, db);
	await db.destroy();
});

it('preview, assignment, list and undo tell the same, and the undo leaves no trace', async () => {
	const before = await fingerprint(db);
	const previewed = await (await apiOf('viewer')).send<AssignmentPreview>('POST', '/axis/owners/preview', BODY);
	expect(previewed.status).toBe(200);
	const { committed, gate, ...preview } = previewed.data;
	expect([committed, gate.status]).toEqual([false, 'READY']);
	expect(await fingerprint(db)).toBe(before);
	const made = await operator.send<AssignmentAnswer>('POST', '/axis/owners', BODY);
	expect(made.data.effect).toEqual(preview);
	expect(made.data.effect).toMatchObject({ asked_cells: 1, replaced_cells: 1, gaps_before: 0, gaps_after: 0 });

	const { id } = made.data.batch;
	const viewer = await apiOf('viewer');
	const list = await viewer.get<RecordedChange[]>('/axis/changes?kind=owners,waivers&limit=1');
	const [user] = await db('directus_users').where({ email: 'operator@example.com' });
	expect(list.data[0]).toMatchObject({ id, act: 'assign', why: 'moved', who: user.id, undo: `POST /axis/owners/${id}/undo` });
	const [row] = await db('axis_object_ownership').where({ tag: `assign:${id}` });
	expect(row).toMatchObject({ owner_gov_code: 'GOV-MOT', created_by: user.id });
	const csv = await viewer.get(`/axis/changes?batch=${id}`, { Accept: 'text/csv' });
	expect(csv.text.split('\r\n').map((line) => line.slice(0, 36))).toEqual(['id,at,who,kind,act,what,why,axis_cod', id, '']);

	const undone = await operator.send<UndoAnswer>('POST', `/axis/owners/${id}/undo`, {});
	expect(undone.data).toMatchObject({ rows_deleted: 1, rows_restored: 1, batch: { id, state: 'undone', undone_by: user.id } });
	expect(await fingerprint(db)).toBe(before);
	expect(verdict(await operator.send('POST', `/axis/owners/${id}/undo`, {}))).toBe('409 AXIS_BATCH_CHANGED');
});

it('an owner that ends and all that an authority answers for: preview, act and undo tell the same', async () => {
	const before = await fingerprint(db);
	const { axis_code, reason, cells } = BODY;
	const end = { axis_code, reason, cells };
	const acts: [string, object, object][] = [
		['/axis/owners/end', end, { rows_ended: 1, opened_cells: 1, gaps_before: 0, gaps_after: 1 }],
		[
			'/axis/owners/transfer',
			{ from: 'GOV-DOT', to: 'GOV-MOT', axes: ['containment'], reason: 'dissolved' },
			{ rows_ended: 3, passed_cells: 3, gaps_after: 0 },
		],
	];
	for (const [path, body, effect] of acts) {
		const { data } = await operator.send<EndedPreview>('POST', `${path}/preview`, body);
		expect(await fingerprint(db), path).toBe(before);
		const made = await operator.send<EndedAnswer>('POST', path, body);
		expect({ ...made.data.effect, committed: false, gate: data.gate }, path).toEqual(data);
		expect(made.data.effect, path).toMatchObject(effect);
		await operator.send<UndoAnswer>('POST', `/axis/owners/${made.data.batch.id}/undo`, {});
		expect(await fingerprint(db), path).toBe(before);
	}
	const all = { from: 'GOV-DOT', to: 'GOV-MOT', reason: 'dissolved' };
	expect(verdict(await operator.send('POST', '/axis/owners/transfer', all))).toBe('409 AXIS_OWNERSHIP_READ_ONLY');
});

it('a row that somebody changed in the Studio is not undone, and is named', async () => {
	const { data } = await operator.send<AssignmentAnswer>('POST', '/axis/owners', BODY);
	const [row] = await db('axis_object_ownership').where({ tag: `assign:${data.batch.id}` });
	await db('axis_object_ownership').where({ id: row.id }).update({ approval_ref: 'APR-9' });
	const refused = await operator.send('POST', `/axis/owners/${data.batch.id}/undo`, {});
	expect(verdict(refused)).toBe('409 AXIS_BATCH_CHANGED');
	expect(refused.errors?.[0]?.extensions).toMatchObject({ total: 1, violations: [{ row_key: row.id, object_ref: 'agents' }] });
});

it('says why it refuses: the canonical model, an unknown axis, a cell that nobody asks for, a body of both kinds, a shut gate', async () => {
	const before = await fingerprint(db);
	const canonical = { ...BODY, axis_code: 'responsibility', replace: false, cells: [{ ...CELL, value_code: 'audit' }] };
	expect(verdict(await operator.send('POST', '/axis/owners', canonical))).toBe('409 AXIS_OWNERSHIP_READ_ONLY');
	expect(verdict(await operator.send('POST', '/axis/owners', { ...BODY, axis_code: 'none' }))).toBe('404 AXIS_UNKNOWN_AXIS');
	const stranger = await operator.send('POST', '/axis/owners', { ...BODY, cells: [{ ...CELL, object_ref: 'nothing' }] });
	expect(verdict(stranger)).toBe('409 AXIS_CELLS_REFUSED');
	expect(stranger.errors?.[0]?.extensions.violations).toEqual([
		{ violation: 'no active rule requires this cell', ...CELL, object_ref: 'nothing' },
	]);
	const both = await operator.send('POST', '/axis/owners', {
		...BODY,
		as: 'direct',
		group_ref: 'GRP-AI',
		value_codes: ['GRP-AI'],
	});
	expect(verdict(both)).toBe('400 AXIS_INVALID_PAYLOAD');
	expect(verdict(await operator.send('POST', '/axis/owners/none/undo', {}))).toBe('404 AXIS_UNKNOWN_BATCH');
	expect(await fingerprint(db)).toBe(before);
	await shutGate(db);
	const { data: preview } = await operator.send<AssignmentPreview>('POST', '/axis/owners/preview', BODY);
	expect(preview.gate).toMatchObject({ status: 'BLOCKED', blockers: [{ code: 'ratification' }] });
	for (const path of ['/axis/owners', '/axis/owners/none/undo']) {
		const answer = await operator.send('POST', path, path.endsWith('undo') ? {} : BODY);
		expect(verdict(answer), path).toBe('423 AXIS_GATE_CLOSED');
		expect(answer.errors?.[0]?.extensions.blockers, path).toMatchObject([{ code: 'ratification' }]);
	}
});
