/** What came and went since a scan, against what the gap view said at each moment, and the verdict of a build over it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { ScanAsked } from '../../../src/contract/schemas';
import { checkCoverage } from '../../../src/coverage/check';
import { readFindingChanges, readGapChanges } from '../../../src/coverage/comparison';
import { rollbackTier } from '../../../src/rollout/rollback';
import type { RolloutContext } from '../../../src/run/context';
import { runScan } from '../../../src/scan/scan';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const ALL = { limit: 1000, offset: 0 };
const SCOPES = ['approval', 'audit', 'execution', 'health', 'policy', 'render'];
const NOTHING = { axis: null, maxGap: null, minPercent: null, noNewSince: null };

let database: TestDatabase;
let context: RolloutContext;
/** Gaps as the view had them, by scan. */
const seen = new Map<string, Set<string>>();
let scans: string[];

const gapsNow = async () =>
	new Set(
		(await database.db('v_axis_coverage_gap').select()).map((row) => [row.axis_code, row.object_ref, row.value_code].join(' ')),
	);
const rename = (from: string, to: string) => database.db('collection_registry').where({ group: from }).update({ group: to });

async function scan(): Promise<string> {
	const { scan_id } = await runScan(context, { actor: 'test', mode: 'manual' });
	seen.set(scan_id, await gapsNow());
	return scan_id;
}

/** What changed between two sets, as lines. */
const differences = (before: ReadonlySet<string>, after: ReadonlySet<string>) =>
	[
		...[...after].filter((gap) => !before.has(gap)).map((gap) => `new ${gap}`),
		...[...before].filter((gap) => !after.has(gap)).map((gap) => `closed ${gap}`),
	].toSorted();
const changesOf = async (since: string, until?: string) => {
	const { rows, total } = await readGapChanges(database.db, { since, ...(until ? { until } : {}) }, ALL);
	expect(total).toBe(rows.length);
	return rows.map((row) => `${row.change} ${row.axis_code} ${row.object_ref} ${row.value_code}`).toSorted();
};

// Two groups lose their owners one after the other, and the first gets them back while nobody scans.
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	context = contextFor(database);
	seen.set('1', await gapsNow());
	await rename('GRP-AI', 'GRP-LOST');
	const second = await scan();
	await rename('GRP-BUSINESS', 'GRP-LOST-TOO');
	const third = await scan();
	scans = ['1', second, third];
	await rename('GRP-LOST', 'GRP-AI');
});
afterAll(() => database.drop());

it('between any two scans, and since any scan until now, the differences of the gap view are told', async () => {
	const now = await gapsNow();
	let told = 0;
	for (const [place, since] of scans.entries()) {
		const before = seen.get(since) ?? new Set();
		for (const until of scans.slice(place)) {
			const expected = differences(before, seen.get(until) ?? new Set());
			expect(await changesOf(since, until), `${since} to ${until}`).toEqual(expected);
			told += expected.length;
		}
		expect(await changesOf(since), `${since} to now`).toEqual(differences(before, now));
	}
	expect(told).toBeGreaterThan(30);
});

it('a gap that closed says how its cell stands now, and one of a group that is asked for lies below it', async () => {
	const closed = await readGapChanges(database.db, { since: scans[2], change: 'closed' }, ALL);
	expect(closed.total).toBeGreaterThan(0);
	expect(
		closed.rows.every(
			({ state, owner_gov_code, group_ref }) => state === 'inherited' && owner_gov_code !== null && group_ref === 'GRP-AI',
		),
	).toBe(true);
	const other = { since: '1', change: 'new', group: 'GRP-LOST-TOO' } as const;
	const { rows } = await readGapChanges(database.db, other, ALL);
	expect(new Set(rows.map((row) => row.group_ref))).toEqual(new Set(['GRP-LOST-TOO']));
	expect(await readGapChanges(database.db, { ...other, group: 'GRP-AI' }, ALL)).toMatchObject({ total: 0 });
	expect(await readGapChanges(database.db, { ...other, axis: 'containment' }, ALL)).toMatchObject({ total: 0 });

	await database.db('collection_registry').where({ group: 'GRP-LOST-TOO' }).delete();
	const gone = await readGapChanges(database.db, { since: scans[2], change: 'closed' }, ALL);
	expect(gone.rows.filter(({ state }) => state === null).map(({ object_ref }) => object_ref)).toHaveLength(rows.length);
});

