/** The history: each act of people once, newest first, by who, axis, object, kind, act and time, with what takes it back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChangesQuery } from '../../../src/contract';
import { listChanges } from '../../../src/changes/list-changes';
import { applyChange } from '../../../src/model/apply-change';
import { undoChange } from '../../../src/model/undo-change';
import { assignOwner } from '../../../src/owners/assign-owner';
import { endOwner } from '../../../src/owners/end-owner';
import { linkAuthority } from '../../../src/owners/link-authority';
import { undoBatch } from '../../../src/owners/undo-batch';
import { revokeWaiver, waiveCells } from '../../../src/owners/waive';
import { applyAll } from '../../../src/rollout/apply';
import { rollbackAll } from '../../../src/rollout/rollback';
import type { RolloutContext } from '../../../src/run/context';
import { topic } from '../model/support';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const AGENTS = { object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' };
const BODY = { axis_code: 'containment', owner_gov_code: 'GOV-MOT', reason: 'moved', replace: true, cells: [AGENTS] };
const PAGE = { limit: 100, offset: 0 };
const EXPIRES = new Date(Date.now() + 90 * 86_400_000).toISOString();

let database: TestDatabase;
let context: RolloutContext;
const ids: Record<string, string> = {};
let waived: unknown[];
beforeAll(async () => {
	database = await createDatabaseAt('tier 5');
	context = contextFor(database);
	const ada = { actor: 'Ada' };
	ids.merge = (await applyChange(context, REQUEST, topic('ai-ops', 'deprecated', { merge_into: 'workflow' }))).run.id;
	ids.back = (await undoChange(context, REQUEST, ids.merge, 'too early')).run.id;
	ids.assign = (await assignOwner(context, ada, BODY)).batch.id;
	ids.end = (await endOwner(context, ada, { axis_code: 'containment', reason: 'left', cells: [AGENTS] })).batch.id;
	await undoBatch(context, { actor: 'Bob' }, ids.end);
	const { rows } = await database.db.raw(`
		select object_type, object_ref, value_code from v_axis_coverage_gap where axis_code = 'topic'
		order by object_type, object_ref, value_code limit 1`);
	const waive = { axis_code: 'topic', cells: rows, reason: 'is being rebuilt', approved_by: 'Cleo', expires_at: EXPIRES };
	const made = await waiveCells(context, ada, waive);
	ids.waive = made.batch.id;
	waived = await waivers();
	await revokeWaiver(context, ada, String(made.waivers[0]?.id));
	ids.link = (await linkAuthority(context, REQUEST, 'GOV-DOT', { reason: 'nobody stands behind it' })).run.id;
});
afterAll(() => database.drop());

const waivers = async () => (await database.db.raw('select to_jsonb(w) as row from axis_internal.waiver w')).rows;
const history = async (filter: ChangesQuery = {}, page = PAGE) => (await listChanges(database.db, page, filter)).rows;
const acts = async (filter: ChangesQuery) =>
	(await history(filter)).map(({ act, undo_of }) => (undo_of === null ? act : `not ${act}`));

it('tells each act once, newest first, in a sentence, with who, why and numbers', async () => {
	expect((await history()).map(({ who, what, why }) => [who, what, why])).toEqual([
		['test', 'Authority "GOV-DOT" linked to nobody.', 'nobody stands behind it'],
		['Ada', '1 waiver revoked on the axis "topic".', 'is being rebuilt'],
		['Ada', '1 waiver made on the axis "topic".', 'is being rebuilt'],
		['Bob', 'Taken back: owners ended in 1 row on the axis "containment".', null],
		['Ada', 'Owners ended in 1 row on the axis "containment".', 'left'],
		['Ada', '"GOV-MOT" assigned to 1 cell on the axis "containment".', 'moved'],
		['test', 'Taken back: the value "ai-ops" of the axis "topic" merged into "workflow".', 'too early'],
		['test', 'The value "ai-ops" of the axis "topic" merged into "workflow".', 'because'],
		...['5', '4', '3', '2', '1'].map((tier) => ['test', `Tier ${tier} applied.`, null]),
	]);
	expect(await history({ kind: 'owners' })).toMatchObject([
		{ id: ids.end, undo_of: ids.end, undo: null },
		{ id: ids.end, undone_by: 'Bob', undone_in: null, undo: null, gaps_before: 0, gaps_after: 1, rows: 1 },
		{
			id: ids.assign,
			undone_by: null,
			undo: `POST /axis/owners/${ids.assign}/undo`,
			cells: 1,
			from: null,
			to: 'GOV-MOT',
			rows: 2,
		},
	]);
	expect(await history({ kind: 'value' })).toMatchObject([
		{ id: ids.back, undo_of: ids.merge, undo: `POST /axis/model/changes/${ids.back}/undo` },
		{ id: ids.merge, undone_by: 'test', undone_in: ids.back, undo: null, from: 'active', to: 'deprecated' },
	]);
});

describe('is filtered', () => {
	it.each<[string, ChangesQuery, string[]]>([
		['by who', { who: 'Bob' }, ['not end']],
		['by axis', { axis: 'topic' }, ['revoke', 'waive', 'not merge', 'merge']],
		['by object', { object: 'agents' }, ['not end', 'end', 'assign', 'not merge', 'merge']],
		['by object and kind', { object: 'agents', kind: 'value' }, ['not merge', 'merge']],
		['by no such object', { object: 'agent' }, []],
		['by kinds', { kind: 'link,waivers' }, ['unlink', 'revoke', 'waive']],
		['by time', { since: '2999-01-01' }, []],
		['by several', { axis: 'containment', who: 'Ada', until: '2999-01-01' }, ['end', 'assign']],
	])('%s', async (_by, filter, expected) => {
		const { rows, total } = await listChanges(database.db, PAGE, filter);
		expect([await acts(filter), total]).toEqual([expected, expected.length]);
		expect(rows.map(({ id }) => id)).toEqual(
			(await Promise.all(rows.map((_, offset) => history(filter, { limit: 1, offset })))).flatMap((page) =>
				page.map(({ id }) => id),
			),
		);
	});

	it('by one act, and what took it back', async () => {
		expect(await acts({ batch: ids.merge?.toUpperCase() })).toEqual(['not merge', 'merge']);
		expect(await acts({ batch: ids.end })).toEqual(['not end', 'end']);
	});

	it('by a day, which is whole', async () => {
		const [newest] = await history();
		const day = newest?.at.slice(0, 10) ?? '';
		expect((await history({ since: day, until: day })).map(({ id }) => id)).toContain(ids.link);
		expect(await history({ until: newest?.at })).not.toContainEqual(newest);
		expect((await history({ since: newest?.at }))[0]).toEqual(newest);
	});
});

it('a waiver that was revoked, and the waiver itself, are taken back to the very rows', async () => {
	const [revoked] = await history({ kind: 'waivers' });
	await expect(undoBatch(context, { actor: 'Ada' }, ids.waive ?? '')).rejects.toMatchObject({ code: 'AXIS_BATCH_CHANGED' });
	await undoBatch(context, { actor: 'Ada' }, revoked?.id ?? '');
	expect(await waivers()).toEqual(waived);
	await undoBatch(context, { actor: 'Ada' }, ids.waive ?? '');
	expect(await waivers()).toEqual([]);
	expect(await acts({ kind: 'waivers' })).toEqual(['not waive', 'not revoke', 'revoke', 'waive']);
});

it('outlives a rollback, after which nothing takes an act back; before the first act it is empty', async () => {
	const before = await history();
	await rollbackAll(context, REQUEST, null, { force: true });
	const after = await history();
	expect(after.slice(5).map(({ id, what }) => [id, what])).toEqual(before.map(({ id, what }) => [id, what]));
	expect(after.every(({ undo }) => undo === null)).toBe(true);
	expect(await acts({ object: 'agents', kind: 'owners' })).toEqual(['not end', 'end', 'assign']);
	expect(after.slice(0, 5).map(({ what }) => what)).toEqual(['1', '2', '3', '4', '5'].map((tier) => `Tier ${tier} rolled back.`));
	await applyAll(context, REQUEST, null);
	expect((await history({ kind: 'owners' })).map(({ undo }) => undo)).toEqual([null, null, null]);
	const bare = await createDatabase();
	expect(await listChanges(bare.db, PAGE)).toEqual({ rows: [], total: 0 });
	await bare.drop();
});
