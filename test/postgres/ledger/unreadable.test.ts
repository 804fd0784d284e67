/** Records that another build wrote: one that lacks a key takes no list down, and is named. Each key is taken away in turn. */
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignOwner } from '../../../src/owners/assign-owner';
import { listWaivers } from '../../../src/owners/waivers';
import { listChanges } from '../../../src/changes/list-changes';
import { applyChange } from '../../../src/model/apply-change';
import { undoChange } from '../../../src/model/undo-change';
import { listRuns } from '../../../src/run/ledger-read';
import { verifyRollout } from '../../../src/rollout/verify';
import { topic } from '../model/support';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const PAGE = { limit: 100, offset: 0 };
const BODY = {
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	reason: 'moved',
	replace: true,
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' }],
};

let database: TestDatabase;
let db: Knex;
let old: string;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	db = database.db;
	const context = contextFor(database);
	for (const code of ['ai-ops', 'workflow']) {
		const { run } = await applyChange(context, REQUEST, topic(code, 'deprecated'));
		old ??= run.id;
	}
	await assignOwner(context, { actor: 'test' }, BODY);
	// The ledger is append-only, for everybody but its owner.
	await db.raw('alter table axis_rollout_run disable trigger user');
});
afterAll(() => database.drop());

/** Every path to a key of a document, those of its objects too. */
function keysOf(value: unknown, path: string[] = []): string[][] {
	if (typeof value !== 'object' || value === null || Array.isArray(value)) return [];
	return Object.entries(value).flatMap(([key, inner]) => [[...path, key], ...keysOf(inner, [...path, key])]);
}

/** Every list of stored records. */
async function readAll() {
	const events = await listChanges(db, PAGE);
	const batches = await listChanges(db, PAGE, { kind: 'owners' });
	const runs = await listRuns(db, PAGE);
	return { events, batches, runs, waivers: await listWaivers(db, PAGE, { axis: '', state: '' }) };
}

it('whatever key a change of the model lacks, all lists are answered, and what cannot be read is named', async () => {
	const before = await readAll();
	const { total } = before.events;
	expect(before.events).toMatchObject({ rows: { length: total } });
	const stored = await db('axis_rollout_run').where({ id: old }).first('request', 'result');
	const named = new Set<string>();
	for (const column of ['request', 'result'] as const) {
		for (const path of keysOf(stored[column])) {
			await db.raw(`update axis_rollout_run set ?? = ?? #- ?::text[] where id = ?`, [column, column, path, old]);
			const { events, batches, runs } = await readAll();
			expect(events.total, path.join('.')).toBe(total);
			expect(events.rows.length + (events.unreadable?.length ?? 0), path.join('.')).toBe(total);
			if (events.unreadable) {
				expect(events.unreadable).toEqual([{ id: old, problems: [expect.any(String)] }]);
				named.add(path.join('.'));
			}
			expect([batches, runs.total]).toEqual([before.batches, before.runs.total]);
			await db('axis_rollout_run')
				.where({ id: old })
				.update({ [column]: JSON.stringify(stored[column]) });
		}
	}
	await db('axis_rollout_run').where({ id: old }).update({ request: '{}', result: '{}' });
	expect(await verifyRollout(contextFor(database))).toMatchObject({ status: expect.stringMatching(/^(PASS|FAIL)$/) });
	await db('axis_rollout_run')
		.where({ id: old })
		.update({ request: JSON.stringify(stored.request), result: JSON.stringify(stored.result) });
	expect([...named], 'what names the act').toEqual(['kind']);
});

it('a change whose record lacks what an undo needs is refused in words, and nothing is changed', async () => {
	const { result } = await db('axis_rollout_run').where({ id: old }).first('result');
	await db.raw(`update axis_rollout_run set result = result - 'touched' where id = ?`, [old]);
	await db.raw('alter table axis_rollout_run enable trigger user');
	await expect(undoChange(contextFor(database), REQUEST, old, 'no')).rejects.toMatchObject({
		code: 'AXIS_LIFECYCLE_CONFLICT',
		extensions: { violations: [{ violation: 'its record cannot be read', object: 'touched' }] },
	});
	await db.raw('alter table axis_rollout_run disable trigger user');
	await db('axis_rollout_run')
		.where({ id: old })
		.update({ result: JSON.stringify(result) });
});

it('whatever a batch of owners did not count yet is told as not counted', async () => {
	const { effect } = await db('axis_internal.assignment_batch').first('effect');
	for (const path of keysOf(effect)) {
		await db.raw(`update axis_internal.assignment_batch set effect = effect #- ?::text[]`, [path]);
		expect((await listChanges(db, PAGE, { kind: 'owners' })).rows, path.join('.')).toHaveLength(1);
		await db('axis_internal.assignment_batch').update({ effect: JSON.stringify(effect) });
	}
	await db('axis_internal.assignment_batch').update({ effect: JSON.stringify([]) });
	expect((await listChanges(db, PAGE, { kind: 'owners' })).rows).toMatchObject([{ cells: null, rows: null, gaps_before: null }]);
	await db('axis_internal.assignment_batch').update({ effect: JSON.stringify(effect) });
});

it('a list in batches has a row for what it cannot read too', async () => {
	const { request } = await db('axis_rollout_run').where({ id: old }).first('request');
	await db('axis_rollout_run').where({ id: old }).update({ request: '{}' });
	const taken: object[] = [];
	const take = async (rows: readonly object[]) => void taken.push(...rows);
	await listChanges(db, { ...PAGE, taker: { signal: new AbortController().signal, begin: () => {}, take } });
	expect(taken).toContainEqual({ id: old });
	await db('axis_rollout_run')
		.where({ id: old })
		.update({ request: JSON.stringify(request) });
});
