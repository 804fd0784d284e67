/** Repairs: the containment axis after v_object_containment, and rows of gone things; taken back, and tiers rolled back afterwards. */
import { afterEach, expect, it } from 'vitest';
import { listRepairs, repair, undoRepair } from '../../../src/model/repair';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import { refused } from '../ladder/proof';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

let database: TestDatabase;
afterEach(() => database.drop());

const start = async () => contextFor((database = await createDatabaseAt('tier 4')));
const collections = () => database.db('collection_registry');
const rowsOf = async () => ({
	values: await database.db('axis_value').orderBy('id').select(),
	assignments: await database.db('axis_assignment').orderBy('id').select(),
	owners: await database.db('axis_object_ownership').orderBy('id').select(),
	waivers: await database.db('axis_internal.waiver').orderBy('id').select(),
});
const cellOf = (name: string) =>
	database
		.db('v_axis_effective_owner')
		.where({ axis_code: 'containment', object_ref: name })
		.select('value_code', 'owner_gov_code');

it('objects that moved, a renamed group and a new object come into their groups; the undo gives back the very rows', async () => {
	const context = await start();
	await collections().where({ collection_name: 'tasks' }).update({ group: 'GRP-REGISTRY' });
	await collections().where({ group: 'GRP-AI' }).update({ group: 'GRP-AI-2' });
	const before = await rowsOf();
	expect((await listRepairs(database.db))[0]).toMatchObject({ kind: 'containment', rows_to_end: 4, objects_to_place: 2 });

	const done = await repair(context, REQUEST, 'containment', 'teams moved');
	expect(done).toMatchObject({
		kind: 'containment',
		rows_ended: 4,
		// A value, two assignments, one owner: the profile names none for the new group.
		rows_made: 4,
		run: { action: 'repair', status: 'passed', request: { kind: 'containment', reason: 'teams moved' } },
	});
	expect(await cellOf('tasks')).toEqual([{ value_code: 'GRP-REGISTRY', owner_gov_code: 'GOV-KG-SYS' }]);
	expect(await cellOf('agents')).toEqual([]);
	expect((await verifyRollout(context)).checks).toContainEqual({ name: 'containment_moved', expected: 0, actual: 0, ok: true });
	expect((await listRepairs(database.db))[0]).toMatchObject({ rows_to_end: 0, objects_to_place: 0 });
	// A rollback of the tier would take the repair with it, and says so.
	await refused(database.db, () => rollbackTier(context, REQUEST, '4'), { code: 'AXIS_PRECONDITION' });

	// The group that the repair made got an owner since: it cannot go.
	const owner = { axis_code: 'containment', value_code: 'GRP-AI-2', object_type: 'collection', object_ref: 'agents' };
	await database.db('axis_object_ownership').insert({ ...owner, owner_gov_code: 'GOV-SIV' });
	await refused(database.db, () => undoRepair(context, REQUEST, done.run.id, 'owned'), {
		code: 'AXIS_LIFECYCLE_CONFLICT',
		extensions: { violations: [{ object: 'axis_object_ownership' }] },
	});
	await database.db('axis_object_ownership').where(owner).delete();

	expect(await undoRepair(context, REQUEST, done.run.id, 'they moved back')).toMatchObject({ rows_ended: 4, rows_made: 4 });
	expect(await rowsOf()).toEqual(before);
	const again = () => undoRepair(context, REQUEST, done.run.id, 'twice');
	await refused(database.db, again, { code: 'AXIS_LIFECYCLE_CONFLICT' });
	await rollbackTier(context, REQUEST, '4');
});

it('rows of deleted and renamed collections end, and stand again after the undo', async () => {
	const context = await start();
	await collections().where({ collection_name: 'workflows' }).delete();
	await collections().where({ collection_name: 'agents' }).update({ collection_name: 'agents_v2' });
	const before = await rowsOf();
	expect((await listRepairs(database.db))[1]).toMatchObject({ kind: 'gone', rows_to_end: 4 });
	const done = await repair(context, REQUEST, 'gone', 'cleaned up');
	expect(done).toMatchObject({ rows_ended: 4, rows_made: 0 });
	expect(await database.db('axis_internal.stale_reference').select()).toEqual([]);
	await repair(context, REQUEST, 'containment', 'the new name');
	expect(await cellOf('agents_v2')).toEqual([{ value_code: 'GRP-AI', owner_gov_code: 'GOV-DOT' }]);
	await undoRepair(context, REQUEST, done.run.id, 'too early');
	expect((await rowsOf()).assignments.filter((row) => !String(row.tag).startsWith('repair:'))).toEqual(before.assignments);
});

