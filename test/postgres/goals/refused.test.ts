/** Goals: what refuses them, in words, and what a rollback tells of them. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endGoal, previewGoal, setGoal } from '../../../src/goals/write-goals';
import { AxisBody } from '../../../src/contract/schemas';
import { applyModelAct, axisAct } from '../../../src/model/acts';
import { applyChange } from '../../../src/model/apply-change';
import { undoChange } from '../../../src/model/undo-change';
import { undoBatch } from '../../../src/owners/undo-batch';
import { reportRollback } from '../../../src/rollout/report-rollback';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import type { RolloutContext } from '../../../src/run/context';
import { change } from '../model/support';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { ADA, body, goalRows, standingGoals, WHY } from './support';

let database: TestDatabase;
let context: RolloutContext;
const open = async () => {
	database = await createDatabaseAt('tier 2');
	context = contextFor(database);
};
const drop = () => database.drop();

const rows = () => goalRows(database.db);
const standing = () => standingGoals(database.db);

describe('is refused', () => {
	beforeAll(open);
	afterAll(drop);

	it('a group and a value that are not there and a day that is over, all at once; and an axis that is not', async () => {
		const wrong = body({ group_ref: 'GRP-NONE', value_code: 'none', due_on: '2020-02-29' });
		const refused = {
			code: 'AXIS_CELLS_REFUSED',
			message: expect.stringMatching(/^Setting a goal was refused: .*Nothing was changed\./s),
			extensions: {
				total: 3,
				violations: [
					{ violation: 'the axis has no such active value', value_code: 'none', detail: 'responsibility' },
					{ violation: 'the day is over already', detail: '2020-02-29' },
					{ violation: 'there is no such group', object_type: 'group', object_ref: 'GRP-NONE' },
				],
			},
		};
		await expect(setGoal(context, ADA, wrong)).rejects.toMatchObject(refused);
		await expect(previewGoal(context, ADA, wrong)).rejects.toMatchObject(refused);
		for (const axis_code of ['none', 'topic']) {
			await expect(setGoal(context, ADA, body({ axis_code }))).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
		}
		expect(await rows()).toEqual([]);
	});

	it('the end of a goal that does not stand', async () => {
		const { goal } = await setGoal(context, ADA, body());
		await endGoal(context, ADA, goal.id, WHY);
		for (const id of [goal.id, 'nothing']) {
			await expect(endGoal(context, ADA, id, WHY)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_GOAL' });
		}
	});

	it('the undo of an axis that a goal was set on since', async () => {
		const template = { axis_code: 'class', reason: 'The law asks for it', template: 'data-classification' };
		const { run } = await applyModelAct(context, REQUEST, axisAct(AxisBody.parse(template)));
		const activated = await applyChange(context, REQUEST, change('axis', 'class', 'active'));
		const { batch } = await setGoal(context, ADA, body({ axis_code: 'class', value_code: undefined }));
		await undoChange(context, REQUEST, activated.run.id, 'not needed');
		await expect(undoChange(context, REQUEST, run.id, 'not needed')).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: { violations: [{ violation: 'a row made since stands on one that would go', object: 'axis_internal.goal' }] },
		});
		await undoBatch(context, ADA, batch.id);
		await undoChange(context, REQUEST, run.id, 'not needed');
	});

	it('everything while the gate is shut, raw SQL as well', async () => {
		const { goal, batch } = await setGoal(context, ADA, body());
		await database.db('os_proposal_approvals').delete();
		for (const act of [
			() => setGoal(context, ADA, body()),
			() => endGoal(context, ADA, goal.id, WHY),
			() => undoBatch(context, ADA, batch.id),
		]) {
			await expect(act()).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		}
		// A preview writes nothing: it tells the gate.
		expect(await previewGoal(context, ADA, body())).toMatchObject({ committed: false, gate: { status: 'BLOCKED' } });
		for (const statement of [
			`insert into axis_internal.goal (axis_code, percent, due_on, reason) values ('a', 1, '2999-01-01', 'b')`,
			'update axis_internal.goal set percent = 1',
			'delete from axis_internal.goal',
			'truncate axis_internal.goal',
		]) {
			await expect(database.db.raw(statement), statement).rejects.toMatchObject({ code: 'AX001' });
		}
		expect(await standing()).toEqual([goal]);
	});
});

describe('a rollback', () => {
	beforeEach(open);
	afterEach(drop);

	it('of tier 1 is refused for goals, ended ones too; the goals stay with tier 2 gone; force lists and drops them', async () => {
		const { goal } = await setGoal(context, ADA, body());
		await endGoal(context, ADA, goal.id, WHY);
		await setGoal(context, ADA, body({ percent: 50 }));
		expect(await verifyRollout(context)).toMatchObject({ status: 'PASS' });
		await rollbackTier(context, REQUEST, '2');
		expect(await standing()).toMatchObject([{ percent: 50, state: 'unknown', required_cells: 0, coverage_percent: null }]);
		await expect(rollbackTier(context, REQUEST, '1')).rejects.toMatchObject({
			code: 'AXIS_PRECONDITION',
			extensions: {
				violations: [
					{ check: 'no_goals', violation: 'a goal of people is still there', key: 'responsibility audit 50 % by 2999-03-31' },
					{ key: 'responsibility audit 95 % by 2999-03-31' },
				],
			},
		});
		expect((await rollbackTier(context, REQUEST, '1', { force: true })).tiers[0]?.deleted).toHaveLength(2);
		expect(await standing()).toEqual([]);
	});

	it('tells the goals before it begins, takes them back first, and ends where the rollout began', async () => {
		await setGoal(context, ADA, body());
		await setGoal(context, ADA, body({ percent: 50 }));
		const told = await reportRollback(context);
		expect(told.standing).toMatchObject({ total: 2, acts: [{ kind: 'goals', act: 'set_goal', to: '50 % by 2999-03-31' }, {}] });
		expect(told.takes.find(({ check }) => check === 'no_goals')).toMatchObject({ tier: 1, count: 2 });
		await expect(rollbackAll(context, REQUEST, null)).rejects.toMatchObject({ code: 'AXIS_PRECONDITION' });
		const answer = await rollbackAll(context, REQUEST, null, { force: false, undoBatches: true });
		expect(answer.fingerprint).toMatchObject({ equal: true, differences: [] });
	});
});
