/** Operations of Flows: what they answer is what the routes answer, for whoever started the Flow; failures are told in words. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { AxisCoverage } from '../../src/contract';
import { apiOf, createApi, verdict, type Api } from './support/api';
import { applyTiers, connect, resetRollout, shutGate } from './support/rollout';

interface Gaps {
	total: number;
	gaps: { object_ref: string; value_code: string; axis_code: string }[];
	text: string;
}

let db: Knex;
let as: Record<'admin' | 'operator' | 'viewer' | 'nobody', Api>;
/** One Flow, whose operation and trigger each test sets: Directus 12 allows five without a licence. */
let flow: string;
let operation: string;

beforeAll(async () => {
	db = connect();
	const [admin, operator, viewer] = await Promise.all([apiOf('admin'), apiOf('operator'), apiOf('viewer')]);
	as = { admin, operator, viewer, nobody: createApi(null) };
	await resetRollout(admin, db);
	await applyTiers(admin, [1, 2, 3, 4, 5, 6]);
	const options = { method: 'POST', return: '$last', async: false };
	const made = { name: 'coverage', status: 'active', trigger: 'webhook', accountability: null, options };
	flow = (await admin.send<{ id: string }>('POST', '/flows', made)).data.id;
});
afterAll(async () => {
	await as.admin.send('DELETE', `/flows/${flow}`);
	await resetRollout(as.admin, db);
	await db.destroy();
});

/** Makes the one operation of the Flow. */
async function ask(type: string, options: object = {}): Promise<void> {
	const place = { key: 'ask', name: 'ask', position_x: 1, position_y: 1 };
	const made = await as.admin.send<{ id: string }>('POST', '/operations', { ...place, flow, type, options });
	await as.admin.send('PATCH', `/flows/${flow}`, { operation: made.data.id });
	if (operation) await as.admin.send('DELETE', `/operations/${operation}`);
	operation = made.data.id;
}

/** Runs the Flow and answers what its operation did: data, or a failure. */
async function run<Data>(user: keyof typeof as, body: object = {}): Promise<Data> {
	const answer = await as[user].send('POST', `/flows/trigger/${flow}`, body);
	return JSON.parse(answer.text);
}

it('status: the figures of the route, and a line an axis; for nobody, and for an axis that is none, a failure in words', async () => {
	await ask('axis-coverage-status', { axis: '{{$trigger.body.axis}}' });
	const { data: axes } = await as.viewer.get<AxisCoverage[]>('/axis/coverage');
	expect(await run('viewer')).toEqual({
		axes,
		gap_cells: 1,
		text: [
			'responsibility: 100 %, 0 of 210 cells without an owner',
			'containment: 100 %, 0 of 35 cells without an owner',
			'topic: 83.3 %, 1 of 6 cells without an owner, 29 objects without a value',
		].join('\n'),
	});
	expect(await run('viewer', { axis: 'topic' })).toMatchObject({ gap_cells: 1, axes: [{ axis_code: 'topic' }] });
	expect(await run('viewer', { axis: 'none' })).toEqual({
		code: 'AXIS_UNKNOWN_AXIS',
		message: expect.stringContaining('no active axis "none"'),
	});
	expect(await run('nobody')).toEqual({ code: 'FORBIDDEN', message: expect.stringContaining('nobody who is signed in') });
});

it('new gaps: what came since the last scan; a number that is none, and a day before the first scan, are failures in words', async () => {
	const cells = [{ object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' }];
	const ended = await as.admin.send('POST', '/axis/owners/end', { axis_code: 'containment', reason: 'flows', cells });
	expect(verdict(ended)).toBe('200');
	await ask('axis-coverage-new-gaps', { days: '{{$trigger.body.days}}', limit: 1 });
	expect(await run<Gaps>('viewer')).toMatchObject({
		total: 1,
		gaps: [{ object_ref: 'agents', axis_code: 'containment', value_code: 'GRP-AI' }],
		text: 'collection agents: nobody answers for containment GRP-AI (in GRP-AI)',
	});
	expect(await run('viewer', { days: 1 })).toMatchObject({ code: 'AXIS_UNKNOWN_SCAN' });
	expect(await run('viewer', { days: 'x' })).toMatchObject({
		code: 'AXIS_INVALID_PAYLOAD',
		message: expect.stringContaining('option days: '),
	});
});

it('my team’s gaps: of whoever started the Flow, of a named person for those who may read, and for a schedule of nobody', async () => {
	const { id } = (await as.operator.get<{ id: string }>('/users/me')).data;
	const { owner_gov_code } = await db('v_axis_effective_owner')
		.where({ axis_code: 'responsibility', object_type: 'group', object_ref: 'GRP-AI', depth: 0 })
		.first('owner_gov_code');
	await as.admin.send('POST', `/axis/authorities/${owner_gov_code}/link`, { user: id, reason: 'flows' });
	await ask('axis-coverage-team-gaps', { person: '{{$trigger.body.person}}', axis: 'containment' });
	const { data: gaps } = await as.operator.get<object[]>('/axis/me/gaps?axis=containment');
	expect(gaps.length).toBeGreaterThan(0);
	const answer = { person: id, total: gaps.length, gaps, text: expect.stringContaining('collection agents: ') };
	expect(await run('operator')).toEqual(answer);
	expect(await run('viewer', { person: { key: id, collection: 'directus_users' } })).toEqual(answer);
	expect(await run<Gaps>('viewer')).toMatchObject({ total: 0, gaps: [], text: '' });
	expect(await run('viewer', { person: 'Ada' })).toMatchObject({ code: 'AXIS_INVALID_PAYLOAD' });
	await as.admin.send('POST', `/axis/authorities/${owner_gov_code}/link`, { reason: 'flows' });
});

it('scan: for those who may act, while the gate is open; a schedule runs it as nobody', async () => {
	await ask('axis-coverage-scan');
	expect(await run('viewer')).toMatchObject({ code: 'FORBIDDEN' });
	const scan = await run<{ scan_id: string; text: string }>('operator');
	expect(scan).toMatchObject({ scan_id: expect.any(String), text: expect.stringMatching(/^Scan \d+: \d+ findings, /) });

	const scheduled = { trigger: 'schedule', options: { cron: '* * * * * *' } };
	expect(verdict(await as.admin.send('PATCH', `/flows/${flow}`, scheduled))).toBe('200');
	const made = () =>
		as.admin
			.get<{ actor: string; mode: string }[]>('/axis/scans')
			.then(({ data }) => data.filter(({ actor }) => actor === 'flow'));
	await expect.poll(made, { timeout: 30_000 }).not.toEqual([]);
	const options = { method: 'POST', return: '$last', async: false };
	await as.admin.send('PATCH', `/flows/${flow}`, { trigger: 'webhook', options });
	expect((await made())[0]).toMatchObject({ actor: 'flow', mode: 'scheduled' });

	await shutGate(db);
	expect(await run('operator')).toMatchObject({
		code: 'AXIS_GATE_CLOSED',
		message: expect.stringContaining('Nothing was changed'),
	});
});
