/** The base model is damaged under a running rollout: said in words, the gate shut, rollback still possible, the server up. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { GateStatus, Preflight } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { applyTiers, connect, fingerprint, ratify, resetRollout } from './support/rollout';

const VIEWS = [
	'v_governance_object_inventory',
	'v_object_containment',
	'v_object_effective_owner',
	'v_object_owner_gap',
	'v_object_owner_conflict',
];

describe('a missing prerequisite', () => {
	let admin: Api;
	let db: Knex;
	let away: { kind: 'table' | 'view'; name: string } | null = null;

	async function takeAway(kind: 'table' | 'view', name: string): Promise<void> {
		await db.raw(`alter ${kind} ${name} rename to ${name}_away`);
		away = { kind, name };
	}
	async function bringBack(): Promise<void> {
		if (away) await db.raw(`alter ${away.kind} ${away.name}_away rename to ${away.name}`);
		away = null;
	}

	beforeAll(async () => {
		db = connect();
		admin = await apiOf('admin');
		await resetRollout(admin, db);
	});
	afterEach(async () => {
		await bringBack();
		expect((await admin.get('/server/ping')).text).toBe('pong');
	});
	afterAll(async () => {
		await resetRollout(admin, db);
		await db.destroy();
	});

	it('without os_proposal_approvals the gate is shut and says why', async () => {
		await takeAway('table', 'os_proposal_approvals');
		const { status, data } = await admin.get<GateStatus>('/axis/gate');
		expect(status).toBe(200);
		expect(data).toMatchObject({
			status: 'BLOCKED',
			ratification_count: null,
			blockers: [{ code: 'approvals_missing', actual: null }],
		});
		const preflight = (await admin.get<Preflight>('/axis/preflight')).data;
		expect(preflight.status).toBe('BLOCKED');
		expect(preflight.checks).toContainEqual(expect.objectContaining({ name: 'ratification_count', actual: null, ok: false }));
		const before = await fingerprint(db);
		const answer = await admin.send('POST', '/axis/apply/1', {});
		expect(verdict(answer)).toBe('409 AXIS_PREREQUISITE_MISSING');
		expect(answer.errors?.[0]?.extensions.missing).toEqual(['os_proposal_approvals']);
		expect(await fingerprint(db)).toBe(before);
	});

	for (const view of VIEWS) {
		it(`without ${view} tier 1 is refused by name, and nothing changes`, async () => {
			await ratify(admin);
			await takeAway('view', view);
			const before = await fingerprint(db);
			const { data } = await admin.get<Preflight>('/axis/preflight');
			expect(data.status).toBe('BLOCKED');
			expect(data.checks).toContainEqual(
				expect.objectContaining({ name: 'prerequisite_views', expected: 5, actual: 4, ok: false }),
			);
			const answer = await admin.send('POST', '/axis/apply/1', {});
			expect(verdict(answer)).toBe('409 AXIS_PREREQUISITE_MISSING');
			expect(answer.errors?.[0]?.extensions.missing).toEqual([view]);
			expect(verdict(await admin.get('/axis/plan'))).toBe('409 AXIS_PREREQUISITE_MISSING');
			expect(await fingerprint(db)).toBe(before);
		});
	}

	it('losing os_proposal_approvals after tier 2 shuts every write path, and rollback still works', async () => {
		await applyTiers(admin, [1, 2]);
		await takeAway('table', 'os_proposal_approvals');
		expect(verdict(await admin.send('POST', '/items/axis_registry', { axis_code: 'x' }))).toBe('423 AXIS_GATE_CLOSED');
		expect(verdict(await admin.send('PATCH', '/fields/axis_value/tag', { meta: { note: 'x' } }))).toBe('423 AXIS_GATE_CLOSED');
		await expect(db('axis_value').delete()).rejects.toMatchObject({ code: 'AX001' });
		for (const tier of [2, 1]) expect(verdict(await admin.send('POST', `/axis/rollback/${tier}`, {}))).toBe('200');
	});

	it('what a read misses where another build migrated is told as that; otherwise it stays an error of the server', async () => {
		await applyTiers(admin, [1, 2]);
		const read = '/axis/coverage/responsibility/matrix';
		const kept = () => db('axis_internal.migration_text').where({ name: 'axis006-coverage' });
		const { sha256 } = await kept().first('sha256');
		await db.raw('alter view axis_internal.cell rename column object_ref to object_name');
		expect(verdict(await admin.get(read))).toBe('500 INTERNAL_SERVER_ERROR');
		await kept().update({ sha256: '0'.repeat(64) });
		const answer = await admin.get(read);
		expect(verdict(answer)).toBe('409 AXIS_NEWER_SCHEMA');
		expect(answer.errors?.[0]?.message).toContain('the text of axis006-coverage was another one when it ran');
		await db.raw('alter view axis_internal.cell rename column object_name to object_ref');
		await kept().update({ sha256 });
		expect(verdict(await admin.get(read))).toBe('200');
	});

	it('losing the run ledger is a blocker of the gate, and no tier runs unrecorded', async () => {
		await ratify(admin);
		await takeAway('table', 'axis_rollout_run');
		const { data } = await admin.get<GateStatus>('/axis/gate');
		expect(data.blockers.map(({ code }) => code)).toContain('ledger_missing');
		const before = await fingerprint(db);
		expect(verdict(await admin.send('POST', '/axis/apply/1', {}))).toBe('409 AXIS_PREREQUISITE_MISSING');
		expect(await fingerprint(db)).toBe(before);
	});
});
