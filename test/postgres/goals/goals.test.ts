/** Goals: set, replaced, ended and taken back to the very rows as batches, and told by the history. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { listChanges } from '../../../src/changes/list-changes';
import { listGoals } from '../../../src/goals/goals';
import { endGoal, previewEndOfGoal, previewGoal, setGoal } from '../../../src/goals/write-goals';
import { undoBatch } from '../../../src/owners/undo-batch';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt } from '../support/states';
import { ADA, body, goalRows, PAGE, standingGoals, WHY } from './support';

let database: TestDatabase;
let context: RolloutContext;
beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
});
beforeEach(() => database.db('axis_internal.goal').delete());
afterAll(() => database.drop());

const rows = () => goalRows(database.db);
const standing = () => standingGoals(database.db);

describe('a goal', () => {
	it('is previewed as it is set, tells where it is now, and stands until it is ended', async () => {
		const before = await fingerprint(database.db);
		const preview = await previewGoal(context, ADA, body());
		expect(await fingerprint(database.db)).toBe(before);
		const { goal, replaces, batch } = await setGoal(context, ADA, body());
		expect({ ...preview.goal, id: goal.id, created_at: goal.created_at }).toEqual(goal);
		expect([preview.replaces, replaces]).toEqual([null, null]);
		expect(goal).toMatchObject({
			...{ axis_code: 'responsibility', group_ref: null, value_code: 'audit', percent: 95, due_on: '2999-03-31' },
			...{ state: 'unknown', required_cells: 35, covered_cells: 0, coverage_percent: 0, created_by: 'Ada' },
			...{ first_scan_at: null, first_percent: null, last_scan_at: null, last_percent: null, expected_percent: null },
		});
		expect(batch).toMatchObject({ kind: 'set_goal', axis_code: 'responsibility', requested_by: 'Ada', state: 'applied' });
		expect(await standing()).toEqual([goal]);
		expect((await listGoals(database.db, PAGE, { axis: 'topic' })).rows).toEqual([]);
		expect(await previewEndOfGoal(context, ADA, goal.id, WHY)).toEqual(goal);
		expect((await endGoal(context, ADA, goal.id, WHY)).goal).toEqual(goal);
		expect(await standing()).toEqual([]);
	});

	it('replaces the one of the same axis, group and value alone, and each act is taken back to the very rows', async () => {
		await setGoal(context, ADA, body({ value_code: undefined }));
		const beside = await rows();
		const first = await setGoal(context, ADA, body());
		const one = await rows();
		expect((await previewGoal(context, ADA, body({ percent: 80 }))).replaces).toEqual(first.goal);
		const second = await setGoal(context, ADA, body({ percent: 80.5, due_on: '2999-01-01' }));
		expect(second.replaces).toEqual(first.goal);
		expect(
			(await standing()).map(({ percent }) => percent),
			'the next one due first',
		).toEqual([80.5, 95]);
		const two = await rows();
		const ended = await endGoal(context, ADA, second.goal.id, WHY);
		await undoBatch(context, ADA, ended.batch.id);
		expect(await rows()).toEqual(two);
		await undoBatch(context, ADA, second.batch.id);
		expect(await rows()).toEqual(one);
		await undoBatch(context, ADA, first.batch.id);
		expect(await rows()).toEqual(beside);
		await expect(undoBatch(context, ADA, first.batch.id)).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
	});

	it('that gave way is not put back where another stands, nor one taken back that was changed since', async () => {
		const first = await setGoal(context, ADA, body());
		const ended = await endGoal(context, ADA, first.goal.id, WHY);
		const second = await setGoal(context, ADA, body());
		await expect(undoBatch(context, ADA, ended.batch.id)).rejects.toMatchObject({
			extensions: { violations: [{ violation: 'another goal stands where one is to be put back', row_key: second.goal.id }] },
		});
		await database.db('axis_internal.goal').where({ id: second.goal.id }).update({ percent: 1 });
		await expect(undoBatch(context, ADA, second.batch.id)).rejects.toMatchObject({
			extensions: { violations: [{ violation: 'a row of the batch was changed since', row_key: second.goal.id }] },
		});
		await database.db('axis_internal.goal').where({ id: second.goal.id }).update({ percent: 95 });
		await undoBatch(context, ADA, second.batch.id);
		await undoBatch(context, ADA, ended.batch.id);
		expect(
			(await standing()).map(({ id }) => id),
			'the end, which was not the last act',
		).toEqual([first.goal.id]);
	});

	it('is told by the history in sentences, by its kind, its axis and its group', async () => {
		const group_ref = 'GRP-AI';
		await setGoal(context, ADA, body({ group_ref, value_code: undefined }));
		const { goal } = await setGoal(context, { actor: 'Bob' }, body({ group_ref, value_code: undefined, percent: 99.5 }));
		await setGoal(context, ADA, body());
		const { batch } = await endGoal(context, ADA, goal.id, WHY);
		await undoBatch(context, { actor: 'Bob' }, batch.id);
		const told = async (filter: object) =>
			(await listChanges(database.db, PAGE, filter)).rows.map(({ who, what, why }) => [who, what, why]);
		const place = 'on the axis "responsibility", group "GRP-AI"';
		const reason = 'the council asks for it';
		const ofGroup = [
			['Bob', `Taken back: goal of 99.5 % by 2999-03-31 ended ${place}.`, null],
			['Ada', `Goal of 99.5 % by 2999-03-31 ended ${place}.`, WHY.reason],
			['Bob', `Goal of 99.5 % by 2999-03-31 set ${place}, in place of 95 % by 2999-03-31.`, reason],
			['Ada', `Goal of 95 % by 2999-03-31 set ${place}.`, reason],
		];
		expect(await told({ object: group_ref })).toEqual(ofGroup);
		const all = await told({ kind: 'goals', axis: 'responsibility' });
		expect(all.slice(0, 2)).toEqual(ofGroup.slice(0, 2));
		expect(all[2]).toEqual(['Ada', 'Goal of 95 % by 2999-03-31 set on the axis "responsibility", value "audit".', reason]);
		expect(await told({ kind: 'owners,waivers' })).toEqual([]);
	});
});
