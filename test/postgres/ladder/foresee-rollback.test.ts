/** A rollback of several tiers asks what would refuse any of them before the first one goes. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { assignOwner } from '../../../src/owners/assign-owner';
import { undoBatch } from '../../../src/owners/undo-batch';
import { waiveCells } from '../../../src/owners/waive';
import { applyAll } from '../../../src/rollout/apply';
import type { RolloutContext } from '../../../src/run/context';
import { reportRollback } from '../../../src/rollout/report-rollback';
import { rollbackAll } from '../../../src/rollout/rollback';
import { PSQL, writeTestPacket } from '../packet/psql';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';
import { addOwnAxis, addRows } from './people';
import { lastRun, refused, standing } from './proof';

const FORCE = { force: true };
const WRITER = { actor: 'ada' };
const CELL = { object_type: 'collection', object_ref: 'agents', value_code: 'audit' };

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 6');
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
		profile.rollout = { order: ['ownership', 'structure', 'responsibility', 'containment', 'topic', 'scan'] };
	});
	context = contextFor(database, { loaded });
});
afterEach(() => database.drop());

const refusedWith = (violations: object[], options = { force: false }) =>
	refused(database.db, () => rollbackAll(context, REQUEST, null, options), {
		code: 'AXIS_PRECONDITION',
		message: expect.stringMatching(/^The rollback did not start.*Nothing was changed\.$/s),
		extensions: { asked: 'rollback', committed_tiers: [], violations: violations.map((row) => expect.objectContaining(row)) },
	});

async function assignOne(): Promise<string> {
	const body = { axis_code: 'responsibility', owner_gov_code: 'GOV-SIV', reason: 'theirs', cells: [CELL], replace: false };
	return (await assignOwner(context, WRITER, body)).batch.id;
}

it('it tells the refusals of every tier at once, with their ways out, and changes nothing', async () => {
	const { db } = database;
	await addOwnAxis(db);
	await db('axis_value').insert({ axis_code: 'containment', value_code: 'theirs', tag: 'assign:some-batch' });
	const batch = await assignOne();
	await refusedWith([
		{ tier: 4, check: 'rows_of_others', object: 'axis_value', key: 'theirs', tag: 'assign:some-batch' },
		{ tier: 1, check: 'tables_empty', object: 'axis_assignment', key: 'collection pages theirs root active' },
		{ tier: 1, check: 'tables_empty', object: 'axis_assignment', key: 'collection pages theirs theirs active' },
		{ tier: 1, check: 'tables_empty', object: 'axis_object_ownership' },
		{ tier: 1, check: 'tables_empty', object: 'axis_registry', key: 'theirs' },
		{ tier: 1, check: 'tables_empty', object: 'axis_value', key: 'theirs root' },
		{ tier: 1, check: 'tables_empty', object: 'axis_value', key: 'theirs theirs' },
		{ tier: 1, check: 'tables_empty', object: 'coverage_rule', key: 'CR-OWN-AXIS' },
		{ tier: 1, check: 'canonical_owners', object: 'agents', scope: 'audit', batch, remedy: expect.stringContaining('undo') },
	]);
	expect(await lastRun(db)).toMatchObject({ action: 'rollback', status: 'refused', part_of: null });
});

it('a refusal of more rows than anybody reads carries the first hundred and counts them all, to its caller and in the ledger', async () => {
	const { db } = database;
	await db.raw(
		`insert into axis_value (axis_code, value_code, tag) select 'containment', 'theirs-' || lpad(n::text, 3, '0'), 'theirs' from generate_series(1, 240) as n`,
	);
	await refused(db, () => rollbackAll(context, REQUEST, null), {
		message: expect.stringContaining('; and 237 more.'),
		extensions: { total: 240, violations: { length: 100 } },
	});
	expect(await lastRun(db)).toMatchObject({ error: { facts: { total: 240, violations: { length: 100 } } } });
});

describe('the report of what it would meet', () => {
	it('of a rollout that nobody touched names the tiers that go, and nothing else; of none, nothing', async () => {
		const tiers = ['scan', 'topic', 'containment', 'responsibility', 'structure', 'ownership'];
		const before = await standing(database.db);
		expect(await reportRollback(context)).toEqual({ tiers, refuses: [], takes: [], standing: { total: 0, acts: [] } });
		expect(await standing(database.db)).toBe(before);
		await rollbackAll(context, REQUEST, null);
		expect(await reportRollback(context)).toEqual({ tiers: [], refuses: [], takes: [], standing: { total: 0, acts: [] } });
	});

	it('tells what refuses it apart from what it would take from people, each kind once with its rows and its way out', async () => {
		await database.db.raw('create view theirs as select * from v_axis_coverage_gap');
		await database.db.raw(
			`insert into axis_value (axis_code, value_code, tag) select 'containment', 'theirs-' || lpad(n::text, 2, '0'), 'theirs' from generate_series(1, 23) as n`,
		);
		const batch = await assignOne();
		const { refuses, takes } = await reportRollback(context);
		expect(refuses).toEqual([
			expect.objectContaining({
				tier: 1,
				check: 'nothing_of_others',
				count: 1,
				rows: [{ kind: 'view', object: 'public.theirs' }],
			}),
		]);
		expect(takes.map(({ tier, check, count, rows }) => [tier, check, count, rows.length])).toEqual([
			[4, 'rows_of_others', 23, 20],
			[1, 'canonical_owners', 1, 1],
		]);
		expect(takes[0]?.rows[0]).toMatchObject({ object: 'axis_value', key: 'theirs-01', tag: 'theirs' });
		expect(takes.at(-1)).toMatchObject({ name: 'structure', remedy: expect.stringContaining('undo'), rows: [{ batch }] });
	});
});

describe('an owner that a person assigned in the canonical model', () => {
	it('refuses the rollback by its batch, and undoing that lets the rollout be taken back and applied again', async () => {
		const batch = await assignOne();
		await refusedWith([{ tier: 1, check: 'canonical_owners', batch }]);
		await undoBatch(context, WRITER, batch);
		await expect(rollbackAll(context, REQUEST, null)).resolves.toMatchObject({ fingerprint: { equal: true } });
		await applyAll(context, REQUEST, null);
	});

	it('goes with force, is recorded, and leaves nothing that keeps the rollout from being applied again', async () => {
		const batch = await assignOne();
		const answer = await rollbackAll(context, REQUEST, null, FORCE);
		expect(answer.tiers.find(({ tier }) => tier === 1)?.deleted).toMatchObject([{ check: 'canonical_owners', batch }]);
		expect(answer.fingerprint?.equal).toBe(true);
		await applyAll(context, REQUEST, null);
	});
});

it('a waiver refuses it before the history of scans is gone', async () => {
	await waiveCells(context, WRITER, {
		axis_code: 'topic',
		cells: (await database.db('v_axis_coverage_gap').where({ axis_code: 'topic' })).map(
			({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code }),
		),
		reason: 'is being rebuilt',
		approved_by: 'Ada',
		expires_at: new Date(Date.now() + 86_400_000).toISOString(),
	});
	await refusedWith([{ tier: 1, check: 'no_waivers' }]);
});

it('what stands on the axis tables refuses it, and no force overrules that', async () => {
	await database.db.raw(`create view theirs as select * from v_axis_coverage_gap;
		create table their_notes (value text, axis text references axis_registry (axis_code));
		create function their_count(axis_registry) returns integer language sql as 'select 1'`);
	const found = ['public.their_count', 'public.their_notes', 'public.theirs'].map((name) => ({
		tier: 1,
		check: 'nothing_of_others',
		object: expect.stringContaining(name),
	}));
	await refusedWith(found);
	await refusedWith(found, FORCE);
});

it('a part of it asks for that part alone', async () => {
	await addOwnAxis(database.db);
	await addRows(database.db, 'containment', 'GRP-AI').catch(() => undefined);
	await database.db('axis_value').where({ axis_code: 'topic', value_code: 'workflow' }).update({ value_name: 'Ours' });
	const before = await standing(database.db);
	await expect(rollbackAll(context, REQUEST, 4)).rejects.toMatchObject({
		extensions: { violations: [{ tier: 5, check: 'rows_changed', key: 'workflow' }] },
	});
	expect(await standing(database.db)).toBe(before);
});

it.skipIf(PSQL === null)('the packet asks the same, and changes nothing either', async () => {
	const batch = await assignOne();
	await database.db('axis_value').where({ axis_code: 'topic', value_code: 'workflow' }).update({ value_name: 'Ours' });
	const packet = await writeTestPacket(context.loaded);
	try {
		const before = await standing(database.db);
		const answer = packet.run(database, '99_rollback_full.sql');
		expect(answer.status).toBe(3);
		expect(answer.stderr).toContain('AXIS_PRECONDITION: The rollback did not start');
		expect(answer.stderr).toMatch(new RegExp(`tier 5 rows_changed: .*workflow.*tier 1 canonical_owners: .*${batch}`, 's'));
		expect(await standing(database.db)).toBe(before);
		expect(packet.run(database, '99_rollback_full.sql', { force: 1 })).toMatchObject({ status: 0, stderr: '' });
	} finally {
		await packet.remove();
	}
});
