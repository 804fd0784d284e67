/** Undos on the reference deployment: rows come back as they were, or nothing does; and the list of what was changed. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { applyChange } from '../../../src/model/apply-change';
import { listChanges } from '../../../src/changes/list-changes';
import { undoChange } from '../../../src/model/undo-change';
import type { RolloutContext } from '../../../src/run/context';
import { verifyChain } from '../../../src/run/ledger-read';
import { rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';
import { assign, topic } from './support';

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
});
afterEach(() => database.drop());

const MERGE = topic('ai-ops', 'deprecated', { merge_into: 'workflow', reason: 'one team now' });

describe('an undo', () => {
	it('leaves a tier that can be rolled back without force, as if nothing had been', async () => {
		const before = await fingerprint(database.db);
		const { run } = await applyChange(context, REQUEST, MERGE);
		await expect(rollbackTier(context, REQUEST, '5')).rejects.toMatchObject({ code: 'AXIS_PRECONDITION' });
		await undoChange(context, REQUEST, run.id, 'not one team');
		expect(await fingerprint(database.db)).toBe(before);
		expect((await rollbackTier(context, REQUEST, '5')).committed).toBe(true);
	});

	it.each([
		[
			'was changed',
			'a row that the event touched was changed since',
			() => database.db('axis_assignment').where({ object_ref: 'tasks', axis_code: 'topic' }).update({ confidence: 0.5 }),
		],
		[
			'is gone',
			'a row that the event touched is gone',
			() => database.db('axis_assignment').where({ object_ref: 'tasks', axis_code: 'topic' }).delete(),
		],
		['stands in the way', 'an assignment made since stands in the way', () => assign(database.db, 'tasks', 'ai-ops')],
	])('is refused where a row %s since, and changes nothing', async (_what, violation, meddle) => {
		const { run } = await applyChange(context, REQUEST, MERGE);
		await meddle();
		const before = await fingerprint(database.db);
		await expect(undoChange(context, REQUEST, run.id, 'no')).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			extensions: { violations: [{ violation }] },
		});
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('tells the first hundred rows that keep it from being, and how many there are', async () => {
		await database.db.raw(`
			insert into axis_object_ownership (object_type, object_ref, axis_code, value_code, owner_gov_code)
			select 'collection', 'bulk_' || n, 'topic', 'ai-ops', 'GOV-MOT' from generate_series(1, 150) as n`);
		const { run } = await applyChange(context, REQUEST, MERGE);
		await database.db('axis_object_ownership').whereLike('object_ref', 'bulk_%').update({ approval_ref: 'APR-9' });
		await expect(undoChange(context, REQUEST, run.id, 'no')).rejects.toMatchObject({
			code: 'AXIS_LIFECYCLE_CONFLICT',
			message: expect.stringContaining('and 147 more'),
			extensions: { violations: { length: 100 }, total: 150 },
		});
	});

	it('is refused a second time, and for what is no change of the model', async () => {
		const { run } = await applyChange(context, REQUEST, MERGE);
		await undoChange(context, REQUEST, run.id, 'no');
		await expect(undoChange(context, REQUEST, run.id, 'no')).rejects.toMatchObject({ code: 'AXIS_LIFECYCLE_CONFLICT' });
		for (const id of ['x', '7829a71b-0000-4000-8000-000000000000', await tierRun()]) {
			await expect(undoChange(context, REQUEST, id, 'no')).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_RUN' });
		}
	});
});

const tierRun = async () => (await database.db('axis_rollout_run').where({ action: 'apply' }).first()).id;

it('every change is listed with who, when, why and its numbers, undone or not, and the chain holds', async () => {
	const made = await applyChange(context, REQUEST, MERGE);
	const undone = await undoChange(context, REQUEST, made.run.id, 'no');
	const again = await undoChange(context, REQUEST, undone.run.id, 'yes');
	const { rows, total } = await listChanges(database.db, { limit: 10, offset: 0 }, { kind: 'value' });
	expect(total).toBe(3);
	expect(rows).toMatchObject([
		{ id: again.run.id, undo_of: undone.run.id, undone_in: null, why: 'yes', from: 'active', to: 'deprecated' },
		{
			id: undone.run.id,
			undo_of: made.run.id,
			undone_in: again.run.id,
			undone_by: 'test',
			why: 'no',
			from: 'deprecated',
			to: 'active',
		},
		{
			id: made.run.id,
			kind: 'value',
			code: 'ai-ops',
			axis_code: 'topic',
			merge_into: 'workflow',
			why: 'one team now',
			who: 'test',
			ratified_apr: REQUEST.ratifiedApr,
			at: expect.any(String),
			what: 'The value "ai-ops" of the axis "topic" merged into "workflow".',
			undo_of: null,
			undone_by: null,
			undo: `POST /axis/model/changes/${made.run.id}/undo`,
		},
	]);
	await undoChange(context, REQUEST, made.run.id, 'no again');
	expect((await listChanges(database.db, { limit: 1, offset: 3 }, { kind: 'value' })).rows[0]).toMatchObject({
		undone_by: 'test',
		undone_in: expect.any(String),
		undo: null,
	});
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS' });
});
