/** What a person answers for: exactly the cells, gaps, reviews and ends of their own authorities, and nothing of anybody else. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCells } from '../../../src/coverage/cells';
import { readCoverage } from '../../../src/coverage/counts';
import { readReport } from '../../../src/coverage/reports';
import { listEndingSoon, listMyCells, readMyResponsibilities } from '../../../src/owners/my-responsibilities';
import type { TestDatabase } from '../support/database';
import peopleSql from '../support/people.sql';
import { createDatabaseAt } from '../support/states';

const ALL = { limit: 100_000, offset: 0 };
const ADA = '00000000-0000-4000-8000-000000000001';
const GRACE = '00000000-0000-4000-8000-000000000002';
const EDITORS = '00000000-0000-4000-8000-00000000000a';
const STRANGER = '00000000-0000-4000-8000-000000000009';

let database: TestDatabase;

// Ada is GOV-MOIT. Grace is GOV-DOT by the parent of her role. One scope of Ada's group has lost its owner. A waiver of Ada's and owner rows of Grace's end soon.
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	const { db } = database;
	await db.raw(peopleSql);
	await db('axis_internal.authority_link').insert([
		{ authority_code: 'GOV-MOIT', reason: 'a test', linked_by: 'a test', directus_user: ADA },
		{ authority_code: 'GOV-DOT', reason: 'a test', linked_by: 'a test', directus_role: EDITORS },
	]);
	await db('governance_object_ownership').where({ owner_gov_code: 'GOV-MOIT', object_type: 'group', scope: 'audit' }).delete();
	await db('axis_object_ownership')
		.where({ axis_code: 'topic', owner_gov_code: 'GOV-DOT' })
		.update({ effective_to: db.raw(`now() + interval '7 days'`) });
	await db('axis_internal.waiver').insert({
		axis_code: 'topic',
		object_type: 'collection',
		object_ref: 'nothing',
		value_code: 'x',
		reason: 'a test',
		approved_by: 'a test',
		expires_at: db.raw(`now() + interval '20 days'`),
		created_by: ADA,
	});
});
afterAll(() => database.drop());

const lines = (rows: readonly { axis_code: string; object_ref: string; value_code: string }[]) =>
	rows.map((row) => [row.axis_code, row.object_ref, row.value_code].join(' ')).toSorted();

/** The cells of an authority as the matrix tells them. */
async function cellsOf(owner: string): Promise<string[]> {
	const axes = await readCoverage(database.db);
	const kept = { group: null, owner, state: '' as const, search: '' };
	const all = await Promise.all(axes.map(({ axis_code }) => readCells(database.db, axis_code, { kept }, ALL)));
	return lines(all.flatMap(({ rows }) => rows.filter((row) => row.owner_gov_code === owner)));
}

it.each([
	['by a link to the user', ADA, 'GOV-MOIT'],
	['by a link to a role above theirs', GRACE, 'GOV-DOT'],
])('%s somebody has the cells of their authority, as the matrix tells them', async (_way, user, owner) => {
	const mine = await listMyCells(database.db, user, {}, ALL);
	const expected = await cellsOf(owner);
	expect(expected.length).toBeGreaterThan(0);
	expect(lines(mine.rows)).toEqual(expected);
	const { authorities, axes } = await readMyResponsibilities(database.db, user);
	expect(authorities.map((one) => one.owner_gov_code)).toEqual([owner]);
	expect(axes.reduce((sum, axis) => sum + axis.cells, 0)).toBe(expected.length);
	expect(axes.every((axis) => axis.cells === axis.direct + axis.inherited)).toBe(true);
	const queue = (await readReport(database.db, 'review-queue', ALL)).rows.filter((row) => row.owner_gov_code === owner);
	expect(axes.reduce((sum, axis) => sum + axis.reviews, 0)).toBe(queue.length);
});

it('gaps are those of the groups that their authority answers for', async () => {
	const gaps = await listMyCells(database.db, ADA, { gaps: true }, ALL);
	const { rows } = await readCells(database.db, 'responsibility', { gaps: null }, ALL);
	expect(rows.length).toBeGreaterThan(0);
	expect(lines(gaps.rows)).toEqual(lines(rows));
	expect((await readMyResponsibilities(database.db, ADA)).axes).toContainEqual(
		expect.objectContaining({ axis_code: 'responsibility', gaps_in_groups: rows.length }),
	);
	expect(await listMyCells(database.db, ADA, { gaps: true, axis: 'topic' }, ALL)).toMatchObject({ total: 0 });
	expect((await listMyCells(database.db, GRACE, { gaps: true, axis: 'responsibility' }, ALL)).rows).toEqual([]);
});

it('what ends within the days that are asked for is told to who it concerns, the soonest first', async () => {
	const endsFor = async (user: string, days?: number) =>
		(await listEndingSoon(database.db, user, days, ALL)).rows.map((row) => row.what);
	expect(await endsFor(ADA)).toEqual(['waiver']);
	expect(await endsFor(ADA, 19)).toEqual([]);
	expect((await endsFor(GRACE)).every((what) => what === 'owner')).toBe(true);
	expect(await endsFor(GRACE)).not.toEqual([]);
	expect(await endsFor(GRACE, 6)).toEqual([]);
});

it('who has no authority answers for nothing, nor does anybody by an authority that is retired', async () => {
	const nothing = { authorities: [], axes: [] };
	const asked: string[] = [];
	database.db.on('query', ({ sql }: { sql: string }) => asked.push(sql));
	expect(await readMyResponsibilities(database.db, STRANGER)).toEqual(nothing);
	expect(await listMyCells(database.db, STRANGER, {}, ALL)).toEqual({ rows: [], total: 0 });
	expect((await listEndingSoon(database.db, STRANGER, 3650, ALL)).rows).toEqual([]);
	// Nothing that grows with owners and cells: everybody may ask.
	expect(asked.length).toBeGreaterThan(0);
	expect(asked.filter((sql) => /v_axis_effective_owner|axis_internal\.cell/.test(sql))).toEqual([]);
	await database.db('governance_registry').where({ code: 'GOV-MOIT' }).update({ status: 'retired' });
	expect(await readMyResponsibilities(database.db, ADA)).toEqual(nothing);
});

it('before a rollout the authorities alone are told', async () => {
	const fresh = await createDatabaseAt('fresh');
	await fresh.db.raw(peopleSql);
	await fresh
		.db('axis_internal.authority_link')
		.insert({ authority_code: 'GOV-MOIT', reason: 'a test', linked_by: 'a test', directus_user: ADA });
	expect(await readMyResponsibilities(fresh.db, ADA)).toMatchObject({ authorities: [{ owner_gov_code: 'GOV-MOIT' }], axes: [] });
	expect(await listMyCells(fresh.db, ADA, {}, ALL)).toEqual({ rows: [], total: 0 });
	await fresh.drop();
});
