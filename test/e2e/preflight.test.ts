/** What a fresh start answers: one blocker, and the reference deployment's numbers. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { Check, GateStatus, Plan, Preflight } from '../../src/contract';
import { apiOf, type Api } from './support/api';
import { connect, resetRollout } from './support/rollout';

describe('a fresh start', () => {
	let admin: Api;
	let viewer: Api;
	let db: Knex;

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		viewer = await apiOf('viewer');
		await resetRollout(admin, db);
	});
	afterAll(() => db.destroy());

	it('the gate is BLOCKED by exactly one blocker: ratification', async () => {
		const { status, data, headers } = await viewer.get<GateStatus>('/axis/gate');
		expect(status).toBe(200);
		expect(data).toMatchObject({
			status: 'BLOCKED',
			ratification_count: 0,
			blockers: [{ code: 'ratification', expected: 1, actual: 0 }],
		});
		expect(data.blockers).toHaveLength(1);
		expect(data.blockers[0]?.remedy).toContain('os_proposal_approvals');
		expect(new Date(data.checked_at).toISOString()).toBe(data.checked_at);
		expect(headers.get('cache-control')).toBe('no-store');
	});

	it('preflight answers the numbers of the reference deployment', async () => {
		const { data } = await viewer.get<Preflight>('/axis/preflight');
		const conditions = data.checks.filter(({ name }) => name.startsWith('tier '));
		expect(conditions.length).toBeGreaterThan(20);
		expect(conditions.filter(({ ok, actual }) => !ok || actual !== 0)).toEqual([]);
		const start = data.checks.filter((check) => !conditions.includes(check));
		expect(Object.fromEntries(start.map((check) => [check.name, check.actual]))).toEqual({
			is_production: true,
			prerequisite_views: 5,
			ratification_count: 0,
			gate_ratified: false,
			axis_tables_present: 0,
			inventory_born_requires_owner: 35,
			active_scopes: 6,
			canonical_gap: 210,
			ownership_rows: 0,
			owner_conflicts: 0,
			governance_emits: 0,
			idle_in_transaction: 0,
			prerequisites: 0,
			references: 0,
		});
		expect(data.status).toBe('BLOCKED');
		expect(data.blockers.map((blocker) => blocker.code)).toEqual(['ratification']);
	});

	it('the plan says that tier 1 is blocked, and what it would move', async () => {
		const { data } = await viewer.get<Plan>('/axis/plan');
		expect(data.profile.name).toBe('one-roof');
		expect(data.profile.sha256).toMatch(/^[0-9a-f]{64}$/);
		expect(data.tiers[0]).toMatchObject({ tier: 1, state: 'blocked', blockers: [{ code: 'ratification' }] });
		expect(data.tiers.map(({ state }) => state)).not.toContain('ready');
	});

	it('the invariants are those of the reference deployment, as JSON numbers', async () => {
		const { data } = await viewer.get<{ checks: Check[] }>('/axis/invariants');
		expect(Object.fromEntries(data.checks.map((check) => [check.name, check.actual]))).toMatchObject({
			governance_outbox: 0,
			active_governance_event_types: 0,
			approval_requests: 211,
			apr_approvals: 42,
			responsibility_scopes: 6,
			idle_in_transaction: 0,
		});
	});

	it('coverage is that of the base model, marked as not rolled out', async () => {
		const { data } = await viewer.get('/axis/coverage');
		expect(data).toMatchObject([{ axis_code: 'responsibility', rolled_out: false, required_cells: 210, gap_cells: 210 }]);
	});

	it('the run ledger is the one collection that the bundle registered', async () => {
		const { data } = await admin.get<{ collection: string; meta: unknown }[]>('/collections');
		const axis = data.filter(({ collection, meta }) => collection.startsWith('axis_') && meta !== null);
		expect(axis.map(({ collection }) => collection)).toEqual(['axis_rollout_run']);
	});
});
