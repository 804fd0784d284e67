/** What was asked is part of a run's record: chained by hash, and absent from the hashes of runs before it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { endRunApart, recordRefusal, startRun } from '../../../src/run/ledger';
import { listRuns, readRun, verifyChain } from '../../../src/run/ledger-read';
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

it('is listed without its lists where it is long, also where they are stored small, and whole with the run itself', async () => {
	const asked = (objects: string[]) => ({
		code: 'x',
		reason: 'because',
		split_into: [{ value_code: 'y', objects }],
		merge_into: null,
	});
	const long = Array.from({ length: 20_000 }, (_, index) => `object ${index * 7919}`);
	const alike = Array.from({ length: 2_000 }, () => 'object');
	const short = asked(['one']);
	const before = (await listRuns(database.db, { limit: 1, offset: 0 })).total;
	for (const request of [asked(long), asked(alike), short])
		await recordRefusal(database.db, { ...RUN, action: 'repair', request }, {});
	const { runs, total } = await listRuns(database.db, { limit: 3, offset: 0 });
	const told = { code: 'x', reason: 'because', merge_into: null };
	expect(runs.map(({ request }) => request)).toEqual([short, told, told]);
	expect(total).toBe(before + 3);
	expect((await readRun(database.db, runs[2]?.id ?? '')).request).toEqual(asked(long));
});

it('so is what came of a run: rows that were in the way, rows that were deleted', async () => {
	const rows = Array.from({ length: 20_000 }, (_, index) => ({ object: `object ${index * 7919}` }));
	await recordRefusal(database.db, { ...RUN, action: 'rollback' }, { code: 'X', message: 'no', facts: { rows } });
	const tiers = [{ tier: 4, deltas: [], deleted: rows }];
	const forced = await startRun(database.db, { ...RUN, action: 'rollback' });
	await endRunApart(database.db, forced, { status: 'failed', result: { tiers, fingerprint: 'f' }, error: null });
	const { runs } = await listRuns(database.db, { limit: 2, offset: 0 });
	expect(runs.map(({ result, error }) => ({ result, error }))).toEqual([
		{ result: { tiers: [{ tier: 4, deltas: [] }], fingerprint: 'f' }, error: null },
		{ result: null, error: { code: 'X', message: 'no' } },
	]);
	expect((await readRun(database.db, forced)).result).toEqual({ tiers, fingerprint: 'f' });
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
