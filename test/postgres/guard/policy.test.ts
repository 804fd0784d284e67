/** The rules of the policy: trigger, reader and lock go by the same ones, and a session may shut the gate for itself. */
import type { Knex } from 'knex';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { gateBlockers, lockGate, readGate, type GatePolicy } from '../../../src/gate/gate';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { applyTier } from '../../../src/rollout/apply';

let database: TestDatabase;
let trx: Knex.Transaction;

beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
});
afterAll(() => database.drop());
beforeEach(async () => {
	trx = await database.db.transaction();
});
afterEach(() => trx.rollback());

const PLAIN: GatePolicy = { minimum: 1, agreement: false, distinct_signers: false, not_by_operator: false };

const STRICT: GatePolicy = { ...PLAIN, agreement: true, distinct_signers: true };

/** What each layer says, asked one after the other in the same transaction. */
async function openFor(policy: GatePolicy): Promise<{ trigger: boolean; reader: boolean; lock: boolean }> {
	await trx('axis_internal.gate_policy').update({
		minimum_approvals: policy.minimum,
		agreement: policy.agreement,
		distinct_signers: policy.distinct_signers,
	});
	const { rows } = await trx.raw('select axis_internal.gate_is_open() as open');
	return {
		trigger: rows[0].open,
		reader: gateBlockers(await readGate(trx, policy, null), policy).length === 0,
		lock: gateBlockers(await lockGate(trx, policy, null), policy).length === 0,
	};
}
const all = (open: boolean) => ({ trigger: open, reader: open, lock: open });

describe('axis.gate', () => {
	it('"shut" shuts every layer, whatever was approved, until the transaction ends', async () => {
		expect(await openFor(PLAIN)).toEqual(all(true));
		await trx.raw(`select set_config('axis.gate', 'shut', true)`);
		expect(await openFor(PLAIN)).toEqual(all(false));
		expect(gateBlockers(await readGate(trx, PLAIN, null), PLAIN).map(({ code }) => code)).toEqual(['gate_simulated']);
		await expect(trx.transaction((savepoint) => savepoint.raw('delete from axis_value'))).rejects.toMatchObject({
			code: 'AX001',
		});
		await trx.rollback();
		trx = await database.db.transaction();
		expect(await openFor(PLAIN)).toEqual(all(true));
	});

	it.each(['open', 'true', '', 'SHUT'])('%j opens nothing, and shuts nothing', async (value) => {
		await trx.raw(`select set_config('axis.gate', ?, true)`, [value]);
		expect(await openFor(PLAIN)).toEqual(all(true));
		await trx('os_proposal_approvals').delete();
		expect(await openFor(PLAIN)).toEqual(all(false));
	});

	it('set for the session of a tier refuses the tier, and says that it is a simulation', async () => {
		const [{ name }] = (await trx.raw('select current_database() as name')).rows;
		await database.db.raw(`alter database ${name} set axis.gate = 'shut'`);
		const other = database.connect();
		const apply = applyTier({ ...contextFor(database), db: other }, REQUEST, '3');
		await expect(apply).rejects.toMatchObject({
			code: 'AXIS_GATE_CLOSED',
			extensions: { blockers: [{ code: 'gate_simulated', actual: 'shut' }] },
		});
		await database.db.raw(`alter database ${name} reset axis.gate`);
	});
});

describe('a column that the approvals lack is unknown, which counts for nothing and raises nothing', () => {
	beforeAll(async () => {
		await database.db('os_proposal_approvals').update({ email: 'a@example.com', esignature_agreement: true });
	});

	it.each([
		['nothing', 'select 1', true, true],
		['e-mail', 'alter table os_proposal_approvals drop column email', true, false],
		['agreement', 'alter table os_proposal_approvals drop column esignature_agreement', false, true],
		[
			'boolean in the agreement, which is a text now,',
			`alter table os_proposal_approvals drop column esignature_agreement, add column esignature_agreement text default 'true'`,
			false,
			true,
		],
	])('without the %s', async (_what, change, agreed, signed) => {
		await trx.raw(change);
		expect(await openFor(PLAIN)).toEqual(all(true));
		expect(await openFor({ ...PLAIN, agreement: true })).toEqual(all(agreed));
		expect(await openFor({ ...PLAIN, distinct_signers: true })).toEqual(all(signed));
		expect(await openFor(STRICT)).toEqual(all(agreed && signed));
	});
});

it('a policy without a value for a rule, or without a row, is shut for the trigger', async () => {
	await trx.raw('alter table axis_internal.gate_policy rename column agreement to agreed');
	expect((await trx.raw('select axis_internal.gate_is_open() as open')).rows).toEqual([{ open: false }]);
});

describe('without somebody who is signed in, approvals of others cannot be told from the operator’s', () => {
	const policy: GatePolicy = { ...PLAIN, not_by_operator: true };
	const codes = async (operator: string | null) =>
		gateBlockers(await lockGate(trx, policy, operator), policy).map(({ code }) => code);

	it('the gate is shut and says why', async () => {
		expect(await codes(null)).toEqual(['operator_unknown']);
	});

	it('where Directus’ tables cannot be read, the gate is shut as well', async () => {
		expect(await codes('7e0f3f6e-53b1-4b1e-8f5c-0d8e7b5f0c11')).toEqual(['operator_unreadable']);
	});
});
