/** What a tier asks for before it starts: the right database, the base model, the gate, and free names. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { listRuns } from '../../../src/run/ledger-read';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { readPlan } from '../../../src/rollout/plan';
import { contextFor, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('ratified');
	context = contextFor(database);
});
afterEach(() => database.drop());

async function refused(run: () => Promise<unknown>, error: object): Promise<void> {
	const before = await fingerprint(database.db);
	await expect(run()).rejects.toMatchObject(error);
	expect(await fingerprint(database.db)).toBe(before);
}

it('another database than the profile’s is refused by both names, for every action', async () => {
	const other = { ...context, loaded: testProfile('directus') };
	const error = { code: 'AXIS_WRONG_DATABASE', status: 409, extensions: { expected: 'directus', actual: database.name } };
	await refused(() => applyTier(other, REQUEST, '1'), error);
	await refused(() => rollbackTier(other, REQUEST, '1'), error);
	await refused(() => verifyRollout(other), error);
	await refused(() => readPlan(other), error);
});

describe('a missing prerequisite is named, and nothing starts', () => {
	it.each([
		'governance_registry',
		'governance_responsibility_scope',
		'governance_object_ownership',
		'os_proposal_approvals',
		'v_governance_object_inventory',
		'v_object_containment',
		'v_object_effective_owner',
		'v_object_owner_gap',
		'v_object_owner_conflict',
	])('%s', async (name) => {
		await database.db.raw(`alter ${name.startsWith('v_') ? 'view' : 'table'} ${name} rename to ${name}_gone`);
		const error = { code: 'AXIS_PREREQUISITE_MISSING', extensions: { missing: [name] } };
		await refused(() => applyTier(context, REQUEST, '1'), error);
		await refused(() => applyTier(context, REQUEST, '2'), error);
		await refused(() => applyAll(context, REQUEST, null), error);
		await refused(() => verifyRollout(context), error);
		await refused(() => readPlan(context), error);
	});

	it('all of them at once', async () => {
		await database.db.raw('drop schema public cascade; create schema public');
		const refusal: unknown = await readPlan(context).catch((error: unknown) => error);
		expect(refusal).toMatchObject({
			code: 'AXIS_PREREQUISITE_MISSING',
			extensions: { missing: expect.arrayContaining(['governance_registry', 'v_object_owner_conflict']) },
		});
	});
});

describe('rolling all back', () => {
	it('is refused in words where nothing was ever applied, is recorded as refused, and may be repeated after a rollout', async () => {
		const error = { code: 'AXIS_ORDER', status: 409, message: expect.stringContaining('no tier is applied') };
		await refused(() => rollbackAll(context, REQUEST, null, { force: true }), error);
		expect((await listRuns(database.db, { limit: 1, offset: 0 })).runs).toMatchObject([
			{ action: 'rollback', status: 'refused' },
		]);
		await applyTier(context, REQUEST, '1');
		for (const tiers of [[1], []]) {
			const answer = await rollbackAll(context, REQUEST, null);
			expect(answer).toMatchObject({ tiers: tiers.map((tier) => ({ tier })), fingerprint: { equal: true } });
		}
	});

	it('names a table of the base model that a tier wrote and that is missing', async () => {
		await applyTier(context, REQUEST, '1');
		await database.db.raw('alter table governance_object_ownership rename to ownership_gone');
		await refused(() => rollbackAll(context, REQUEST, null), {
			code: 'AXIS_PREREQUISITE_MISSING',
			extensions: { missing: ['governance_object_ownership'], committed_tiers: [] },
		});
	});
});

describe('the gate', () => {
	const minimum = (ratification: object) => contextWith({ ratification });
	const contextWith = (change: object) => ({
		...context,
		loaded: testProfile(database.name, (profile) => Object.assign(profile, change)),
	});

	it('is asked before everything that only a ratified rollout may learn: order, numbers, names', async () => {
		await database.db('os_proposal_approvals').delete();
		const error = {
			code: 'AXIS_GATE_CLOSED',
			status: 423,
			extensions: { blockers: [{ code: 'ratification', expected: 1, actual: 0 }] },
		};
		await refused(() => applyTier(context, REQUEST, '1'), error);
		await refused(() => applyTier(context, REQUEST, '2'), error);
	});

	it('asks for as many approvals as the profile says, and the guard for as many afterwards', async () => {
		const two = minimum({ minimum: 2 });
		await refused(() => applyTier(two, REQUEST, '1'), {
			code: 'AXIS_GATE_CLOSED',
			extensions: { blockers: [{ expected: 2, actual: 1 }] },
		});
		await ratify(database.db);
		await applyTier(two, REQUEST, '1');
		await applyTier(two, REQUEST, '2');
		const write = () => database.db.raw('update axis_value set created_by = created_by');
		await write();
		const [first] = await database.db('os_proposal_approvals').select('id');
		await database.db('os_proposal_approvals').where(first).delete();
		await expect(write()).rejects.toMatchObject({ code: 'AX001' });
	});

	it('is shut to a role that may read the approvals and not lock them, and says which right it lacks', async () => {
		const role = `axis_looker_${database.name}`;
		await database.db.raw(`create role ${role} login; grant usage on schema public, axis_internal to ${role};
			grant all on axis_rollout_run to ${role}; grant select on all tables in schema public to ${role}`);
		const looker = database.connect(role);
		try {
			await refused(() => applyTier({ ...context, db: looker }, REQUEST, '1'), {
				code: 'AXIS_GATE_CLOSED',
				extensions: { blockers: [{ code: 'gate_unlockable', remedy: expect.stringContaining('Grant UPDATE') }] },
			});
		} finally {
			await looker.destroy();
			await database.db.raw(`drop owned by ${role}; drop role ${role}`);
		}
	});

	it('does not hold up tier 1 where the profile exempts the structure; the tables are guarded all the same', async () => {
		await database.db('os_proposal_approvals').delete();
		const exempt = minimum({ structure: false });
		await applyTier(exempt, REQUEST, '1');
		await refused(() => applyTier(exempt, REQUEST, '2'), { code: 'AXIS_GATE_CLOSED' });
		for (const table of AXIS_TABLES) await expect(database.db(table).delete()).rejects.toMatchObject({ code: 'AX001' });
		await rollbackTier(exempt, REQUEST, '1');
	});
});

describe('names that others took', () => {
	it.each([...AXIS_TABLES, 'v_axis_required_cell', 'v_axis_coverage_summary'])('%s refuses tier 1', async (name) => {
		await database.db.raw(`create ${name.startsWith('v_') ? 'view' : 'table'} ${name} as select 1 as theirs`);
		await refused(() => applyTier(context, REQUEST, '1'), {
			code: 'AXIS_FOREIGN_OBJECTS',
			extensions: { tier: 1, violations: [{ violation: 'a relation of this name exists', object: name }] },
		});
		await refused(() => rollbackTier(context, REQUEST, '1'), { code: 'AXIS_ORDER' });
	});

	it('of all kinds count: a sequence, an index', async () => {
		await database.db.raw('create sequence coverage_rule; create index axis_value on approval_requests (code)');
		await refused(() => applyTier(context, REQUEST, '1'), {
			extensions: { violations: [{ object: 'axis_value' }, { object: 'coverage_rule' }] },
		});
	});

	it('axis and rule codes refuse tier 2', async () => {
		await applyTier(context, REQUEST, '1');
		await database
			.db('axis_registry')
			.insert({ axis_code: 'responsibility', axis_name: 'Mine', axis_family: 'system', axis_kind: 'system' });
		await refused(() => applyTier(context, REQUEST, '2'), {
			code: 'AXIS_FOREIGN_OBJECTS',
			extensions: { tier: 2, violations: [{ check: 'codes_free', object: 'responsibility' }] },
		});
	});

	it('what is left of tables that were dropped by hand refuses tier 1 by name', async () => {
		await applyTier(context, REQUEST, '1');
		await database.db.raw(`drop table ${AXIS_TABLES.join(', ')} cascade`);
		await refused(() => applyTier(context, REQUEST, '1'), {
			code: 'AXIS_FOREIGN_OBJECTS',
			extensions: {
				violations: expect.arrayContaining([
					expect.objectContaining({ object: 'axis_internal.gate_policy' }),
					expect.objectContaining({ object: 'axis_internal.substrate_migrations' }),
				]),
			},
		});
	});
});
