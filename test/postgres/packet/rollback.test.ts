/** The packet's rollbacks and checks through psql. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { rollbackAll } from '../../../src/rollout/rollback';
import { verifyChain } from '../../../src/run/ledger-read';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { SEED_ANCHORS } from '../support/owned';
import { PSQL, SKIPPED, writeTestPacket, type Packet } from './psql';

const REQUEST = { requestedBy: 'test', ratifiedApr: 'APR-BOOT-AUTHMODEL-1' };

/** A sequence never goes back. */
const SEQUENCES = (name: string) => name === 'governance_object_ownership_id_seq';

describe.skipIf(PSQL === null)(`the packet's rollback through psql${SKIPPED}`, () => {
	let database: TestDatabase;
	let packet: Packet;

	beforeEach(async () => {
		database = await createDatabase();
		packet = await writeTestPacket(testProfile(database.name));
	});
	afterEach(async () => {
		await packet.remove();
		await database.drop();
	});

	it('in full takes back what the engine applied, with a shut gate, to the entry fingerprint; and may be repeated', async () => {
		const before = await fingerprint(database.db, SEQUENCES);
		await ratify(database.db);
		await applyAll(contextFor(database), REQUEST, null);
		await database.db('os_proposal_approvals').delete();
		const answer = packet.run(database, '99_rollback_full.sql');
		expect(answer).toMatchObject({ status: 0, stderr: '' });
		expect(answer.stdout).toContain('fingerprint against the one before the first tier: equal');
		expect(await fingerprint(database.db, SEQUENCES)).toBe(before);
		expect(packet.run(database, '99_rollback_full.sql')).toMatchObject({ status: 0, stdout: 'nothing is applied\n', stderr: '' });
		const runs = await database.db('axis_rollout_run').where({ action: 'rollback' }).orderBy('run_no');
		expect(runs.flatMap((run) => run.tiers)).toEqual([6, 5, 4, 3, 2, 1]);
		expect(runs.at(-1).result.fingerprint).toMatchObject({ equal: true });
		expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', broken: [] });
	});

	it('per tier goes from the top, and is refused for any other', async () => {
		await ratify(database.db);
		await applyAll(contextFor(database), REQUEST, 2);
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 1 }).stderr).toContain('AXIS_ORDER');
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 5 }).stderr).toContain('AXIS_ORDER');
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 7 }).stderr).toContain('AXIS_UNKNOWN_TIER');
		expect(packet.run(database, 'per_tier_rollback.sql').stderr).toContain('AXIS_UNKNOWN_TIER');
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 'responsibility' })).toMatchObject({ status: 0, stderr: '' });
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 1 })).toMatchObject({ status: 0, stderr: '' });
		expect(await tablesLeft(database)).toEqual([]);
	});

	it('names what is not as before the first tier, and records it as the engine does', async () => {
		await ratify(database.db);
		await applyTier(contextFor(database), REQUEST, '1');
		await database.db.raw(`create table notes (id integer); alter table taxonomy add column tone text; ${SEED_ANCHORS}`);
		const { status, stdout, stderr } = packet.run(database, 'per_tier_rollback.sql', { tier: 1 });
		expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
		expect(stdout).toMatch(
			/different, in this:\n.*object.*\n.*\n notes +\| added .*\n taxonomy +\| changed .*\n governance_object_ownership \| rows +\| +0 \| +30\n/,
		);
		const [run] = await database.db('axis_rollout_run').where({ action: 'rollback' });
		const { differences } = run.result.fingerprint;
		expect(differences).toEqual([
			{ object: 'notes', change: 'added', before: null, after: null },
			{ object: 'taxonomy', change: 'changed', before: null, after: null },
			{ object: 'governance_object_ownership', change: 'rows', before: 0, after: 30 },
		]);
		expect((await rollbackAll(contextFor(database), REQUEST, null)).fingerprint?.differences).toEqual(differences);
	});

	it('refuses to delete what people added, lists it, and deletes and records it when forced', async () => {
		await ratify(database.db);
		await applyAll(contextFor(database), REQUEST, 2);
		await database.db.raw(
			`insert into axis_value (axis_code, value_code, status, created_by) values ('responsibility', 'added', 'active', 'ada')`,
		);
		const before = await fingerprint(database.db);
		const refused = packet.run(database, 'per_tier_rollback.sql', { tier: 2 });
		expect(refused.status).toBe(3);
		expect(refused.stderr).toContain('AXIS_PRECONDITION');
		expect(refused.stderr).toContain('"key": "added"');
		expect(await fingerprint(database.db)).toBe(before);
		expect(packet.run(database, 'per_tier_rollback.sql', { tier: 2, force: 1 })).toMatchObject({ status: 0, stderr: '' });
		const [run] = await database.db('axis_rollout_run').where({ action: 'rollback' });
		expect(run.result.tiers[0].deleted).toEqual([
			{
				check: 'rows_of_others',
				violation: 'a row that is not of this tier depends on the axis',
				object: 'axis_value',
				key: 'added',
				tag: null,
			},
		]);
		const { rows: guards } = await database.db.raw(
			`select distinct tgenabled from pg_trigger where tgname in ('axis_guard_write', 'axis_guard_truncate')`,
		);
		expect(guards).toEqual([{ tgenabled: 'A' }]);
	});
});

