/** The first rollout over HTTP: refused, ratified, applied, repeated, rolled back. Each test stands on the one before, as a person's session does. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { AxisCoverage, GateStatus, Plan, Run, RunAnswer, Verification } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { connect, fingerprint, ratify, resetRollout } from './support/rollout';

describe('tiers 1 and 2 over HTTP', () => {
	let admin: Api;
	let operator: Api;
	let db: Knex;
	let atFirst: string;
	let approval: string;

	const apply = (tier: number | string, body: unknown = {}) => operator.send<RunAnswer>('POST', `/axis/apply/${tier}`, body);
	const rollback = (tier: number | string) => operator.send<RunAnswer>('POST', `/axis/rollback/${tier}`, {});

	/** Of tiers 1 and 2 in the plan. */
	const states = async () => (await operator.get<Plan>('/axis/plan')).data.tiers.slice(0, 2).map(({ state }) => state);

	beforeAll(async () => {
		db = connect();
		[admin, operator] = await Promise.all([apiOf('admin'), apiOf('operator')]);
		await resetRollout(admin, db);
		atFirst = await fingerprint(db);
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	it('both tiers are refused while the gate is shut, and the database is as before', async () => {
		for (const tier of [1, 2]) {
			const answer = await apply(tier);
			expect(verdict(answer)).toBe('423 AXIS_GATE_CLOSED');
			expect(answer.errors?.[0]?.extensions.blockers).toMatchObject([{ code: 'ratification', expected: 1, actual: 0 }]);
			expect(answer.errors?.[0]?.message).toContain('Nothing was changed');
		}
		expect(await fingerprint(db)).toBe(atFirst);
	});

	it('an approval created through the items API opens the gate', async () => {
		approval = await ratify(admin);
		const { data } = await operator.get<GateStatus>('/axis/gate');
		expect(data).toMatchObject({ status: 'READY', blockers: [], ratification_count: 1 });
		expect(await states()).toEqual(['ready', 'pending']);
	});

	it('tier 2 before tier 1 is refused with AXIS_ORDER', async () => {
		const answer = await apply(2);
		expect(verdict(answer)).toBe('409 AXIS_ORDER');
		expect(answer.errors?.[0]?.extensions).toMatchObject({ tier: 2, asked: 'apply', first: 1 });
	});

	it('tier 1 is applied by the operator and recorded under their name', async () => {
		const answer = await apply(1, { ratified_apr: 'APR-BOOT-AUTHMODEL-1' });
		expect(answer.status).toBe(200);
		expect(answer.data.committed).toBe(true);
		const { data: me } = await operator.get<{ id: string }>('/users/me');
		const { data: run } = await operator.get<Run>(`/axis/runs/${answer.data.run.id}`);
		expect(run).toMatchObject({
			action: 'apply',
			tiers: [1],
			status: 'passed',
			requested_by: me.id,
			ratified_apr: 'APR-BOOT-AUTHMODEL-1',
			error: null,
		});
		expect(Date.parse(run.finished_at ?? '')).toBeGreaterThanOrEqual(Date.parse(run.started_at));
		// The schema cache was cleared: the new tables are there for the items API at once.
		expect(await admin.get('/items/axis_registry')).toMatchObject({ status: 200, data: [] });
	});

	it('an object added to the inventory after preflight makes tier 2 refuse, with the numbers', async () => {
		const shut = await fingerprint(db);
		const [row] = await db('collection_registry')
			.where({ governance_role: 'governed', coverage_status: 'BIRTH_REQUIRED' })
			.limit(1);
		await db('collection_registry').insert({ ...row, collection_name: 'late_comer' });
		const answer = await apply(2);
		await db('collection_registry').where({ collection_name: 'late_comer' }).delete();
		expect(verdict(answer)).toBe('409 AXIS_PRECONDITION');
		expect(answer.errors?.[0]?.extensions).toMatchObject({ tier: 2, violations: [{ expected: 35, actual: 36 }] });
		expect(answer.errors?.[0]?.message).toMatch(/35.*36/);
		expect(await fingerprint(db)).toBe(shut);
	});

	it('tier 2 brings 210 required cells, 210 gaps and zero drift', async () => {
		const answer = await apply(2);
		expect(answer.status).toBe(200);
		expect(answer.data.tiers[0]?.deltas).toContainEqual({ object: 'v_axis_required_cell', before: 0, after: 210 });
		const { data } = await operator.get<AxisCoverage[]>('/axis/coverage');
		expect(data).toMatchObject([
			{ axis_code: 'responsibility', required_cells: 210, gap_cells: 210, covered_cells: 0, coverage_percent: 0 },
		]);
		const verification = (await operator.get<Verification>('/axis/verify')).data;
		expect(verification.status).toBe('PASS');
		expect(verification.checks).toContainEqual({ name: 'zero_drift', expected: 0, actual: 0, ok: true });
		expect(await states()).toEqual(['applied', 'applied']);
	});

	it('repeating an applied tier is refused with AXIS_ALREADY_APPLIED, and changes nothing', async () => {
		const before = await fingerprint(db);
		for (const tier of [1, 2]) expect(verdict(await apply(tier))).toBe('409 AXIS_ALREADY_APPLIED');
		expect(await fingerprint(db)).toBe(before);
	});

	it('tier 1 cannot be rolled back under tier 2', async () => {
		const answer = await rollback(1);
		expect(verdict(answer)).toBe('409 AXIS_ORDER');
		expect(answer.errors?.[0]?.extensions).toMatchObject({ tier: 1, asked: 'rollback', first: 2 });
	});

	it('with the approval deleted the gate is shut at once, and rollback still works', async () => {
		expect((await admin.send('DELETE', `/items/os_proposal_approvals/${approval}`)).status).toBe(204);
		expect((await operator.get<GateStatus>('/axis/gate')).data.status).toBe('BLOCKED');
		expect(verdict(await admin.send('POST', '/items/axis_registry', { axis_code: 'x', axis_name: 'X' }))).toBe(
			'423 AXIS_GATE_CLOSED',
		);
		for (const tier of [2, 1]) {
			const answer = await rollback(tier);
			expect(answer.status).toBe(200);
			expect(answer.data.run).toMatchObject({ action: 'rollback', tiers: [tier], status: 'passed' });
		}
		expect(await fingerprint(db)).toBe(atFirst);
		expect(verdict(await rollback(1))).toBe('409 AXIS_ORDER');
	});

	it('every attempt is in the ledger, the newest first', async () => {
		const { data, meta } = await operator.get<Run[]>('/axis/runs?limit=4');
		expect(data.map(({ action, tiers, status }) => `${action} ${tiers.join()} ${status}`)).toEqual([
			'rollback 1 refused',
			'rollback 1 passed',
			'rollback 2 passed',
			'rollback 1 refused',
		]);
		expect(meta?.total_count).toBeGreaterThanOrEqual(10);
		const [older] = (await operator.get<Run[]>('/axis/runs?limit=1&offset=1')).data;
		expect(older?.id).toBe(data[1]?.id);
	});

	it('two applies at once: one passes, the other is told why', async () => {
		await ratify(admin);
		const answers = await Promise.all([apply(1), apply(1)]);
		const verdicts = answers.map(verdict).sort();
		expect(verdicts[0]).toBe('200');
		expect(['409 AXIS_ALREADY_APPLIED', '409 AXIS_ROLLOUT_BUSY']).toContain(verdicts[1]);
	});
});
