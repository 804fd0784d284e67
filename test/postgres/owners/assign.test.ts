/** Assigning owners on the reference deployment: numbers, refusals, the locks, and a batch of 100,000 cells. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignOwner, previewAssignment } from '../../../src/owners/assign-owner';
import { listChanges } from '../../../src/changes/list-changes';
import { undoBatch } from '../../../src/owners/undo-batch';
import type { AssignmentBody } from '../../../src/contract';
import { rollbackTier } from '../../../src/rollout/rollback';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { createDatabaseAt, REQUEST } from '../support/states';

const WRITER = { actor: 'test' };
const PAGE = { limit: 100, offset: 0 };
const AGENTS = { object_type: 'collection', object_ref: 'agents' };
const anchor = (more: Partial<AssignmentBody> = {}): AssignmentBody => ({
	axis_code: 'responsibility',
	owner_gov_code: 'GOV-MOT',
	reason: 'nobody answers for it',
	as: 'anchor',
	group_ref: 'GRP-AI',
	value_codes: ['audit', 'health'],
	...more,
});
const cell = (more: Partial<AssignmentBody> = {}): AssignmentBody => ({
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	reason: 'moved',
	cells: [{ ...AGENTS, value_code: 'GRP-AI' }],
	...more,
});

let database: TestDatabase;
let context: RolloutContext;
afterEach(() => database.drop());

async function openAt(state: Parameters<typeof createDatabaseAt>[0]): Promise<void> {
	database = await createDatabaseAt(state);
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	context = contextFor(database, { loaded });
}

describe('the canonical axis before anybody owns anything', () => {
	beforeEach(() => openAt('tier 2'));

	it('an anchor on every group closes 210 gaps, batch by batch, and undoing them all leaves no trace', async () => {
		const before = await fingerprint(database.db);
		const values = ['approval', 'audit', 'execution', 'health', 'policy', 'render'];
		const ids: string[] = [];
		let gaps = 210;
		for (const group_ref of ['GRP-AI', 'GRP-BUSINESS', 'GRP-GOVERNANCE', 'GRP-REGISTRY', 'GRP-WORKFLOW']) {
			const { batch, effect } = await assignOwner(context, WRITER, anchor({ group_ref, value_codes: values }));
			expect(effect).toMatchObject({ gaps_before: gaps, gaps_after: gaps - effect.covered_cells, rows_inserted: 6 });
			expect(batch).toMatchObject({ state: 'applied', requested_by: 'test', effect: { covered_cells: effect.covered_cells } });
			gaps = effect.gaps_after;
			ids.push(batch.id);
		}
		expect(gaps).toBe(0);
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '0' }]);
		for (const id of ids) expect(await undoBatch(context, WRITER, id)).toMatchObject({ rows_deleted: 6, rows_restored: 0 });
		const { rows, total } = await listChanges(database.db, { limit: 7, offset: 0 }, { kind: 'owners' });
		// Each batch and its undo.
		expect([total, rows.map(({ id, undo_of, undone_by }) => [id, undo_of, undone_by])]).toEqual([
			10,
			[
				...ids.toReversed().map((id) => [id, id, null]),
				...ids
					.slice(3)
					.toReversed()
					.map((id) => [id, null, 'test']),
			],
		]);
		await database.db.raw(`select setval('governance_object_ownership_id_seq', 1, false)`);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('every row says which batch wrote it, and an undo refuses where one was changed since', async () => {
		const { batch } = await assignOwner(context, WRITER, anchor());
		const rows = () =>
			database.db('governance_object_ownership').where({ rollback_ref: `assign:${batch.id}`, created_by: 'test' });
		expect(await rows()).toHaveLength(2);
		await rows().where({ scope: 'audit' }).update({ approval_ref: 'APR-9' });
		await expect(undoBatch(context, WRITER, batch.id)).rejects.toMatchObject({
			code: 'AXIS_BATCH_CHANGED',
			message: expect.stringContaining('value_code audit'),
			extensions: { total: 1 },
		});
		expect(await rows()).toHaveLength(2);
		await rows().update({ approval_ref: null });
		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 2 });
		await expect(undoBatch(context, WRITER, batch.id)).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
		await expect(undoBatch(context, WRITER, 'nothing')).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_BATCH' });
	});

	it('is refused where the profile does not say that people may write it', async () => {
		const before = await fingerprint(database.db);
		for (const write of [assignOwner, previewAssignment]) {
			await expect(write(contextFor(database), WRITER, anchor())).rejects.toMatchObject({ code: 'AXIS_OWNERSHIP_READ_ONLY' });
		}
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('with a shut gate the assignment is refused with the reason, and the preview tells what it would do and that reason', async () => {
		await database.db('os_proposal_approvals').delete();
		// Not the fingerprint: the sequence of the base model moves, which nothing gives back.
		const rows = () => database.db('governance_object_ownership').orderBy('id');
		const before = await rows();
		const blockers = [{ code: 'ratification' }];
		await expect(assignOwner(context, WRITER, anchor())).rejects.toMatchObject({
			code: 'AXIS_GATE_CLOSED',
			extensions: { blockers },
		});
		expect(await previewAssignment(context, WRITER, anchor({ replace: true }))).toMatchObject({
			committed: false,
			gate: { status: 'BLOCKED', blockers },
		});
		expect(await rows()).toEqual(before);
	});

	it('what cannot be assigned is named, all of it at once', async () => {
		const wrong = anchor({ owner_gov_code: 'GOV-NOBODY', group_ref: 'GRP-NONE', value_codes: ['audit', 'none'] });
		await expect(assignOwner(context, WRITER, wrong)).rejects.toMatchObject({
			code: 'AXIS_CELLS_REFUSED',
			extensions: {
				total: 5,
				violations: [
					{ violation: 'no object is in this group', object_ref: 'GRP-NONE' },
					{ violation: 'the group has no required cell of these values', object_ref: 'GRP-NONE' },
					{ violation: 'the owner is no authority of governance_registry', detail: 'GOV-NOBODY' },
					{ violation: 'this is no active value of the axis', value_code: 'none' },
					{ violation: 'this value is no scope of governance_responsibility_scope', value_code: 'none' },
				],
			},
		});
		await database.db('governance_registry').where({ code: 'GOV-MOT' }).update({ status: 'retired' });
		await expect(assignOwner(context, WRITER, anchor())).rejects.toMatchObject({
			extensions: { violations: [{ violation: 'the owner is not active in governance_registry', detail: 'GOV-MOT: retired' }] },
		});
	});
});

describe('the canonical axis whose groups are owned', () => {
	beforeEach(() => openAt('tier 4'));
	const OWNERSHIP = 'governance_object_ownership';
	const direct = (more: Partial<AssignmentBody> = {}) =>
		cell({ axis_code: 'responsibility', cells: [{ ...AGENTS, value_code: 'audit' }], ...more });

	it('an anchor gives way to another, which names it, and an undo gives back the very rows', async () => {
		const before = await fingerprint(database.db);
		const standing = await database.db(OWNERSHIP).where({ object_ref: 'GRP-AI', scope: 'audit' }).first();
		await expect(assignOwner(context, WRITER, anchor())).rejects.toMatchObject({ code: 'AXIS_CELLS_REFUSED' });
		const preview = await previewAssignment(context, WRITER, anchor({ replace: true }));
		const { batch, effect } = await assignOwner(context, WRITER, anchor({ replace: true }));
		expect({ ...effect, committed: false, gate: preview.gate }).toEqual(preview);
		expect(effect).toMatchObject({ replaced_cells: 2, rows_inserted: 2, rows_superseded: 2, gaps_before: 0, gaps_after: 0 });
		const now = await database.db(OWNERSHIP).where({ supersedes_id: standing.id }).first();
		expect(now).toMatchObject({ owner_gov_code: 'GOV-MOT', is_inherited_anchor: true, lifecycle_status: 'active' });
		expect(await database.db(OWNERSHIP).where({ id: standing.id }).first()).toMatchObject({
			lifecycle_status: 'superseded',
			effective_to: now.effective_from,
			updated_by: 'test',
			owner_gov_code: 'GOV-DOT',
		});
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '0' }]);
		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 2, rows_restored: 2 });
		await database.db.raw(`select setval('${OWNERSHIP}_id_seq', 30)`);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('a direct owner gives way where it is asked for, and what was built upon is undone last one first', async () => {
		await assignOwner(context, WRITER, direct());
		const before = await fingerprint(database.db);
		expect(await previewAssignment(context, WRITER, direct({ owner_gov_code: 'GOV-SIV' }))).toMatchObject({ kept_cells: 1 });
		const first = await assignOwner(context, WRITER, direct({ owner_gov_code: 'GOV-SIV', replace: true }));
		expect(first.effect.cells).toMatchObject([{ effect: 'replaced', owners_before: ['GOV-MOT'], owners_after: ['GOV-SIV'] }]);
		const second = await assignOwner(context, WRITER, direct({ owner_gov_code: 'GOV-MOUT', replace: true }));
		await expect(undoBatch(context, WRITER, first.batch.id)).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
		await undoBatch(context, WRITER, second.batch.id);
		await undoBatch(context, WRITER, first.batch.id);
		await database.db.raw(`select setval('${OWNERSHIP}_id_seq', 31)`);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('is not replaced where the profile does not say that people may write it', async () => {
		await expect(assignOwner(contextFor(database), WRITER, anchor({ replace: true }))).rejects.toMatchObject({
			code: 'AXIS_OWNERSHIP_READ_ONLY',
		});
	});
});

describe('a parallel axis whose cells are owned', () => {
	beforeEach(() => openAt('tier 4'));

	it('an owner stays unless it is to be replaced, and an undo restores it to the letter', async () => {
		const before = await fingerprint(database.db);
		expect(await previewAssignment(context, WRITER, cell())).toMatchObject({ kept_cells: 1, rows_inserted: 0 });
		const { batch, effect } = await assignOwner(context, WRITER, cell({ replace: true }));
		expect(effect).toMatchObject({ replaced_cells: 1, rows_inserted: 1, rows_superseded: 1, gaps_before: 0, gaps_after: 0 });
		expect(effect.cells).toEqual([
			{ ...AGENTS, value_code: 'GRP-AI', effect: 'replaced', owners_before: ['GOV-DOT'], owners_after: ['GOV-MOT'] },
		]);
		await expect(rollbackTier(context, REQUEST, '4')).rejects.toMatchObject({ code: 'AXIS_PRECONDITION' });
		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 1, rows_restored: 1 });
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('batches that build on each other are undone last one first', async () => {
		const first = await assignOwner(context, WRITER, cell({ replace: true }));
		const second = await assignOwner(context, WRITER, cell({ owner_gov_code: 'GOV-SIV', replace: true }));
		await expect(undoBatch(context, WRITER, first.batch.id)).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
		await undoBatch(context, WRITER, second.batch.id);
		await undoBatch(context, WRITER, first.batch.id);
		expect(await database.db('axis_object_ownership').whereNotNull('changed_at')).toEqual([]);
	});

	it('a rollout that runs refuses it at once, and a batch outlives the rollback of its rows', async () => {
		const { batch } = await assignOwner(context, WRITER, cell({ replace: true }));
		const rollout = await database.connect().transaction();
		await rollout.raw('select pg_advisory_xact_lock(?::integer, 3)', [0x61786973]);
		await expect(assignOwner(context, WRITER, cell())).rejects.toMatchObject({ code: 'AXIS_ROLLOUT_BUSY' });
		await rollout.rollback();
		for (const tier of ['4', '3', '2', '1']) await rollbackTier(context, REQUEST, tier, { force: true });
		await expect(undoBatch(context, WRITER, batch.id)).rejects.toMatchObject({
			code: 'AXIS_BATCH_CHANGED',
			message: expect.stringContaining('tier 1 was rolled back'),
		});
		expect((await listChanges(database.db, PAGE, { kind: 'owners' })).rows).toMatchObject([
			{ id: batch.id, undone_at: null, undo: null },
		]);
		await expect(assignOwner(context, WRITER, cell())).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
	});
});

it('100,000 cells of a group are assigned and undone as one batch, exactly', { timeout: 300_000 }, async () => {
	await openAt('tier 2');
	await database.db.raw(`
		insert into collection_registry (collection_name, "group", governance_role, coverage_status)
		select 'bulk_' || n, 'GRP-BULK', 'governed', 'BIRTH_REQUIRED' from generate_series(1, 20000) as n;
		insert into axis_registry (axis_code, axis_name, axis_family, axis_kind, status) values ('bulk', 'Bulk', 'label', 'uncertain', 'active');
		insert into axis_value (axis_code, value_code, status) select 'bulk', 'v' || n, 'active' from generate_series(1, 5) as n;
		insert into coverage_rule (rule_code, axis_code, coverage_mode, status) values ('CR-BULK', 'bulk', 'cross_product', 'active');
		analyze collection_registry`);
	const body = anchor({ axis_code: 'bulk', as: 'direct', group_ref: 'GRP-BULK', value_codes: ['v1', 'v2', 'v3', 'v4', 'v5'] });
	const before = await fingerprint(database.db);
	const timed = async <Value>(what: string, work: () => Promise<Value>) => {
		const started = performance.now();
		const value = await work();
		process.stdout.write(`${what}: ${Math.round(performance.now() - started)} ms\n`);
		return value;
	};
	const preview = await timed('preview of 100,000 cells', () => previewAssignment(context, WRITER, body));
	const { batch, effect } = await timed('assignment of 100,000 cells', () => assignOwner(context, WRITER, body));
	expect({ ...effect, committed: false, gate: preview.gate }).toEqual(preview);
	expect(effect).toMatchObject({ asked_cells: 100_000, covered_cells: 100_000, gaps_before: 100_175, gaps_after: 175 });
	expect(await database.db('v_axis_coverage_gap').where({ axis_code: 'bulk' }).count()).toEqual([{ count: '175' }]);
	expect(await timed('undo of 100,000 cells', () => undoBatch(context, WRITER, batch.id))).toMatchObject({
		rows_deleted: 100_000,
	});
	expect(await fingerprint(database.db)).toBe(before);
});
