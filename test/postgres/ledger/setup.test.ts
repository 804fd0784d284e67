/** The run ledger is set up when the extension starts: once, by whoever comes first, and never at the host's expense. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startRun } from '../../../src/run/ledger';
import { readRun } from '../../../src/run/ledger-read';
import { ledgerBlockers, setUpLedger } from '../../../src/run/ledger-setup';
import { tryLock } from '../../../src/db/advisory-lock';
import { applyTier } from '../../../src/rollout/apply';
import { contextFor, createDatabase, ratify, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { REQUEST } from '../support/states';

const START = {
	action: 'apply',
	tiers: [1],
	requestedBy: 'test',
	ratifiedApr: null,
	profileSha256: 'abc',
	partOf: null,
} as const;
const nothing = () => Promise.resolve();

let database: TestDatabase;
beforeEach(async () => {
	database = await createDatabase({ ledger: false });
});
afterEach(() => database.drop());

it('a missing ledger is a blocker with a remedy; a second set-up changes nothing', async () => {
	expect(await ledgerBlockers(database.db)).toMatchObject([
		{ code: 'ledger_missing', remedy: expect.stringContaining('grant CREATE') },
	]);
	await setUpLedger(database.db, nothing);
	expect(await ledgerBlockers(database.db)).toEqual([]);
	const before = await fingerprint(database.db);
	await setUpLedger(database.db, nothing);
	expect(await fingerprint(database.db)).toBe(before);
});

it('several instances that start at once all succeed', async () => {
	const pools = [database.db, database.connect(), database.connect(), database.connect()];
	await Promise.all(pools.map((pool) => setUpLedger(pool, nothing)));
	expect(await ledgerBlockers(database.db)).toEqual([]);
});

it('a role that may not create leaves nothing behind, and can say what blocks', async () => {
	await database.db.raw(`create role axis_reader login; grant connect on database ${database.name} to axis_reader`);
	const reader = database.connect('axis_reader');
	const before = await fingerprint(database.db);
	try {
		await expect(setUpLedger(reader, nothing)).rejects.toMatchObject({ code: '42501' });
		expect(await fingerprint(database.db)).toBe(before);
		expect(await ledgerBlockers(reader)).toHaveLength(1);
	} finally {
		await reader.destroy();
		await database.db.raw('drop owned by axis_reader; drop role axis_reader');
	}
});

it('what the host refuses to register takes the ledger back with it', async () => {
	const before = await fingerprint(database.db);
	await expect(setUpLedger(database.db, () => Promise.reject(new Error('licence')))).rejects.toThrow('licence');
	expect(await fingerprint(database.db)).toBe(before);
	await setUpLedger(database.db, nothing);
	expect(await ledgerBlockers(database.db)).toEqual([]);
});

it('without a ledger a tier is refused by its name, and changes nothing', async () => {
	await ratify(database.db);
	const before = await fingerprint(database.db);
	await expect(applyTier(contextFor(database), REQUEST, '1')).rejects.toMatchObject({
		code: 'AXIS_PREREQUISITE_MISSING',
		extensions: { missing: ['axis_rollout_run'] },
	});
	expect(await fingerprint(database.db)).toBe(before);
});

it('runs of a process that died are aborted at the next start; one that is in progress is not', async () => {
	await setUpLedger(database.db, nothing);
	const id = await startRun(database.db, START);
	await database.connect().transaction(async (trx) => {
		expect(await tryLock(trx, 'rollout')).toBe(true);
		await setUpLedger(database.db, nothing);
		expect(await readRun(database.db, id)).toMatchObject({ status: 'running' });
	});
	await setUpLedger(database.db, nothing);
	expect(await readRun(database.db, id)).toMatchObject({ status: 'aborted', finished_at: expect.any(String) });
});
