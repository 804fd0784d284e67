/** A rollback with acts of people: told before it begins, taken back first where that is asked, refused whole where one cannot be. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EndBody } from '../../../src/contract';
import { TagsBody } from '../../../src/contract/schemas';
import { listChanges } from '../../../src/changes/list-changes';
import { applyModelAct } from '../../../src/model/acts';
import { applyChange } from '../../../src/model/apply-change';
import { endOwner } from '../../../src/owners/end-owner';
import { transferOwner } from '../../../src/owners/transfer-owner';
import { reportRollback } from '../../../src/rollout/report-rollback';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { verifyChain } from '../../../src/run/ledger-read';
import type { RolloutContext } from '../../../src/run/context';
import { tagsAct } from '../../../src/tags/act-on-tags';
import { topic } from '../model/support';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const ADA = { actor: 'Ada' };
const UNDO = { force: false, undoBatches: true };
const PAGE = { limit: 100, offset: 0 };

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	context = contextFor(database, { loaded });
});
afterEach(() => database.drop());

/** Ends the owners of a group in the base model: the batch makes no row of its own. */
const endAnchor = async () => {
	const anchor: EndBody = {
		axis_code: 'responsibility',
		reason: 'left',
		as: 'anchor',
		group_ref: 'GRP-AI',
		value_codes: ['audit'],
	};
	return (await endOwner(context, ADA, anchor)).batch.id;
};
const hasShutGate = () => database.db('os_proposal_approvals').delete();
const undone = async () => {
	const { rows } = await listChanges(database.db, PAGE, { kind: 'owners,value,tags' });
	return rows.filter(({ undo_of }) => undo_of === null).map(({ undone_by }) => undone_by);
};

it('an owner of the base model that people ended is told, refuses the rollback of the structure, and comes back first', async () => {
	const id = await endAnchor();
	expect(await verifyRollout(context), 'a recorded act ended the anchor').toMatchObject({ status: 'PASS' });
	const told = await reportRollback(context);
	expect(told.standing).toMatchObject({ total: 1, acts: [{ id, act: 'end', who: 'Ada', why: 'left' }] });
	expect(told.takes.find(({ check }) => check === 'canonical_ended')).toMatchObject({ tier: 1, count: 1, rows: [{ batch: id }] });
	await expect(rollbackAll(context, REQUEST, null)).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		extensions: { violations: expect.arrayContaining([expect.objectContaining({ check: 'canonical_ended', batch: id })]) },
	});
	await hasShutGate();
	const answer = await rollbackAll(context, REQUEST, null, UNDO);
	expect(answer.tiers.map(({ tier }) => tier)).toEqual([5, 4, 3, 2, 1]);
	expect(answer.fingerprint).toMatchObject({ equal: true });
	expect(await undone()).toEqual(['test']);
});

it('acts of every kind are taken back newest first, and what cannot be refuses all of it', async () => {
	await applyChange(context, REQUEST, topic('ai-ops', 'deprecated', { merge_into: 'workflow' }));
	await endAnchor();
	await transferOwner(context, ADA, { from: 'GOV-DOT', to: 'GOV-MOT', reason: 'the team was dissolved' });
	const objects = [{ object_type: 'collection', object_ref: 'pages' }];
	const tags = { axis_code: 'topic', action: 'tag', value_code: 'workflow', objects, reason: 'looked' };
	const tagged = await applyModelAct(context, REQUEST, tagsAct(TagsBody.parse(tags)));
	expect((await reportRollback(context)).standing.total).toBe(4);

	const meddle = (zone: string) =>
		database.db.transaction(async (trx) => {
			await trx.raw(`alter table axis_assignment disable trigger user`);
			await trx('axis_assignment').where({ object_ref: 'pages', axis_code: 'topic', value_code: 'workflow' }).update({ zone });
			await trx.raw(`alter table axis_assignment enable trigger user`);
		});
	const [row] = await database.db('axis_assignment').where({ object_ref: 'pages', axis_code: 'topic', value_code: 'workflow' });
	await meddle('quarantine');
	await expect(rollbackAll(context, REQUEST, null, UNDO)).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		extensions: {
			violations: [{ act: tagged.run.id, check: 'undo_batches', violation: expect.stringContaining('changed since') }],
		},
	});
	expect(await undone()).toEqual([null, null, null, null]);
	await meddle(String(row.zone));

	await hasShutGate();
	const answer = await rollbackAll(context, { ...REQUEST, requestedBy: 'Bob' }, null, UNDO);
	expect(answer.fingerprint).toMatchObject({ equal: true, differences: [] });
	expect(await undone()).toEqual(['Bob', 'Bob', 'Bob', 'Bob']);
	const [first] = await database.db('axis_rollout_run').whereRaw(`action = 'rollback' and status = 'passed' and tiers = '[5]'`);
	expect(first.result.undone).toMatchObject({
		total: 4,
		acts: [{ act: 'tag' }, { act: 'transfer' }, { act: 'end' }, { act: 'merge' }],
	});
	const { rows } = await listChanges(database.db, PAGE, { kind: 'owners' });
	expect(rows.filter(({ undo_of }) => undo_of === null).map(({ undone_in }) => undone_in)).toEqual([first.id, first.id]);
	expect(await verifyChain(database.db)).toMatchObject({ status: 'PASS' });
});

it('an act that reached axes that stay is not taken back with those that go', async () => {
	const { batch } = await transferOwner(context, ADA, { from: 'GOV-DOT', to: 'GOV-MOT', reason: 'the team was dissolved' });
	await hasShutGate();
	await expect(rollbackAll(context, REQUEST, '3', UNDO)).rejects.toMatchObject({
		code: 'AXIS_PRECONDITION',
		extensions: {
			violations: [{ act: batch.id, check: 'undo_batches', violation: expect.stringContaining('whose tiers stay') }],
		},
	});
	expect(await undone()).toEqual([null]);
});

it('one tier takes back the acts on its axis alone', async () => {
	await endAnchor();
	await applyChange(context, REQUEST, topic('ai-ops', 'deprecated', { merge_into: 'workflow' }));
	await expect(rollbackTier(context, REQUEST, '5')).rejects.toMatchObject({ code: 'AXIS_PRECONDITION' });
	const answer = await rollbackTier(context, REQUEST, '5', UNDO);
	expect(answer.run.result).toMatchObject({ undone: { total: 1, acts: [{ act: 'merge' }] } });
	expect(await undone()).toEqual(['test', null]);
});
