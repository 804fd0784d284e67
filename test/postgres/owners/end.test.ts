/** Ending owners and handing them over on the reference deployment: numbers, refusals, undo, and others who write meanwhile. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EndBody, TransferBody } from '../../../src/contract';
import { assignOwner } from '../../../src/owners/assign-owner';
import { listChanges } from '../../../src/changes/list-changes';
import { endOwner, previewEnd } from '../../../src/owners/end-owner';
import { previewTransfer, transferOwner } from '../../../src/owners/transfer-owner';
import { undoBatch } from '../../../src/owners/undo-batch';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import { outcomeOf, until } from '../support/sessions';
import { createDatabaseAt } from '../support/states';

const WRITER = { actor: 'test' };
const BASE = 'governance_object_ownership';
const AGENTS = { object_type: 'collection', object_ref: 'agents' };
const CELL = { axis_code: 'containment', reason: 'left', cells: [{ ...AGENTS, value_code: 'GRP-AI' }] };
const ANCHOR: EndBody = {
	axis_code: 'responsibility',
	reason: 'left',
	as: 'anchor',
	group_ref: 'GRP-AI',
	value_codes: ['audit'],
};
const transfer = (more: Partial<TransferBody> = {}): TransferBody => ({
	from: 'GOV-DOT',
	to: 'GOV-MOT',
	reason: 'the team was dissolved',
	...more,
});

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
		// Who comes second waits for the one who moves much.
		profile.rollout = { ...Object(profile.rollout), lock_timeout_ms: 120_000 };
	});
	context = contextFor(database, { loaded });
});
afterEach(() => database.drop());

const gaps = async (axis_code: string) =>
	Number((await database.db('v_axis_coverage_gap').where({ axis_code }).count())[0]?.count);
const standing = (table: string, owner_gov_code: string) =>
	database.db(table).where({ owner_gov_code, lifecycle_status: 'active', owner_kind: 'accountable' }).orderBy('id');
/** Every owner row to the letter. Not the fingerprint: the sequence of the base model moves, which nothing gives back. */
const rows = async () =>
	(
		await database.db.raw(`
			select to_jsonb(owner)::text as row from ${BASE} as owner
			union all select to_jsonb(owner)::text from axis_object_ownership as owner
			order by 1`)
	).rows;

describe('an owner that ends', () => {
	it('leaves a gap on a parallel axis, which the preview tells, and an undo gives back the very row', async () => {
		const before = await fingerprint(database.db);
		const preview = await previewEnd(context, WRITER, CELL);
		expect(await fingerprint(database.db)).toBe(before);
		const { batch, effect } = await endOwner(context, WRITER, CELL);
		expect({ ...effect, committed: false, gate: preview.gate }).toEqual(preview);
		expect(effect).toMatchObject({
			...{ rows_ended: 1, anchors_ended: 0, rows_inserted: 0, asked_cells: 1, opened_cells: 1, gaps_before: 0, gaps_after: 1 },
			cells: [{ ...AGENTS, effect: 'opened', owners_before: ['GOV-DOT'], owners_after: [] }],
			rows: [{ relation: 'axis_object_ownership', owner_gov_code: 'GOV-DOT', is_anchor: false }],
		});
		expect(batch).toMatchObject({ kind: 'end', axis_code: 'containment', owner_gov_code: null, effect: { rows_superseded: 1 } });
		expect(await gaps('containment')).toBe(1);
		expect(await database.db('axis_object_ownership').where({ lifecycle_status: 'revoked' })).toMatchObject([
			{ ...AGENTS, effective_to: expect.any(Date) },
		]);
		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: 0, rows_restored: 1 });
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('of a group opens the cells below, those of an object fall back to what they inherit', async () => {
		const before = await rows();
		const given = await assignOwner(context, WRITER, {
			...{ axis_code: 'responsibility', owner_gov_code: 'GOV-SIV', reason: 'found' },
			cells: [{ ...AGENTS, value_code: 'audit' }],
		});
		const direct: EndBody = { ...ANCHOR, as: 'direct' };
		const back = await endOwner(context, WRITER, direct);
		expect(back.effect).toMatchObject({ rows_ended: 1, inherited_cells: 1, opened_cells: 0, gaps_after: 0 });
		expect(back.effect.cells).toMatchObject([{ effect: 'inherited', owners_before: ['GOV-SIV'], owners_after: ['GOV-DOT'] }]);
		await expect(endOwner(context, WRITER, direct)).rejects.toMatchObject({ code: 'AXIS_CELLS_REFUSED' });
		const opened = await endOwner(context, WRITER, ANCHOR);
		expect(opened.effect).toMatchObject({ rows_ended: 1, anchors_ended: 1, opened_cells: 1, gaps_before: 0, gaps_after: 1 });
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '1' }]);
		// In another order than the last one first, where nothing was built upon.
		await undoBatch(context, WRITER, back.batch.id);
		await undoBatch(context, WRITER, opened.batch.id);
		await undoBatch(context, WRITER, given.batch.id);
		expect(await rows()).toEqual(before);
	});

	it('is refused where nothing stands, and where the profile keeps its hands off', async () => {
		const before = await fingerprint(database.db);
		await expect(
			endOwner(context, WRITER, {
				axis_code: 'responsibility',
				reason: 'left',
				cells: [{ ...AGENTS, value_code: 'audit' }],
			}),
		).rejects.toMatchObject({ code: 'AXIS_CELLS_REFUSED' });
		for (const write of [endOwner, previewEnd]) {
			await expect(write(contextFor(database), WRITER, ANCHOR)).rejects.toMatchObject({ code: 'AXIS_OWNERSHIP_READ_ONLY' });
			await expect(write(context, WRITER, { ...CELL, axis_code: 'none' })).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
		}
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('is not given back where another owner stands now', async () => {
		const { batch } = await endOwner(context, WRITER, CELL);
		await assignOwner(context, WRITER, { ...CELL, owner_gov_code: 'GOV-SIV' });
		await expect(undoBatch(context, WRITER, batch.id)).rejects.toMatchObject({
			code: 'AXIS_BATCH_CHANGED',
			extensions: { violations: [{ violation: 'another owner stands where a row is to be put back' }] },
		});
	});
});