describe.skipIf(PSQL === null)(`the packet's checks through psql${SKIPPED}`, () => {
	let database: TestDatabase;
	let packet: Packet;

	beforeEach(async () => {
		database = await createDatabase();
		packet = await writeTestPacket(testProfile(database.name));
	});
	afterEach(async () => {
		await packet.remove();
		await database.drop();
	});

	it('the gate says READY or BLOCKED with its blockers, and a missing table is a blocker too', async () => {
		const shut = packet.run(database, 'gate_check.sql');
		expect(shut).toMatchObject({ status: 3, stderr: expect.stringContaining('AXIS_GATE_CLOSED') });
		expect(shut.stdout).toMatch(/^BLOCKED/);
		expect(shut.stdout).toContain('os_proposal_approvals holds 0 of 1 approvals.');
		await ratify(database.db);
		expect(packet.run(database, 'gate_check.sql')).toMatchObject({ status: 0, stdout: 'READY\n', stderr: '' });
		await database.db.raw('alter table os_proposal_approvals rename to away');
		expect(packet.run(database, 'gate_check.sql').stdout).toContain('approvals_missing');
	});

	it('preflight says READY, or fails with what is in the way; a check that cannot be read is unknown', async () => {
		await ratify(database.db);
		const ready = packet.run(database, '00_preflight.sql');
		expect(ready).toMatchObject({ status: 0, stderr: '' });
		expect(ready.stdout.trim().split('\n').at(-1)).toBe('READY');
		await database.db.raw('alter view v_object_owner_gap rename to away');
		const blocked = packet.run(database, '00_preflight.sql');
		expect(blocked.status).toBe(3);
		expect(blocked.stderr).toContain('canonical_gap is unknown');
	});

	it('gate and preflight name what is no table of approvals, and a guard whose policy is gone or may not be read', async () => {
		await ratify(database.db);
		await applyTier(contextFor(database), REQUEST, '1');
		const role = `reader_${database.name}`;
		await database.db.raw(`create role ${role} login; grant select on all tables in schema public to ${role};
			grant usage on schema axis_internal to ${role}`);
		const told = (url = database.url) => ({
			gate: /\n *(approvals_no_table|policy_missing) /.exec(packet.run({ url }, 'gate_check.sql').stdout)?.[1],
			preflight: /"problem": "(\w+)"/.exec(packet.run({ url }, '00_preflight.sql').stderr)?.[1],
		});
		expect(told()).toEqual({ gate: undefined, preflight: undefined });
		await database.db.raw('create table part () inherits (os_proposal_approvals)');
		expect(told()).toEqual({ gate: 'approvals_no_table', preflight: 'approvals_no_table' });
		await database.db.raw('drop table part');
		expect(told(database.url.replace('postgres@', `${role}@`))).toEqual({ gate: 'policy_missing', preflight: 'policy_missing' });
		await database.db('axis_internal.gate_policy').delete();
		expect(told()).toEqual({ gate: 'policy_missing', preflight: 'policy_missing' });
		await database.db.raw(`drop owned by ${role}; drop role ${role}`);
	});

	it('verification says PASS, fails when a check does not hold, and says so where nothing is applied', async () => {
		const nothing = packet.run(database, '90_verify.sql');
		expect(nothing).toMatchObject({ status: 3, stderr: expect.stringContaining('NOT_APPLIED') });
		await ratify(database.db);
		await applyAll(contextFor(database), REQUEST, null);
		const pass = packet.run(database, '90_verify.sql');
		expect(pass).toMatchObject({ status: 0, stderr: '' });
		expect(pass.stdout.trim().split('\n').at(-1)).toBe('PASS');
		await database.db.raw(`update axis_registry set status = 'retired' where axis_code = 'topic'`);
		const fail = packet.run(database, '90_verify.sql');
		expect(fail.status).toBe(3);
		expect(fail.stderr).toContain('active_axes is 2, expected 3.');
		await database.db.raw(`update axis_registry set status = 'active' where axis_code = 'topic'`);
		await database.db.raw(
			`update axis_assignment set zone = 'approved', provenance = '{}', confidence = 1 where zone = 'quarantine'`,
		);
		await database.db('collection_registry').insert({
			collection_name: 'brand_new',
			group: 'GRP-AI',
			governance_role: 'governed',
			coverage_status: 'BIRTH_REQUIRED',
		});
		const grown = packet.run(database, '90_verify.sql');
		expect(grown).toMatchObject({ status: 0, stderr: '' });
		expect(grown.stdout).toMatch(/came +\| object +\| collection\/brand_new/);
		expect(grown.stdout).toMatch(/inventory +\| 35 +\| 36 +\| told/);
	});
});

async function tablesLeft({ db }: TestDatabase): Promise<string[]> {
	const { rows } = await db.raw(
		`select relname from pg_class where relname like 'axis\\_%' and relkind = 'r' and relname <> 'axis_rollout_run' order by 1`,
	);
	return rows.map((row: { relname: string }) => row.relname);
}
