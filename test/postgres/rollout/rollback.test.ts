/** Rollback is the emergency exit: it works with a shut gate, never deletes what people made, and leaves the guards standing. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AXIS_TABLES } from '../../../src/contract';
import { applyTier } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, ratify, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

let database: TestDatabase;
let context: RolloutContext;
const at = async (state: State) => {
	database = await createDatabaseAt(state);
	context = contextFor(database);
};
afterEach(() => database.drop());

async function refused(tier: string, error: object, as: RolloutContext = context): Promise<void> {
	const before = await fingerprint(database.db);
	await expect(rollbackTier(as, REQUEST, tier)).rejects.toMatchObject(error);
	expect(await fingerprint(database.db)).toBe(before);
}

/** Triggers of the guard that would not fire for everybody. */
const sleepingGuards = async () =>
	(await database.db.raw(`select tgname from pg_trigger where tgname like 'axis_guard_%' and tgenabled <> 'A'`)).rows;

describe('with a shut gate', () => {
	beforeEach(() => at('tier 2'));

	it('both tiers go, and the guards of what stays refuse as before', async () => {
		await database.db('os_proposal_approvals').delete();
		await rollbackTier(context, REQUEST, '2');
		expect(await sleepingGuards()).toEqual([]);
		for (const table of AXIS_TABLES) {
			await expect(database.db.raw(`update ${table} set created_by = created_by`)).rejects.toMatchObject({ code: 'AX001' });
			await expect(database.db.raw(`truncate ${table} cascade`)).rejects.toMatchObject({ code: 'AX001' });
		}
		await rollbackTier(context, REQUEST, '1');
		await ratify(database.db);
		await applyTier(context, REQUEST, '1');
		await applyTier(context, REQUEST, '2');
	});

	it('so it does where the approvals are gone altogether', async () => {
		await database.db.raw('drop table os_proposal_approvals');
		await rollbackTier(context, REQUEST, '2');
		await rollbackTier(context, REQUEST, '1');
	});
});

describe('rows of people', () => {
	beforeEach(() => at('tier 2'));

	it.each([
		[
			'a value',
			`insert into axis_value (axis_code, value_code, status) values ('responsibility', 'mine', 'active')`,
			{ object: 'axis_value', key: 'mine' },
		],
		[
			'a rule',
			`insert into coverage_rule (rule_code, axis_code, coverage_mode) values ('CR-MINE', 'responsibility', 'cross_product')`,
			{ object: 'coverage_rule', key: 'CR-MINE' },
		],
		[
			'an assignment',
			`insert into axis_assignment (object_type, object_ref, axis_code, value_code, zone, assigned_kind) values ('collection', 'agents', 'responsibility', 'audit', 'quarantine', 'human')`,
			{ object: 'axis_assignment', key: expect.stringContaining('collection agents audit') },
		],
		[
			'an owner',
			`insert into axis_object_ownership (object_type, object_ref, axis_code, value_code, owner_gov_code) values ('collection', 'agents', 'responsibility', 'audit', 'GOV-DOT')`,
			{ object: 'axis_object_ownership', key: expect.stringContaining('collection agents audit') },
		],
	])('%s on the axis refuses tier 2, and is named', async (_what, insert, violation) => {
		await database.db.raw(insert);
		await refused('2', { code: 'AXIS_PRECONDITION', status: 409, extensions: { tier: 2, violations: [violation] } });
	});

	it('refuse tier 1 as long as a table holds one, whatever it says', async () => {
		await rollbackTier(context, REQUEST, '2');
		await database.db.raw(`insert into axis_candidate_finding (finding_type, severity) values ('missing_owner', 'info')`);
		await refused('1', { code: 'AXIS_PRECONDITION', extensions: { violations: [{ object: 'axis_candidate_finding' }] } });
		await database.db.raw('delete from axis_candidate_finding');
		await rollbackTier(context, REQUEST, '1');
	});

	it('on another axis stay out of it', async () => {
		await database.db.raw(
			`insert into axis_registry (axis_code, axis_name, axis_family, axis_kind) values ('mine', 'Mine', 'label', 'uncertain')`,
		);
		await rollbackTier(context, REQUEST, '2');
		expect(await database.db('axis_registry').pluck('axis_code')).toEqual(['mine']);
	});
});

describe('what stands on the substrate', () => {
	beforeEach(() => at('tier 1'));

	it('a view of others refuses tier 1, and is named', async () => {
		await database.db.raw('create view theirs as select * from v_axis_coverage_gap');
		await refused('1', {
			code: 'AXIS_PRECONDITION',
			message: expect.stringContaining('force does not'),
			extensions: { violations: [{ check: 'nothing_of_others', kind: 'view', object: 'public.theirs' }] },
		});
	});

	it('a role that does not own the tables is refused with the way out', async () => {
		const role = `axis_app_${database.name}`;
		await database.db.raw(`create role ${role} login; grant usage on schema public, axis_internal to ${role};
			grant all on all tables in schema public, axis_internal to ${role}`);
		const app = database.connect(role);
		try {
			await refused(
				'1',
				{
					code: 'AXIS_PRECONDITION',
					message: expect.stringMatching(/lacks a privilege.*AXIS_OWNER_DATABASE_URL.*with psql too/s),
					extensions: { violations: [{ sqlstate: '42501' }] },
				},
				{ ...context, db: app },
			);
			expect(await sleepingGuards()).toEqual([]);
		} finally {
			await app.destroy();
			await database.db.raw(`drop owned by ${role}; drop role ${role}`);
		}
	});
});