describe('what is handed over', () => {
	it('is every row in effect, on groups and cells of every axis, and an undo gives back the very rows', async () => {
		const before = await rows();
		await database.db('governance_registry').where({ code: 'GOV-DOT' }).update({ status: 'retired' });
		const [base, parallel] = [await standing(BASE, 'GOV-DOT'), await standing('axis_object_ownership', 'GOV-DOT')];
		const preview = await previewTransfer(context, WRITER, transfer());
		expect(await rows()).toEqual(before);
		const { batch, effect } = await transferOwner(context, WRITER, transfer());
		expect({ ...effect, committed: false, gate: preview.gate }).toEqual(preview);
		const moved = base.length + parallel.length;
		expect(effect).toMatchObject({
			...{
				rows_ended: moved,
				rows_inserted: moved,
				anchors_ended: base.length,
				kept_cells: 0,
				opened_cells: 0,
				inherited_cells: 0,
			},
			...{ passed_cells: effect.asked_cells, gaps_before: effect.gaps_after, axes: ['containment', 'responsibility', 'topic'] },
		});
		expect(base.length * parallel.length).toBeGreaterThan(0);
		expect(batch).toMatchObject({ kind: 'transfer', axis_code: null, owner_gov_code: 'GOV-MOT', from_gov_code: 'GOV-DOT' });
		expect([await standing(BASE, 'GOV-DOT'), await standing('axis_object_ownership', 'GOV-DOT')]).toEqual([[], []]);
		expect((await standing(BASE, 'GOV-MOT')).map((row) => String(row.supersedes_id))).toEqual(base.map((row) => String(row.id)));
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '0' }]);
		const [told] = (await listChanges(database.db, { limit: 1, offset: 0 }, { axis: 'topic' })).rows;
		expect(told).toMatchObject({
			id: batch.id,
			act: 'transfer',
			from: 'GOV-DOT',
			to: 'GOV-MOT',
			undo: `POST /axis/owners/${batch.id}/undo`,
		});
		expect(told?.what).toBe(`"GOV-DOT" handed ${moved} rows over to "GOV-MOT" on several axes.`);
		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: moved, rows_restored: moved });
		expect(await rows()).toEqual(before);
	});

	it('may be some axes or groups alone; the rest stays and is counted', async () => {
		const axis = await previewTransfer(context, WRITER, transfer({ axes: ['containment'] }));
		expect(axis).toMatchObject({ axes: ['containment'], anchors_ended: 0, rows_ended: 3, passed_cells: 3, kept_cells: 0 });
		const group = await previewTransfer(context, WRITER, transfer({ axes: ['containment'], groups: ['GRP-AI'] }));
		expect(group).toMatchObject({ rows_ended: 1, passed_cells: 1, kept_cells: 2, group_ref: 'GRP-AI' });
	});

	it('what cannot be handed over is named, all of it at once', async () => {
		const before = await fingerprint(database.db);
		const wrong = transfer({ from: 'GOV-NOBODY', to: 'GOV-NOBODY', groups: ['GRP-NONE'] });
		await expect(transferOwner(context, WRITER, wrong)).rejects.toMatchObject({
			code: 'AXIS_CELLS_REFUSED',
			extensions: {
				violations: [
					{ violation: 'no owner of this authority is in effect there' },
					{ violation: 'the owner is no authority of governance_registry' },
					{ violation: 'there is no such group', object_ref: 'GRP-NONE' },
					{ violation: 'who hands over and who takes over are the same' },
				],
			},
		});
		await expect(transferOwner(context, WRITER, transfer({ axes: ['none'] }))).rejects.toMatchObject({
			code: 'AXIS_UNKNOWN_AXIS',
		});
		await expect(transferOwner(contextFor(database), WRITER, transfer())).rejects.toMatchObject({
			code: 'AXIS_OWNERSHIP_READ_ONLY',
		});
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('needs tier 1, and says so', async () => {
		const before = await createDatabaseAt('ratified');
		try {
			await expect(previewTransfer(contextFor(before), WRITER, transfer())).rejects.toMatchObject({
				code: 'AXIS_PREREQUISITE_MISSING',
				extensions: { missing: ['axis_object_ownership'] },
			});
		} finally {
			await before.drop();
		}
	});

	it('20,000 cells pass while others assign: no cell is lost, and none has two owners', { timeout: 300_000 }, async () => {
		await database.db.raw(`
			insert into collection_registry (collection_name, "group", governance_role, coverage_status)
			select 'bulk_' || n, 'GRP-BULK', 'governed', 'BIRTH_REQUIRED' from generate_series(1, 10000) as n;
			insert into axis_registry (axis_code, axis_name, axis_family, axis_kind, status) values ('bulk', 'Bulk', 'label', 'uncertain', 'active');
			insert into axis_value (axis_code, value_code, status) values ('bulk', 'v1', 'active'), ('bulk', 'v2', 'active');
			insert into coverage_rule (rule_code, axis_code, coverage_mode, status) values ('CR-BULK', 'bulk', 'cross_product', 'active');
			insert into axis_object_ownership (object_type, object_ref, axis_code, value_code, owner_gov_code)
			select 'collection', 'bulk_' || n, 'bulk', v, 'GOV-DOT' from generate_series(1, 10000) as n cross join (values ('v1'), ('v2')) as value (v);
			analyze collection_registry, axis_object_ownership`);
		const required = await database.db('v_axis_required_cell').where({ axis_code: 'bulk' }).count();
		const open = await gaps('bulk');
		// Somebody writes an owner by hand and has not committed; an assignment and the transfer come meanwhile.
		const other = await database.connect().transaction();
		await other('axis_object_ownership')
			.where({ object_ref: 'bulk_1', value_code: 'v1' })
			.update({ lifecycle_status: 'superseded' });
		await other('axis_object_ownership').insert({
			...{ object_type: 'collection', object_ref: 'bulk_1', axis_code: 'bulk', value_code: 'v1', owner_gov_code: 'GOV-SIV' },
		});
		const started = performance.now();
		const moving = outcomeOf(transferOwner(context, WRITER, transfer({ axes: ['bulk'] })));
		await until(
			database.db,
			'select from pg_locks join pg_stat_activity using (pid) where not granted and datname = current_database()',
		);
		const cells = [{ object_type: 'collection', object_ref: 'bulk_2', value_code: 'v1' }];
		const assigning = outcomeOf(
			assignOwner(context, WRITER, { axis_code: 'bulk', owner_gov_code: 'GOV-MOUT', reason: 'mine', replace: true, cells }),
		);
		await other.commit();
		expect(await moving).toMatchObject({ value: { effect: { rows_ended: 19_999, passed_cells: 19_999 } } });
		process.stdout.write(`transfer of 20,000 cells: ${Math.round(performance.now() - started)} ms\n`);
		expect(await assigning).toMatchObject({ value: { effect: { replaced_cells: 1 } } });
		const { rows: owned } = await database.db.raw(`
			select owner_gov_code as owner, count(*) as rows, count(distinct (object_ref, value_code)) as cells
			from axis_object_ownership
			where axis_code = 'bulk' and lifecycle_status = 'active'
			group by owner_gov_code
			order by owner_gov_code`);
		expect(owned).toEqual([
			{ owner: 'GOV-MOT', rows: '19998', cells: '19998' },
			{ owner: 'GOV-MOUT', rows: '1', cells: '1' },
			{ owner: 'GOV-SIV', rows: '1', cells: '1' },
		]);
		expect(await gaps('bulk')).toBe(open);
		expect(Number(required[0]?.count) - open).toBe(20_000);
	});
});
