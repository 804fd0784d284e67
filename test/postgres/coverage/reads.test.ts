/** What the coverage routes read: the same figures whichever way they are asked for, page by page, small and large. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCells, readObject } from '../../../src/coverage/cells';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { MAX_OBJECT_ROWS, readMatrix } from '../../../src/coverage/page';
import type { Listing, Page } from '../../../src/db/listing';
import type { TestDatabase } from '../support/database';
import { scaled, SOME_OWNERS } from '../support/scaled';
import { createDatabaseAt } from '../support/states';

const ALL: Page = { limit: 2_147_483_647, offset: 0 };
const AXIS = 'responsibility';
const sum = <Row>(rows: readonly Row[], figure: (row: Row) => number) => rows.reduce((total, row) => total + figure(row), 0);

describe.each([
	['35 objects', 'object', 35, () => createDatabaseAt('tier 2')],
	['700 objects', 'group', 700, () => scaled(20)],
] as const)('%s', (_what, grain, objects, create) => {
	let database: TestDatabase;
	beforeAll(async () => {
		database = await create();
		await database.db.raw(SOME_OWNERS);
	});
	afterAll(() => database.drop());

	it('the axis, its values, objects, groups and gaps agree', async () => {
		const [axis] = await readCoverage(database.db);
		const required = objects * 6;
		const inGroup = Number((await database.db('v_object_containment').where({ parent_ref: 'GRP-BUSINESS' }).count())[0]?.count);
		expect(axis).toMatchObject({
			required_cells: required,
			direct_cells: 1,
			inherited_cells: inGroup,
			covered_cells: 1 + inGroup,
		});
		expect(axis?.gap_cells).toBe(required - 1 - inGroup);
		expect(axis?.coverage_percent).toBe(Math.floor((1000 * (1 + inGroup)) / required) / 10);

		const [values, byObject, groups, gaps] = await Promise.all([
			readCounts(database.db, AXIS, 'value', ALL),
			readCounts(database.db, AXIS, 'object', ALL),
			readCounts(database.db, AXIS, 'group', ALL),
			readCells(database.db, AXIS, { gaps: null }, ALL),
		]);
		expect([values.total, byObject.total, groups.total, gaps.total]).toEqual([6, objects, 5, axis?.gap_cells]);
		expect(sum(values.rows, (row) => row.objects)).toBe(required);
		expect(sum(byObject.rows, (row) => row.required)).toBe(required);
		expect(sum(groups.rows, (row) => row.required)).toBe(required);
		expect(sum(groups.rows, (row) => row.objects)).toBe(objects);
		for (const { rows } of [values, byObject, groups]) {
			expect(sum<{ gap: number }>(rows, (row) => row.gap)).toBe(axis?.gap_cells);
			expect(sum<{ covered: number }>(rows, (row) => row.covered)).toBe(axis?.covered_cells);
		}
		expect(new Set(gaps.rows.map((row) => JSON.stringify(row))).size).toBe(gaps.total);
	});

	it(`the matrix has ${grain} rows, and its cells are the same figures`, async () => {
		const matrix = await readMatrix(database.db, AXIS);
		expect(objects > MAX_OBJECT_ROWS).toBe(matrix.grain === 'group');
		expect(matrix.grain).toBe(grain);
		expect(matrix.values).toEqual(['approval', 'audit', 'execution', 'health', 'policy', 'render']);
		for (const row of matrix.rows) expect(row.cells.map((cell) => cell.value_code)).toEqual(matrix.values);
		const [axis] = await readCoverage(database.db);
		if (matrix.grain === 'group') {
			const cells = matrix.rows.flatMap((row) => row.cells);
			expect(sum(cells, (cell) => cell.required)).toBe(axis?.required_cells);
			expect(sum(cells, (cell) => cell.gap)).toBe(axis?.gap_cells);
			expect(matrix.rows.map((row) => [row.object_type, row.object_ref, row.group_ref])).toEqual(
				matrix.rows.map((row) => ['group', row.group_ref, row.group_ref]),
			);
		} else {
			const cells = matrix.rows.flatMap((row) => row.cells);
			const count = (state: string) => cells.filter((cell) => cell.state === state).length;
			expect([count('gap'), count('direct'), count('inherited'), count('not_required')]).toEqual([
				axis?.gap_cells,
				axis?.direct_cells,
				axis?.inherited_cells,
				0,
			]);
			expect(matrix.rows.map((row) => row.group_ref)).toEqual(matrix.rows.map((row) => row.group_ref).sort());
			expect(cells.filter((cell) => cell.state === 'inherited').every((cell) => cell.source_anchor_ref === 'GRP-BUSINESS')).toBe(
				true,
			);
		}
	});

	it('owners count every effective row, group nodes included', async () => {
		const { rows, total } = await readCounts(database.db, AXIS, 'owner', ALL);
		const effective = await database.db('v_axis_effective_owner').where({ axis_code: AXIS });
		expect(total).toBe(2);
		expect(rows.map((row) => [row.owner_gov_code, row.direct])).toEqual([
			['GOV-MOIT', 1],
			['GOV-SIV', 1],
		]);
		expect(sum(rows, (row) => row.cells)).toBe(effective.length);
		for (const row of rows) expect(row.cells).toBe(row.direct + row.inherited);
	});

	it.each<[string, (page: Page) => Promise<Listing<unknown>>]>([
		['by-value', (page) => readCounts(database.db, AXIS, 'value', page)],
		['by-owner', (page) => readCounts(database.db, AXIS, 'owner', page)],
		['by-object', (page) => readCounts(database.db, AXIS, 'object', page)],
		['by-group', (page) => readCounts(database.db, AXIS, 'group', page)],
		['gaps', (page) => readCells(database.db, AXIS, { gaps: null }, page)],
	])('%s comes in pages that make the whole; past the end there is nothing but the total', async (_name, read) => {
		const whole = await read(ALL);
		const limit = Math.max(1, Math.ceil(whole.total / 3));
		const pages: unknown[] = [];
		for (let offset = 0; offset < whole.total; offset += limit) {
			const page = await read({ limit, offset });
			expect(page.total).toBe(whole.total);
			pages.push(...page.rows);
		}
		expect(pages).toEqual(whole.rows);
		expect(await read({ limit: 10, offset: whole.total })).toEqual({ rows: [], total: whole.total });
		expect(await read({ limit: 1, offset: 2_147_483_647 })).toEqual({ rows: [], total: whole.total });
	});

	it('an object tells its owners; one that nobody knows has none and needs none', async () => {
		const agents = await readObject(database.db, AXIS, 'collection', 'agents');
		expect(agents.filter((cell) => cell.owner_gov_code !== null)).toEqual([
			{
				value_code: 'audit',
				required: true,
				rules: [{ rule_code: 'CR-RESP-ALL', applies_to: '*', coverage_mode: 'cross_product' }],
				owner_gov_code: 'GOV-SIV',
				owner_name: 'SIV',
				owner_kind: 'accountable',
				resolution: 'direct',
				depth: 0,
				source_anchor_type: 'collection',
				source_anchor_ref: 'agents',
				waived_until: null,
			},
		]);
		expect(agents.every((cell) => cell.required)).toBe(true);
		const unknown = await readObject(database.db, AXIS, 'collection', `x' or '1'='1`);
		expect(unknown).toHaveLength(6);
		expect(unknown.some((cell) => cell.required || cell.owner_gov_code !== null)).toBe(false);
	});
});

describe('what there is not', () => {
	it.each([['fresh'], ['tier 1'], ['tier 2']] as const)(
		'at %s an unknown axis is refused by its name, and coverage lists active ones, or what is to come where there is none',
		async (state) => {
			const database = await createDatabaseAt(state);
			try {
				for (const code of ['topic', '', `responsibility' or true --`, 'RESPONSIBILITY']) {
					const error = { code: 'AXIS_UNKNOWN_AXIS', status: 404, extensions: { axis_code: code } };
					await expect(readCounts(database.db, code, 'value', ALL)).rejects.toMatchObject(error);
					await expect(readMatrix(database.db, code)).rejects.toMatchObject(error);
					await expect(readObject(database.db, code, 'a', 'b')).rejects.toMatchObject(error);
				}
				expect(await readCoverage(database.db)).toMatchObject([{ axis_code: AXIS, rolled_out: state === 'tier 2' }]);
				if (state === 'tier 2') {
					await database.db('axis_registry').update({ status: 'retired' });
					expect(await readCoverage(database.db)).toMatchObject([{ axis_code: AXIS, status: 'candidate', rolled_out: false }]);
					await database
						.db('axis_registry')
						.insert({ axis_code: 'own', axis_name: 'Own', axis_family: 'label', axis_kind: 'uncertain', status: 'active' });
					expect(await readCoverage(database.db)).toMatchObject([{ axis_code: 'own', rolled_out: true }]);
					await expect(readCells(database.db, AXIS, { gaps: null }, ALL)).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
				}
			} finally {
				await database.drop();
			}
		},
	);
});
