/** A sealed plan over HTTP: who may seal, what the answer holds, what an apply under it refuses. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Knex } from 'knex';
import type { PlanSeal } from '../../src/contract';
import { apiOf, verdict, type Api } from './support/api';
import { connect, fingerprint, ratify, resetRollout } from './support/rollout';

const RATIFIED = { ratified_apr: 'APR-BOOT-AUTHMODEL-1' };

let db: Knex;
let admin: Api;
let operator: Api;

beforeAll(async () => {
	db = connect();
	[admin, operator] = await Promise.all([apiOf('admin'), apiOf('operator')]);
	await resetRollout(admin, db);
});
afterAll(async () => {
	await resetRollout(admin, db);
	await db.destroy();
});

it('an operator seals the plan before the ratification; a viewer may not', async () => {
	const { status, data } = await operator.send<PlanSeal>('POST', '/axis/plan/seal', RATIFIED);
	expect(status).toBe(200);
	expect(data).toMatchObject({
		...RATIFIED,
		tiers: ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'],
		parts: { objects: { count: 35 } },
	});
	expect(data.parts.preflight).toMatchObject({ canonical_gap: 210, ownership_rows: 0, active_scopes: 6 });
	const viewer = await apiOf('viewer');
	expect(verdict(await viewer.send('POST', '/axis/plan/seal', RATIFIED))).toBe('403 FORBIDDEN');
	expect(verdict(await operator.send('POST', '/axis/plan/seal', {}))).toBe('400 AXIS_INVALID_PAYLOAD');
	expect(verdict(await operator.send('POST', '/axis/plan/seal', { ...RATIFIED, through: 9 }))).toBe('404 AXIS_UNKNOWN_TIER');
});

it('an apply under a seal is refused when the plan has changed, and says where; under a fresh one it passes, once', async () => {
	await ratify(admin);
	const stale = await operator.send<PlanSeal>('POST', '/axis/plan/seal', { ...RATIFIED, through: 1 });
	await db('collection_registry').insert({
		collection_name: 'late_comer',
		group: 'GRP-AI',
		governance_role: 'governed',
		coverage_status: 'BIRTH_REQUIRED',
	});
	const before = await fingerprint(db);
	const refused = await operator.send('POST', '/axis/apply', { ...RATIFIED, through: 1, seal: stale.data.token });
	expect(verdict(refused)).toBe('409 AXIS_PLAN_CHANGED');
	expect(refused.errors?.[0]?.message).toContain('objects count: sealed 35, now 36');
	expect(await fingerprint(db)).toBe(before);
	await db('collection_registry').where({ collection_name: 'late_comer' }).delete();

	const { data } = await operator.send<PlanSeal>('POST', '/axis/plan/seal', { ...RATIFIED, through: 2 });
	expect(verdict(await operator.send('POST', '/axis/apply', { ...RATIFIED, through: 2, seal: data.token }))).toBe('200');
	const again = await operator.send('POST', '/axis/apply/3', { ...RATIFIED, seal: data.token });
	expect(verdict(again)).toBe('409 AXIS_NOT_SEALED');
});