it('a scan that finds what the last one found writes no span', async () => {
	await scan();
	const spans = () => database.db('axis_internal.gap_span').orderBy('id').select('id', 'opened_by', 'closed_by');
	const before = await spans();
	await scan();
	expect(await spans()).toEqual(before);
});

it('findings are compared between two scans as the detectors reported them', async () => {
	const later = await readFindingChanges(database.db, { since: '1', until: scans[1] }, ALL);
	expect(new Set(later.rows.map((row) => `${row.change} ${row.detector_code} ${row.object_ref}`))).toEqual(
		new Set(['new stranded_anchor GRP-AI', 'new containment_moved agents']),
	);
	const back = await readFindingChanges(database.db, { since: scans[1], change: 'resolved' }, ALL);
	expect(back.rows.map((row) => row.detector_code)).toContain('stranded_anchor');
});

it('a day means the last scan until its end, and a scan that is not there is refused', async () => {
	const [row] = await database.db('governance_scan_run').max('finished_at as last');
	const today = new Date(row?.last).toISOString().slice(0, 10);
	expect(await readGapChanges(database.db, { since: today }, ALL)).toMatchObject({ total: 0 });
	for (const [since, by] of [
		['4711', 'number'],
		['2020-02-29', 'moment'],
		['2020-02-29T12:00:00Z', 'moment'],
	] as const) {
		await expect(readGapChanges(database.db, { since }, ALL)).rejects.toMatchObject({
			code: 'AXIS_UNKNOWN_SCAN',
			extensions: { scan: since, by },
		});
	}
	await expect(readGapChanges(database.db, { since: scans[1], until: '1' }, ALL)).rejects.toMatchObject({
		code: 'AXIS_INVALID_PAYLOAD',
	});
	expect(
		['2026-02-30', 'yesterday', '-1', '0001-01-01', '', '1e3'].filter((given) => ScanAsked.safeParse(given).success),
	).toEqual([]);
});

it('a build passes or fails by gaps, percent and new gaps, of one axis or of each', async () => {
	const check = (demands: object) => checkCoverage(database.db, { ...NOTHING, ...demands });
	const { status, checks } = await check({ maxGap: 1, minPercent: 75 });
	expect([status, checks.map(({ check: name, axis_code, found }) => `${name} ${axis_code} ${found}`)]).toEqual([
		'PASS',
		[
			'max_gap responsibility 0',
			'min_percent responsibility 100',
			'max_gap containment 0',
			'min_percent containment 100',
			'max_gap topic 1',
			'min_percent topic 75',
		],
	]);
	expect(await check({ minPercent: 75.1 })).toMatchObject({ status: 'FAIL' });
	expect(await check({ maxGap: 0, axis: 'responsibility' })).toMatchObject({ status: 'PASS' });
	expect(await check({ noNewSince: '' })).toMatchObject({ status: 'PASS', new_gaps: [] });
	await rename('GRP-AI', 'GRP-LOST');
	const worse = await check({ noNewSince: '', axis: 'responsibility' });
	expect(worse).toMatchObject({
		status: 'FAIL',
		checks: [{ check: 'no_new_gaps', axis_code: 'responsibility', demanded: 0, ok: false }],
	});
	expect(worse.new_gaps.map(({ object_ref, value_code }) => `${object_ref} ${value_code}`)).toEqual(
		SCOPES.map((scope) => `agents ${scope}`),
	);
	await rename('GRP-LOST', 'GRP-AI');
	await expect(check({ axis: 'nothing', maxGap: 0 })).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
});

it('rolling tier 6 back takes the spans with the scans, and then there is no scan to compare with', async () => {
	await rollbackTier(context, REQUEST, 'scan');
	expect(await database.db('axis_internal.gap_span').count('* as rows')).toEqual([{ rows: '0' }]);
	await expect(readGapChanges(database.db, {}, ALL)).rejects.toMatchObject({
		code: 'AXIS_UNKNOWN_SCAN',
		message: expect.stringContaining('No scan'),
		extensions: { scan: '', by: 'last' },
	});
});
