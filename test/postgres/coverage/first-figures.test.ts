/** What the reports say before anything is rolled out: the gaps of the base model, as they will be counted after it. */
import type { Knex } from 'knex';
import { afterEach, expect, it } from 'vitest';
import { readCells, readObject } from '../../../src/coverage/cells';
import { COUNTED_BY, readCounts, readCoverage } from '../../../src/coverage/counts';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import { installFoundation, readFoundation } from '../../../src/foundation/foundation';
import strangerSql from '../base/stranger.sql';
import { contextFor, createDatabase, type TestDatabase } from '../support/database';
import { SOME_OWNERS } from '../support/scaled';
import { createDatabaseAt, REQUEST } from '../support/states';

const AXIS = 'responsibility';
const ALL = { limit: 2_147_483_647, offset: 0 };
const FILTER = { group: 'GRP-BUSINESS', owner: '', state: '', search: '' } as const;

let database: TestDatabase;
afterEach(() => database.drop());

async function everyReport(db: Knex) {
	const counts = [];
	for (const by of COUNTED_BY) counts.push(await readCounts(db, AXIS, by, ALL));
	const [axis] = await readCoverage(db);
	const object = await readObject(db, AXIS, 'collection', 'agents');
	return {
		axis: { ...axis, status: null, rolled_out: null },
		counts,
		gaps: await readCells(db, AXIS, { gaps: null }, ALL),
		gapsOfGroup: await readCells(db, AXIS, { gaps: 'GRP-BUSINESS' }, ALL),
		kept: await readCells(db, AXIS, { kept: FILTER }, ALL),
		matrix: await readMatrix(db, AXIS),
		page: await readMatrixPage(db, AXIS, FILTER, { limit: 1, offset: 1 }),
		object: object.map((cell) => ({ ...cell, rules: null })),
	};
}

it('every report of the reference deployment is, before its rollout, what it is after the responsibility axis', async () => {
	database = await createDatabaseAt('tier 2');
	await database.db.raw(SOME_OWNERS);
	const after = await everyReport(database.db);
	await database.drop();

	database = await createDatabaseAt('fresh');
	expect(await readCoverage(database.db)).toMatchObject([
		{ axis_code: AXIS, status: 'candidate', rolled_out: false, required_cells: 210, gap_cells: 210, coverage_percent: 0 },
	]);
	await database.db.raw(SOME_OWNERS);
	expect(await everyReport(database.db)).toEqual(after);
});

it('a project that made its base model sees its gaps by scope and group, and they close with an owner of all', async () => {
	database = await createDatabase({ template: 'template1' });
	const { db } = database;
	await db.raw(strangerSql);
	expect(await readCoverage(db)).toEqual([]);
	await expect(readMatrix(db, AXIS)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });

	await installFoundation(contextFor(database), REQUEST);
	expect(await readCoverage(db)).toMatchObject([{ axis_code: AXIS, rolled_out: false, required_cells: 48, gap_cells: 48 }]);
	expect((await readCounts(db, AXIS, 'value', ALL)).rows.map(({ value_code, gap }) => [value_code, gap])).toEqual(
		['approval', 'audit', 'execution', 'health', 'policy', 'render'].map((scope) => [scope, 8]),
	);
	const groups = (await readCounts(db, AXIS, 'group', ALL)).rows;
	expect(groups.map((group) => [group.group_path.join(' › '), group.objects, group.gap])).toEqual([
		['(project)', 8, 48],
		['(project) › sales', 1, 6],
		['(project) › website', 5, 30],
		['(project) › website › blog', 3, 18],
		['(project) › website › blog › authors', 2, 12],
	]);
	expect((await readCells(db, AXIS, { gaps: 'blog' }, ALL)).total).toBe(18);

	await db.raw(`insert into governance_registry (code, name) values ('TEAM', 'Team');
		insert into governance_object_ownership (object_type, object_ref, scope, owner_gov_code, is_inherited_anchor)
		select 'group', '(project)', scope_code, 'TEAM', true from governance_responsibility_scope where scope_code <> 'audit'`);
	expect(await readCoverage(db)).toMatchObject([{ gap_cells: 8, inherited_cells: 40, covered_cells: 40 }]);
	const { figures } = await readFoundation(contextFor(database), { preview: false });
	expect(figures).toMatchObject({ gap_cells: 8, required_cells: 48 });
	expect(await db('v_object_owner_gap').count()).toEqual([{ count: '8' }]);
});

it('views of other shapes are no base model: there are no figures, and no error', async () => {
	database = await createDatabaseAt('fresh');
	await database.db.raw(`drop view v_object_owner_gap; create view v_object_owner_gap as select 1 as id`);
	expect(await readCoverage(database.db)).toEqual([]);
	await expect(readCounts(database.db, AXIS, 'group', ALL)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
});
