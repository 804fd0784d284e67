/** Waivers of a value that is merged, split or retired: they follow their cells or stay in sight, and an undo puts them back. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ChangeReport } from '../../../src/contract';
import { applyChange } from '../../../src/model/apply-change';
import { previewChange } from '../../../src/model/preview-change';
import { undoChange } from '../../../src/model/undo-change';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';
import { assign, topic } from './support';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
	await waive('iu_staging_record', 'ai-ops');
});
afterEach(() => database.drop());

const EXPIRES = new Date('2999-01-01T00:00:00Z');
const waive = (object_ref: string, value_code: string, more: object = {}) =>
	database.db('axis_internal.waiver').insert({
		object_type: 'collection',
		object_ref,
		axis_code: 'topic',
		value_code,
		reason: 'is being rebuilt',
		approved_by: 'Ada',
		expires_at: EXPIRES,
		created_by: 'test',
		...more,
	});
const waivers = () => database.db('axis_internal.waiver').orderBy('object_ref').orderBy('value_code');
const own = (object_ref: string, value_code: string) =>
	database.db('axis_object_ownership').insert({
		object_type: 'collection',
		object_ref,
		axis_code: 'topic',
		value_code,
		owner_gov_code: 'GOV-SIV',
	});
const waived = ({ before, after, gaps_added, gaps_removed }: ChangeReport) => ({
	before: [before.gap_cells, before.waived_cells],
	after: [after.gap_cells, after.waived_cells],
	moved: [gaps_added, gaps_removed],
});

const MERGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow', reason: 'one team now' });

describe('a merge', () => {
	it('takes the waiver of a cell along with who approved it, and no gap comes or goes', async () => {
		const before = await fingerprint(database.db);
		const preview = await previewChange(context, REQUEST, MERGE);
		expect(await fingerprint(database.db)).toBe(before);
		const answer = await applyChange(context, REQUEST, MERGE);
		for (const report of [preview, answer]) {
			expect(waived(report)).toEqual({ before: [0, 1], after: [0, 1], moved: [0, 0] });
			expect(report).toMatchObject({ rows: { waivers_retargeted: 1 }, waivers_left: [], left_behind: { waivers: 0 } });
		}
		expect(await waivers()).toMatchObject([
			{
				object_ref: 'iu_staging_record',
				value_code: 'workflow',
				reason: 'is being rebuilt',
				approved_by: 'Ada',
				expires_at: EXPIRES,
				created_by: 'test',
				ended_at: null,
				moved: [{ from: 'ai-ops', action: 'merge', by: 'test', reason: 'one team now', at: expect.any(String) }],
			},
		]);
		const after = await fingerprint(database.db);
		const undone = await undoChange(context, REQUEST, answer.run.id, 'not one team');
		expect(undone.rows).toEqual(answer.rows);
		expect(await fingerprint(database.db)).toBe(before);
		await undoChange(context, REQUEST, undone.run.id, 'one team after all');
		expect(await fingerprint(database.db)).toBe(after);
	});

	it.each([
		['has an owner', 'covered', [0, 0], () => own('iu_staging_record', 'workflow')],
		['has a waiver of its own', 'waived', [0, 1], () => waive('iu_staging_record', 'workflow', { approved_by: 'Bea' })],
		['was a gap that nobody waived', 'required_before', [1, 0], () => assign(database.db, 'iu_staging_record', 'workflow')],
		[
			'is required by nobody',
			'not_required',
			[0, 0],
			() => database.db('axis_assignment').where({ object_ref: 'iu_staging_record' }).update({ status: 'retired' }),
		],
	])('leaves the waiver where it is when the target’s cell %s, and says so', async (_what, why, after, given) => {
		await given();
		const before = await fingerprint(database.db);
		const rows = await waivers();
		const answer = await applyChange(context, REQUEST, MERGE);
		expect(answer.waivers_left).toEqual([
			{
				object_type: 'collection',
				object_ref: 'iu_staging_record',
				value_code: 'workflow',
				why,
				approved_by: 'Ada',
				expires_at: EXPIRES.toISOString(),
			},
		]);
		expect(answer).toMatchObject({ rows: { waivers_retargeted: 0 }, left_behind: { waivers: 1 } });
		expect(waived(answer).after).toEqual(after);
		expect(await waivers()).toEqual(rows);
		await undoChange(context, REQUEST, answer.run.id, 'no');
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('neither takes along nor tells of waivers that were ended or have expired', async () => {
		await database.db('axis_internal.waiver').update({ ended_at: new Date(), ended_by: 'test' });
		await waive('tasks', 'ai-ops', { created_at: new Date('2020-01-01'), expires_at: new Date('2020-01-02') });
		const rows = await waivers();
		const answer = await applyChange(context, REQUEST, MERGE);
		expect(answer).toMatchObject({ rows: { waivers_retargeted: 0 }, waivers_left: [], left_behind: { waivers: 0 } });
		expect(await waivers()).toEqual(rows);
	});
});

it('a split sends each waiver with its object, and names those that no part takes', async () => {
	await waive('approval_requests', 'ai-ops');
	const collection = (object_ref: string) => ({ object_type: 'collection', object_ref });
	const answer = await applyChange(
		context,
		REQUEST,
		topic('ai-ops', 'retired', {
			split_into: [
				{ value_code: 'workflow', objects: [collection('agents'), collection('tasks')] },
				{ value_code: 'observability', objects: [collection('iu_staging_record')] },
			],
		}),
	);
	expect(answer.rows.waivers_retargeted).toBe(1);
	expect(answer.waivers_left).toMatchObject([{ object_ref: 'approval_requests', value_code: null, why: 'no_target' }]);
	expect((await waivers()).map((row) => [row.object_ref, row.value_code])).toEqual([
		['approval_requests', 'ai-ops'],
		['iu_staging_record', 'observability'],
	]);
});

it('a value that is deprecated alone keeps its waivers, named in the answer, and they hold again with it', async () => {
	const gone = await applyChange(context, REQUEST, topic('ai-ops', 'deprecated'));
	expect(waived(gone)).toEqual({ before: [0, 1], after: [0, 0], moved: [0, 0] });
	expect(gone.waivers_left).toMatchObject([{ object_ref: 'iu_staging_record', value_code: null, why: 'no_target' }]);
	const back = await applyChange(context, REQUEST, topic('ai-ops', 'active'));
	expect(waived(back)).toEqual({ before: [0, 0], after: [0, 1], moved: [0, 0] });
	expect(back).toMatchObject({ waivers_left: [], left_behind: { waivers: 0 } });
});

describe('an undo is refused, and changes nothing,', () => {
	it.each([
		[
			'where a waiver that moved was revoked since',
			'a row that the event touched was changed since',
			() => database.db('axis_internal.waiver').update({ ended_at: new Date(), ended_by: 'test' }),
		],
		[
			'where a waiver made since stands in the way',
			'a waiver made since stands in the way',
			() => waive('iu_staging_record', 'ai-ops'),
		],
	])('%s', async (_what, violation, meddle) => {
		const { run } = await applyChange(context, REQUEST, MERGE);
		await meddle();
		const before = await fingerprint(database.db);
		await expect(undoChange(context, REQUEST, run.id, 'no')).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: { violations: [{ violation }] },
		});
		expect(await fingerprint(database.db)).toBe(before);
	});
});

it('without the table of waivers, which somebody dropped, no change is made and none is lost unseen', async () => {
	await database.db.raw('drop table axis_internal.waiver cascade');
	const before = await fingerprint(database.db);
	for (const ask of [previewChange, applyChange]) {
		await expect(ask(context, REQUEST, MERGE)).rejects.toMatchObject({ code: 'AXIS_PREREQUISITE_MISSING' });
	}
	expect(await fingerprint(database.db)).toBe(before);
});
