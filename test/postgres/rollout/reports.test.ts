/** What may be asked before, between and after: gate, preflight, plan, invariants. They read, in good databases and in damaged ones. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gateBlockers, readGate } from '../../../src/gate/gate';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { reportInvariants } from '../../../src/rollout/report-invariants';
import { contextFor, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('fresh');
	context = contextFor(database);
});
afterEach(() => database.drop());

const blockers = async (of: RolloutContext = context) => (await readPreflight(of)).blockers.map((blocker) => blocker.code);
const checkOf = async (name: string, of: RolloutContext = context) =>
	(await readPreflight(of)).checks.find((check) => check.name === name);

describe('preflight', () => {
	it('is READY once a person has ratified, and changes nothing', async () => {
		expect(await blockers()).toEqual(['ratification']);
		await ratify(database.db);
		const before = await fingerprint(database.db);
		expect(await readPreflight(context)).toMatchObject({ status: 'READY', blockers: [] });
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('adds what the caller found besides', async () => {
		await ratify(database.db);
		const other = { code: 'ledger_missing', message: 'm', expected: true, actual: false, remedy: 'r' };
		expect(await readPreflight(context, [other])).toMatchObject({ status: 'BLOCKED', blockers: [other] });
	});

	it('tells each number that differs from the profile, with both', async () => {
		await ratify(database.db);
		await database.db.raw(
			`insert into governance_responsibility_scope (scope_code, description, status) values ('added', 'Added', 'active')`,
		);
		expect(await blockers()).toEqual(['active_scopes', 'canonical_gap']);
		expect(await checkOf('canonical_gap')).toEqual({ name: 'canonical_gap', expected: 210, actual: 245, ok: false });
	});

	it('in another database than the profile’s says so and goes on', async () => {
		await ratify(database.db);
		expect(await blockers({ ...context, loaded: testProfile('directus') })).toEqual(['is_production']);
	});

	it('in an empty database answers every check as unknown instead of failing', async () => {
		await database.db.raw('drop schema public cascade; create schema public');
		for (const loaded of [context.loaded, testProfile(database.name, (profile) => delete profile.expected)]) {
			const preflight = await readPreflight({ ...context, loaded });
			expect(preflight.status).toBe('BLOCKED');
			expect(await checkOf('canonical_gap')).toMatchObject({ actual: null, ok: false });
			expect(preflight.checks.find((check) => check.name === 'prerequisite_views')).toMatchObject({ expected: 5, actual: 0 });
		}
	});

	it('counts sessions that are idle in a transaction, and not its own', async () => {
		await ratify(database.db);
		const idle = await database.connect().transaction();
		await idle.raw('select 1');
		await database.db.raw('select pg_sleep(0.3)');
		expect(await checkOf('idle_in_transaction')).toMatchObject({ expected: 0, actual: 1, ok: false });
		await idle.rollback();
		expect(await checkOf('idle_in_transaction')).toMatchObject({ actual: 0, ok: true });
	});
});

describe('the gate, read without a transaction', () => {
	const policy = () => context.loaded.profile.ratification;
	const codes = async () => gateBlockers(await readGate(database.db, policy(), null), policy()).map((blocker) => blocker.code);

	it('is shut without approvals, open with one', async () => {
		expect(await codes()).toEqual(['ratification']);
		await ratify(database.db);
		expect(await codes()).toEqual([]);
	});

	it('is shut where the approvals are missing or may not be read', async () => {
		await ratify(database.db);
		const role = `axis_blind_${database.name}`;
		await database.db.raw(`create role ${role} login`);
		const blind = database.connect(role);
		try {
			expect(await readGate(blind, policy(), null)).toMatchObject({ approvals: null, reason: 'approvals_unreadable' });
		} finally {
			await blind.destroy();
			await database.db.raw(`drop role ${role}`);
		}
		await database.db.raw('drop table os_proposal_approvals');
		expect(await codes()).toEqual(['approvals_missing']);
	});
});

describe('the plan', () => {
	const states = async (of: RolloutContext = context) => (await readPlan(of)).tiers.slice(0, 2).map((tier) => tier.state);

	it('goes from blocked over ready to applied, and tells what each tier will move', async () => {
		expect(await states()).toEqual(['blocked', 'blocked']);
		await ratify(database.db);
		expect(await states()).toEqual(['ready', 'pending']);
		const plan = await readPlan(context);
		expect(plan.profile).toEqual({ name: 'one-roof', sealed: false, sha256: context.loaded.sha256 });
		expect(plan.tiers[1]).toMatchObject({
			expected: expect.arrayContaining([{ object: 'axis_value', delta: 6 }]),
			blockers: [{ code: 'order', remedy: 'Apply tier 1 first.' }],
		});
		await applyTier(context, REQUEST, '1');
		expect(await states()).toEqual(['applied', 'ready']);
		await applyTier(context, REQUEST, '2');
		expect(await states()).toEqual(['applied', 'applied']);
	});

	it('has tier 1 ready with a shut gate where the profile exempts the structure', async () => {
		const loaded = testProfile(database.name, (profile) => Object.assign(profile, { ratification: { structure: false } }));
		expect(await states({ ...context, loaded })).toEqual(['ready', 'blocked']);
	});

	it('shows a disabled guard as drift, with the way back', async () => {
		await ratify(database.db);
		await applyTier(context, REQUEST, '1');
		await database.db.raw('alter table axis_value disable trigger axis_guard_write');
		const [structure] = (await readPlan(context)).tiers;
		expect(structure).toMatchObject({
			state: 'drifted',
			blockers: [{ code: 'guards', remedy: expect.stringContaining('enable always trigger') }],
		});
	});
});

it('invariants are reported by name, with the sessions that would hold the rollout up', async () => {
	const { checks } = await reportInvariants(context);
	expect(Object.fromEntries(checks.map((check) => [check.name, check.actual]))).toEqual({
		governance_outbox: 0,
		active_governance_event_types: 0,
		approval_requests: 211,
		apr_approvals: 42,
		responsibility_scopes: 6,
		system_issues: expect.any(Number),
		idle_in_transaction: 0,
	});
	expect(checks.every((check) => check.ok)).toBe(true);
});