it('waivers of a deleted collection and of a deleted value end by whom the repair is, and stand again after the undo', async () => {
	const context = await start();
	const { db } = database;
	const waiver = { axis_code: 'responsibility', reason: 'rebuilt', approved_by: 'Ada', expires_at: '2999-01-01' };
	const cell = (object_ref: string, value_code: string) => ({ ...waiver, object_type: 'collection', object_ref, value_code });
	await db('axis_internal.waiver').insert([cell('workflows', 'audit'), cell('agents', 'no such value'), cell('agents', 'audit')]);
	await collections().where({ collection_name: 'workflows' }).delete();
	const before = await rowsOf();
	const waiving = before.waivers.length;
	expect((await listRepairs(db))[1]?.rows.filter(({ relation }) => relation === 'axis_internal.waiver')).toHaveLength(2);

	const done = await repair(context, REQUEST, 'gone', 'cleaned up');
	expect(await db('axis_internal.stale_reference').select()).toEqual([]);
	expect(
		await db('axis_internal.waiver').whereNotNull('ended_at').select('ended_by', 'object_ref').orderBy('object_ref'),
	).toEqual([
		{ ended_by: REQUEST.requestedBy, object_ref: 'agents' },
		{ ended_by: REQUEST.requestedBy, object_ref: 'workflows' },
	]);
	expect(await db('axis_internal.waiver').whereNull('ended_at').select()).toHaveLength(waiving - 2);
	await undoRepair(context, REQUEST, done.run.id, 'too early');
	expect(await rowsOf()).toEqual(before);

	// Somebody waived the cell anew meanwhile: the old waiver cannot stand beside it.
	const again = await repair(context, REQUEST, 'gone', 'cleaned up');
	await db('axis_internal.waiver').insert(cell('agents', 'no such value'));
	await refused(db, () => undoRepair(context, REQUEST, again.run.id, 'too late'), {
		code: 'AXIS_LIFECYCLE_CONFLICT',
		extensions: { violations: [{ violation: 'a waiver made since stands in the way' }] },
	});
});

it('owners of the base model on a group that is gone end once, where the profile lets them be written, and stand again after the undo', async () => {
	const readOnly = await start();
	const { db } = database;
	const owners = () => db('governance_object_ownership').orderBy('id').select();
	await db('governance_object_ownership')
		.where({ object_ref: 'GRP-AI' })
		.update({ updated_by: 'Ada', updated_at: '2026-01-02T03:04:05.678901Z' });
	await collections().where({ group: 'GRP-AI' }).update({ group: null });
	const before = await owners();
	const stranded = before.filter(({ object_ref }) => object_ref === 'GRP-AI');
	const foreseen = (await listRepairs(db)).find(({ kind }) => kind === 'stranded');
	expect(foreseen).toMatchObject({ rows_to_end: stranded.length, objects_to_place: 0 });
	expect(new Set(foreseen?.rows.map(({ relation, object_ref }) => `${relation} ${object_ref}`))).toEqual(
		new Set(['governance_object_ownership GRP-AI']),
	);

	// As the reference has it.
	await refused(db, () => repair(readOnly, REQUEST, 'stranded', 'hands off'), { code: 'AXIS_OWNERSHIP_READ_ONLY' });
	const context = contextFor(database, {
		loaded: testProfile(database.name, (profile) => Object.assign((profile.ownership ??= {}), { writable: true })),
	});

	const done = await repair(context, REQUEST, 'stranded', 'the folder was deleted');
	expect(done).toMatchObject({ kind: 'stranded', rows_ended: stranded.length, rows_made: 0, run: { action: 'repair' } });
	expect(stranded.length).toBeGreaterThan(0);
	expect(await db('axis_internal.stranded_anchor').select()).toEqual([]);
	const ended = (await owners()).filter(({ object_ref }) => object_ref === 'GRP-AI');
	expect(new Set(ended.map((row) => `${row.lifecycle_status} ${row.updated_by}`))).toEqual(new Set(['expired test']));
	expect(await repair(context, REQUEST, 'stranded', 'again')).toMatchObject({ rows_ended: 0 });

	const { object_type, object_ref, scope, owner_kind, owner_gov_code } = stranded[0];
	const since = { object_type, object_ref, scope, owner_kind, owner_gov_code, created_by: 'since' };
	await db('governance_object_ownership').insert(since);
	await refused(db, () => undoRepair(context, REQUEST, done.run.id, 'too late'), {
		code: 'AXIS_LIFECYCLE_CONFLICT',
		extensions: { violations: [{ violation: 'an owner made since stands in the way' }] },
	});
	await db('governance_object_ownership').where({ created_by: 'since' }).delete();
	await undoRepair(context, REQUEST, done.run.id, 'the folder is back');
	expect(await owners()).toEqual(before);
});

it('nothing is repaired while the gate is shut, and an undo of what is no repair is refused', async () => {
	const context = await start();
	await refused(database.db, () => undoRepair(context, REQUEST, 'nothing', 'none'), { code: 'AXIS_UNKNOWN_RUN' });
	await database.db('os_proposal_approvals').delete();
	await refused(database.db, () => repair(context, REQUEST, 'gone', 'shut'), { code: 'AXIS_GATE_CLOSED' });
});
