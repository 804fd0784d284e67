/** Groups in groups: every report by group, and an anchor's preview, speak of all that lies below it. Numbers on the reference deployment, two levels put above it. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { readCells } from '../../../src/coverage/cells';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import { previewAssignment } from '../../../src/owners/assign-owner';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { scaled } from '../support/scaled';
import { createDatabaseAt } from '../support/states';

const AXIS = 'responsibility';
const ALL = { limit: 2_147_483_647, offset: 0 };

/** GRP-AI lies in GRP-BUSINESS, that in (all); GRP-WORKFLOW in (all) and in itself by way of GRP-LOOP. */
const NESTED = `
	create or replace view v_object_containment as
	select object_type, object_ref, 'group'::text as parent_type, group_ref as parent_ref
	from v_governance_object_inventory
	where requires_owner and born and group_ref is not null
	union all
	select 'group', child, 'group', parent
	from (values
		('GRP-AI', 'GRP-BUSINESS'), ('GRP-BUSINESS', '(all)'), ('GRP-WORKFLOW', 'GRP-LOOP'), ('GRP-LOOP', 'GRP-WORKFLOW'), ('GRP-WORKFLOW', '(all)')
	) as link (child, parent)`;

let database: TestDatabase;
const groups = async () => (await readCounts(database.db, AXIS, 'group', ALL)).rows;
beforeAll(async () => {
	database = await createDatabaseAt('tier 2');
	const flat = await groups();
	expect(flat.map((group) => [group.group_ref, group.parent_ref, group.group_path, group.objects, group.direct_objects])).toEqual(
		FLAT.map(([group_ref, objects]) => [group_ref, null, [group_ref], objects, objects]),
	);
	await database.db.raw(NESTED);
});
afterAll(() => database.drop());

const FLAT: [string, number][] = [
	['GRP-AI', 1],
	['GRP-BUSINESS', 2],
	['GRP-GOVERNANCE', 16],
	['GRP-REGISTRY', 14],
	['GRP-WORKFLOW', 2],
];

it('a group counts all that is below it once, in the order of the tree, with the way from the root', async () => {
	expect((await groups()).map((group) => [group.group_path.join(' › '), group.objects, group.direct_objects, group.gap])).toEqual(
		[
			['(all)', 5, 0, 30],
			['(all) › GRP-BUSINESS', 3, 2, 18],
			['(all) › GRP-BUSINESS › GRP-AI', 1, 1, 6],
			['(all) › GRP-WORKFLOW', 2, 2, 12],
			['(all) › GRP-WORKFLOW › GRP-LOOP', 2, 0, 12],
			['GRP-GOVERNANCE', 16, 16, 96],
			['GRP-REGISTRY', 14, 14, 84],
		],
	);
	const [axis] = await readCoverage(database.db);
	expect(axis).toMatchObject({ required_cells: 210, gap_cells: 210 });
});

it.each([
	['(all)', 5],
	['GRP-BUSINESS', 3],
	['GRP-LOOP', 2],
	['GRP-REGISTRY', 14],
	['nowhere', 0],
])('gaps, matrix and CSV of %s have the %i objects below it', async (group, objects) => {
	const filter = { group, owner: '', state: '', search: '' } as const;
	const { matrix, total } = await readMatrixPage(database.db, AXIS, filter, ALL);
	expect(total).toBe(objects);
	expect(matrix.groups.reduce((sum, told) => sum + told.objects, 0)).toBe(objects);
	expect((await readCells(database.db, AXIS, { gaps: group }, ALL)).total).toBe(objects * 6);
	expect((await readCells(database.db, AXIS, { kept: filter }, ALL)).rows).toHaveLength(objects * 6);
});

it('the preview of an anchor says how many objects it asks for: those below the group, not those right in it', async () => {
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	for (const [group_ref, asked_objects] of [
		['GRP-BUSINESS', 3],
		['(all)', 5],
	] as const) {
		const effect = await previewAssignment(
			contextFor(database, { loaded }),
			{ actor: 'test' },
			{
				axis_code: AXIS,
				owner_gov_code: 'GOV-MOT',
				reason: 'all below',
				as: 'anchor',
				group_ref,
				value_codes: ['audit', 'policy'],
			},
		);
		expect(effect).toMatchObject({
			asked_objects,
			asked_cells: 2 * asked_objects,
			covered_cells: 2 * asked_objects,
			rows_inserted: 2,
		});
	}
});

it('above 500 objects a row of the matrix counts what is below its group, as by-group does', async () => {
	const large = await scaled(20);
	try {
		await large.db.raw(NESTED);
		const matrix = await readMatrix(large.db, AXIS);
		const { rows } = await readCounts(large.db, AXIS, 'group', ALL);
		if (matrix.grain !== 'group') throw new Error('rows should be groups');
		expect(matrix.rows.map(({ group_path, cells }) => [group_path, cells.map((cell) => [cell.required, cell.gap])])).toEqual(
			rows.map(({ group_path, objects }) => [group_path, matrix.values.map(() => [objects, objects])]),
		);
		expect(rows[0]).toMatchObject({ group_ref: '(all)', required: 5 * 20 * 6 });
	} finally {
		await large.drop();
	}
});
