/** What was asked is part of a run's record: chained by hash, and absent from the hashes of runs before it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { recordRefusal } from '../../../src/run/ledger';
import { listRuns, verifyChain } from '../../../src/run/ledger-read';
import { createDatabase, type TestDatabase } from '../support/database';

const RUN = { tiers: [], requestedBy: 'test', ratifiedApr: null, profileSha256: 'hash', partOf: null } as const;

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabase();
	await recordRefusal(database.db, { ...RUN, action: 'apply' }, {});
	await recordRefusal(database.db, { ...RUN, action: 'lifecycle', request: { code: 'x', reason: 'because' } }, {});
});
afterAll(() => database.drop());

it('is listed with the run, and null where the tiers say it', async () => {
	const { runs } = await listRuns(database.db, { limit: 2, offset: 0 });
	expect(runs).toMatchObject([
		{ action: 'lifecycle', request: { code: 'x', reason: 'because' } },
		{ action: 'apply', request: null },
	]);
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS', runs: 2 });
});

it('cannot be altered without breaking the chain', async () => {
	await database.db.raw('alter table axis_rollout_run disable trigger user');
	await database.db.raw(`update axis_rollout_run set request = '{"code": "y"}' where action = 'lifecycle'`);
	expect((await verifyChain(database.db)).broken).toMatchObject([
		{ run_no: 2, reason: 'what was recorded at its start was altered' },
	]);
});

it('is no part of the hash of a run without one', async () => {
	const { rows } = await database.db.raw(`
		select start_hash = encode(sha256(convert_to(jsonb_build_object(
			'previous_hash', previous_hash, 'run_no', run_no, 'id', id, 'part_of', part_of, 'action', action, 'tiers', tiers,
			'requested_by', requested_by, 'started_at', started_at at time zone 'UTC', 'ratified_apr', ratified_apr,
			'profile_sha256', profile_sha256, 'start_event', start_event)::text, 'UTF8')), 'hex') as same
		from axis_rollout_run where action = 'apply'`);
	expect(rows).toEqual([{ same: true }]);
});
