/** The candidate scan and the workers' cursor. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { advanceCursor, runCandidateScan } from '../../../src/scan/candidates';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';

const REQUEST = { rulesetVersion: 'RS-1', sourceSnapshotRef: 'SNAP-0001', actor: 'test' };
const WRITTEN = /^(candidate_scan_run|governance_candidate_state|governance_candidate_object|gov_worker_cursor)/;

describe('the candidate scan', () => {
	let database: TestDatabase;
	let context: RolloutContext;

	beforeAll(async () => {
		database = await createDatabase();
		context = contextFor(database);
	});
	afterAll(() => database.drop());

	it('names a ruleset or snapshot that does not exist, and changes nothing', async () => {
		const before = await fingerprint(database.db);
		await expect(runCandidateScan(context, { ...REQUEST, sourceSnapshotRef: 'SNAP-X' })).rejects.toMatchObject({
			code: 'AXIS_PREREQUISITE_MISSING',
			extensions: { missing: ['the ruleset "RS-1" (governance_ruleset)', 'the snapshot "SNAP-X" (evolution_snapshots)'] },
		});
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('keeps one row per group and object, one run per call, and writes nowhere else', async () => {
		await database.db('governance_ruleset').insert({ ruleset_version: 'RS-1', description: 'first' });
		const elsewhere = await fingerprint(database.db, (table) => WRITTEN.test(table));
		const first = await runCandidateScan(context, REQUEST);
		expect(first).toMatchObject({ groups: 5, objects: 35, required: 210, gap: 210 });
		const second = await runCandidateScan(context, REQUEST);
		expect(second.run_id).not.toBe(first.run_id);
		expect(await database.db('candidate_scan_run').count('* as rows')).toEqual([{ rows: '2' }]);
		expect(await database.db('governance_candidate_object').count('* as rows')).toEqual([{ rows: '35' }]);
		const groups = await database.db('governance_candidate_state').orderBy('group_ref');
		expect(groups.map((row) => [row.group_ref, row.object_count, row.gap_count, row.candidate_status])).toEqual([
			['GRP-AI', 1, 6, 'uncovered'],
			['GRP-BUSINESS', 2, 12, 'uncovered'],
			['GRP-GOVERNANCE', 16, 96, 'uncovered'],
			['GRP-REGISTRY', 14, 84, 'uncovered'],
			['GRP-WORKFLOW', 2, 12, 'uncovered'],
		]);
		expect(await fingerprint(database.db, (table) => WRITTEN.test(table))).toBe(elsewhere);
	});

	it('follows the owners: a covered group, and a partly covered object', async () => {
		await database.db
			.raw(`insert into governance_object_ownership (object_type, object_ref, scope, owner_kind, owner_gov_code, is_inherited_anchor, lifecycle_status)
			select 'group', 'GRP-AI', scope_code, 'accountable', 'GOV-DOT', true, 'active' from governance_responsibility_scope
			union all select 'collection', 'tasks', 'audit', 'accountable', 'GOV-MOIT', false, 'active'`);
		expect(await runCandidateScan(context, REQUEST)).toMatchObject({ required: 210, gap: 203 });
		const states = await database
			.db('governance_candidate_state')
			.whereIn('group_ref', ['GRP-AI', 'GRP-BUSINESS'])
			.orderBy('group_ref');
		expect(states.map((row) => [row.group_ref, row.candidate_status, row.gap_count])).toEqual([
			['GRP-AI', 'covered', 0],
			['GRP-BUSINESS', 'partial', 11],
		]);
		expect(await database.db('governance_candidate_object').where({ object_ref: 'tasks' }).first()).toMatchObject({
			candidate_status: 'partial',
			gap_count: 5,
		});
	});

	it('the cursor moves forward only, and says when it did not', async () => {
		const move = (watermark: string, position: number) =>
			advanceCursor(context, { name: 'worker', watermark, position, actor: 'test' });
		expect(await move('2026-06-03T00:00:00Z', 5)).toMatchObject({
			watermark: '2026-06-03T00:00:00.000Z',
			position: 5,
			advanced: true,
		});
		expect(await move('2026-06-03T00:00:00Z', 5)).toMatchObject({ position: 5, advanced: false });
		expect(await move('2026-06-03T00:00:00Z', 4)).toMatchObject({ position: 5, advanced: false });
		expect(await move('2026-06-02T00:00:00Z', 9)).toMatchObject({ position: 5, advanced: false });
		expect(await move('2026-06-03T02:00:00+02:00', 6)).toMatchObject({
			watermark: '2026-06-03T00:00:00.000Z',
			position: 6,
			advanced: true,
		});
		expect(await move('2026-06-04T00:00:00Z', 0)).toMatchObject({ position: 0, advanced: true });
		const moves = await Promise.all([1, 2, 3, 4].map((position) => move('2026-06-05T00:00:00Z', position)));
		expect(moves.some((answer) => answer.advanced)).toBe(true);
		expect(await database.db('gov_worker_cursor').first()).toMatchObject({ position: '4' });
	});
});
