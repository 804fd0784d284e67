/** What an earlier build's tier 1 made is brought up to this build by its start; a policy is tightened to the profile, never loosened. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrateUp, SUBSTRATE } from '../../../src/db/migrations';
import { runText } from '../../../src/db/run-sql';
import { withTransaction } from '../../../src/db/transaction';
import type { Profile } from '../../../src/profile/profile';
import { applyAll } from '../../../src/rollout/apply';
import { readFingerprint } from '../../../src/tier/fingerprint';
import { rollbackAll } from '../../../src/rollout/rollback';
import { upgradeStructure } from '../../../src/rollout/structure-upgrade';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, createDatabase, ratify, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { backendPid, outcomeOf, untilBlocked } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';

const LIMITS = { lockTimeoutMs: 5000, statementTimeoutMs: 30_000 };
/** A build before the newest migration, as every later one will find some build before it. */
const EARLIER = { ...SUBSTRATE, migrations: SUBSTRATE.migrations.slice(0, -1) };
const NEWEST = SUBSTRATE.migrations.slice(-1);
const LATER = NEWEST.map(({ name }) => name);
const NOTHING = { migrations: [], tightened: false };

let database: TestDatabase;
afterEach(() => database.drop());

const profileWith = (ratification: Record<string, unknown>): Profile =>
	testProfile(database.name, (profile) => (profile.ratification = ratification)).profile;
const policy = () => database.db('axis_internal.gate_policy').first('minimum_approvals', 'agreement', 'distinct_signers');

describe('a database of an earlier build', () => {
	beforeEach(async () => {
		database = await createDatabase();
		await ratify(database.db);
		// As its tier 1 did.
		await withTransaction(database.db, LIMITS, async (trx) => {
			await migrateUp(trx, EARLIER);
			await trx.raw(
				"insert into axis_internal.gate_policy (minimum_approvals, source_table) values (1, 'os_proposal_approvals')",
			);
		});
	});

	it('gets what came since at the start, with a shut gate too; then verify passes, and the rollout goes on and back', async () => {
		const context = contextFor(database);
		const check = async (wanted: string) => (await verifyRollout(context)).checks.find(({ name }) => name === wanted);
		expect(await check('structure')).toMatchObject({ ok: false });
		await database.db('os_proposal_approvals').delete();

		expect(await upgradeStructure(database.db, context.loaded.profile)).toEqual({ migrations: LATER, tightened: false });
		expect(await upgradeStructure(database.db, context.loaded.profile)).toEqual(NOTHING);
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		expect(await check('gate_policy')).toEqual({ name: 'gate_policy', expected: 'minimum 1', actual: 'minimum 1', ok: true });

		await ratify(database.db);
		expect((await applyAll(context, REQUEST, null)).run.status).toBe('passed');
		expect((await rollbackAll(context, REQUEST, null)).run.status).toBe('passed');
		expect(await upgradeStructure(database.db, context.loaded.profile)).toEqual(NOTHING);
	});

	it('changes no row that was there, and its ways back leave nothing behind', async () => {
		const before = await readFingerprint(database.db);
		await upgradeStructure(database.db, null);
		expect(await readFingerprint(database.db)).not.toBe(before);
		await withTransaction(database.db, LIMITS, async (trx) => {
			for (const { down } of NEWEST) await runText(trx, down);
		});
		expect(await readFingerprint(database.db)).toBe(before);
	});

	it('is upgraded by one of two instances that start at once, and both succeed', async () => {
		const other = database.connect();
		const upgrades = await Promise.all([upgradeStructure(database.db, null), upgradeStructure(other, null)]);
		expect(upgrades.flatMap(({ migrations }) => migrations)).toEqual(LATER);
	});

	it('waits for a rollout that runs', async () => {
		const rollout = await database.connect().transaction();
		await rollout.raw('select pg_advisory_xact_lock(?::integer, 1)', [0x61786973]);
		const starting = await database.connect().transaction();
		const pid = await backendPid(starting);
		const upgrade = outcomeOf(upgradeStructure(starting, null));
		await untilBlocked(database.db, pid);
		await rollout.rollback();
		expect(await upgrade).toEqual({ value: { migrations: LATER, tightened: false } });
		await starting.commit();
	});
});

describe('the policy of an applied tier 1', () => {
	beforeEach(async () => {
		database = await createDatabaseAt('tier 1');
	});

	it('is tightened rule by rule to a stricter profile, and the trigger goes by it', async () => {
		const stricter = profileWith({ minimum: 2, distinct_signers: true });
		expect(await upgradeStructure(database.db, stricter)).toEqual({ migrations: [], tightened: true });
		expect(await policy()).toEqual({ minimum_approvals: 2, agreement: false, distinct_signers: true });
		expect(await upgradeStructure(database.db, stricter)).toEqual(NOTHING);
		await expect(database.db.raw('delete from axis_value')).rejects.toMatchObject({ code: 'AX001' });
	});

	it('is not loosened by a profile that asks for less in one rule and for more in another', async () => {
		await upgradeStructure(database.db, profileWith({ minimum: 3 }));
		expect(await upgradeStructure(database.db, profileWith({ minimum: 1, agreement: true }))).toMatchObject({ tightened: true });
		expect(await policy()).toEqual({ minimum_approvals: 3, agreement: true, distinct_signers: false });
	});

	it('that differs from the profile fails verify, in either direction', async () => {
		const loaded = testProfile(database.name, (profile) => (profile.ratification = { minimum: 2, agreement: true }));
		const check = async () =>
			(await verifyRollout(contextFor(database, { loaded }))).checks.find(({ name }) => name === 'gate_policy');
		expect(await check()).toMatchObject({ expected: 'minimum 2, agreement', actual: 'minimum 1', ok: false });
		await upgradeStructure(database.db, loaded.profile);
		expect(await check()).toMatchObject({ ok: true });
		await database.db('axis_internal.gate_policy').update({ distinct_signers: true });
		expect(await check()).toMatchObject({ actual: 'minimum 2, agreement, distinct signers', ok: false });
		await database.db('axis_internal.gate_policy').delete();
		expect(await check()).toMatchObject({ actual: null, ok: false });
	});

	it('is left alone by a profile of another database, and by none', async () => {
		const elsewhere = testProfile('elsewhere', (profile) => (profile.ratification = { minimum: 9 })).profile;
		expect(await upgradeStructure(database.db, elsewhere)).toEqual(NOTHING);
		expect(await upgradeStructure(database.db, null)).toEqual(NOTHING);
		expect(await policy()).toMatchObject({ minimum_approvals: 1 });
	});
});

it('a database without tier 1 is left as it is', async () => {
	database = await createDatabaseAt('fresh');
	const before = await fingerprint(database.db);
	expect(await upgradeStructure(database.db, profileWith({ minimum: 2 }))).toEqual(NOTHING);
	expect(await fingerprint(database.db)).toBe(before);
});
