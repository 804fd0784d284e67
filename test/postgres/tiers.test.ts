/** Tiers 1 and 2 on the reference deployment: refused → applied → rolled back → applied again. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCoverage } from '../../src/coverage/counts';
import { applyTier } from '../../src/rollout/apply';
import type { RolloutContext } from '../../src/run/context';
import { listRuns } from '../../src/run/ledger-read';
import { readPlan } from '../../src/rollout/plan';
import { readPreflight } from '../../src/rollout/preflight';
import { rollbackTier } from '../../src/rollout/rollback';
import { verifyRollout } from '../../src/rollout/verify';
import { contextFor, createDatabase, ratify, type TestDatabase } from './support/database';
import { fingerprint } from './support/fingerprint';

const REQUEST = { requestedBy: 'test', ratifiedApr: null };

describe('tiers 1 and 2', () => {
	let database: TestDatabase;
	let context: RolloutContext;

	beforeEach(async () => {
		database = await createDatabase();
		context = contextFor(database);
	});
	afterEach(() => database.drop());

	it('preflight of the fresh reference deployment answers its numbers and one blocker', async () => {
		const preflight = await readPreflight(context);
		// What is asked for one tier carries its number; none of it is violated.
		const ofTiers = preflight.checks.filter((check) => check.name.startsWith('tier '));
		expect(ofTiers.length).toBeGreaterThan(0);
		expect(ofTiers.filter((check) => check.actual !== 0)).toEqual([]);
		const others = preflight.checks.filter((check) => !ofTiers.includes(check));
		expect(Object.fromEntries(others.map((check) => [check.name, check.actual]))).toEqual({
			prerequisites: 0,
			references: 0,
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
		});
		expect(preflight.blockers.map((blocker) => blocker.code)).toEqual(['ratification']);
	});

	it('both are refused while the gate is shut, and nothing changes but the ledger', async () => {
		const before = await fingerprint(database.db);
		await expect(applyTier(context, REQUEST, '1')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED', status: 423 });
		await expect(applyTier(context, REQUEST, '2')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED', status: 423 });
		expect(await fingerprint(database.db)).toBe(before);
		const { runs } = await listRuns(database.db, { limit: 10, offset: 0 });
		expect(runs.map(({ status, tiers }) => ({ status, tiers }))).toEqual([
			{ status: 'refused', tiers: [2] },
			{ status: 'refused', tiers: [1] },
		]);
	});

	it('apply, verify, roll back to the entry state, and apply again', async () => {
		await ratify(database.db);
		const before = await fingerprint(database.db);

		const first = await applyTier(context, REQUEST, '1');
		expect(first.run).toMatchObject({
			status: 'passed',
			tiers: [1],
			requested_by: 'test',
			profile_sha256: context.loaded.sha256,
		});
		const second = await applyTier(context, REQUEST, '2');
		expect(second.tiers[0]?.deltas).toEqual([
			{ object: 'axis_registry', before: 0, after: 1 },
			{ object: 'axis_value', before: 0, after: 6 },
			{ object: 'coverage_rule', before: 0, after: 1 },
			{ object: 'v_axis_required_cell', before: 0, after: 210 },
			{ object: 'v_axis_coverage_gap', before: 0, after: 210 },
		]);
		expect(await readCoverage(database.db)).toMatchObject([
			{ axis_code: 'responsibility', required_cells: 210, gap_cells: 210, coverage_percent: 0 },
		]);
		const verification = await verifyRollout(context);
		expect(verification.checks.filter((check) => !check.ok)).toEqual([]);
		expect(verification).toMatchObject({ status: 'PASS' });
		expect((await readPlan(context)).tiers.map((tier) => tier.state).slice(0, 3)).toEqual(['applied', 'applied', 'ready']);

		await rollbackTier(context, REQUEST, '2');
		await rollbackTier(context, REQUEST, '1');
		expect(await fingerprint(database.db)).toBe(before);
		await applyTier(context, REQUEST, '1');
		await applyTier(context, REQUEST, '2');
		expect((await readCoverage(database.db))[0]?.gap_cells).toBe(210);
	});
});
