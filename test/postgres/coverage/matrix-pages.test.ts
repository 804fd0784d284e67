/** The matrix in pages and through filters: every object once, every figure that of the views, small and large. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readCells, readObject } from '../../../src/coverage/cells';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import type { CellFilter } from '../../../src/coverage/filter';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import type { MatrixRow, MatrixCell } from '../../../src/contract';
import type { TestDatabase } from '../support/database';
import { scaled, SOME_OWNERS } from '../support/scaled';
import { createDatabaseAt } from '../support/states';

const ALL = { limit: 2_147_483_647, offset: 0 };
const AXIS = 'responsibility';
const NO_FILTER: CellFilter = { group: null, owner: '', state: '', search: '' };

const cellsOf = (rows: readonly MatrixRow<MatrixCell>[]) => rows.flatMap((row) => row.cells.map((cell) => ({ ...row, ...cell })));

describe.each([
	['35 objects', 35, () => createDatabaseAt('tier 2')],
	['700 objects', 700, () => scaled(20)],
] as const)('%s', (_what, objects, create) => {
	let database: TestDatabase;
	const read = (filter: Partial<CellFilter> = {}, page = ALL) =>
		readMatrixPage(database.db, AXIS, { ...NO_FILTER, ...filter }, page);
	const keptCells = async (filter: Partial<CellFilter> = {}) =>
		(await readCells(database.db, AXIS, { kept: { ...NO_FILTER, ...filter } }, ALL)).rows;

	beforeAll(async () => {
		database = await create();
		await database.db.raw(SOME_OWNERS);
	});
	afterAll(() => database.drop());

	it('pages make the whole: every object once, in order, with the same groups and count on each', async () => {
		const whole = await read();
		expect(whole.total).toBe(objects);
		expect(whole.matrix.rows).toHaveLength(objects);
		const limit = Math.ceil(objects / 3);
		const rows: unknown[] = [];
		for (let offset = 0; offset < objects; offset += limit) {
			const page = await read({}, { limit, offset });
			expect(page.matrix.groups).toEqual(whole.matrix.groups);
			expect(page.total).toBe(objects);
			rows.push(...page.matrix.rows);
		}
		expect(rows).toEqual(whole.matrix.rows);
		const past = await read({}, { limit, offset: objects });
		expect([past.matrix.rows, past.total]).toEqual([[], objects]);
	});

	it('its figures are those of the axis, of by-group and of the views', async () => {
		const { matrix } = await read();
		const cells = await keptCells();
		const [axis] = await readCoverage(database.db);
		const count = (state: string) => cells.filter((cell) => cell.state === state).length;
		expect([cells.length, count('gap'), count('direct'), count('inherited')]).toEqual([
			axis?.required_cells,
			axis?.gap_cells,
			axis?.direct_cells,
			axis?.inherited_cells,
		]);
		// No group is in another here: what is told under one is all that is below it.
		const groups = (await readCounts(database.db, AXIS, 'group', ALL)).rows;
		expect(matrix.groups).toEqual(groups.map(({ parent_ref: _parent, direct_objects: _direct, ...group }) => group));
		const required = await database.db('v_axis_required_cell').where({ axis_code: AXIS });
		expect(cells).toHaveLength(required.length);
	});

	it('a group is its objects only, and gaps can be asked for by group', async () => {
		const { matrix, total } = await read({ group: 'GRP-BUSINESS' });
		const cells = await keptCells({ group: 'GRP-BUSINESS' });
		const [group] = matrix.groups;
		expect(matrix.groups).toHaveLength(1);
		expect(total).toBe(group?.objects);
		expect(new Set(matrix.rows.map((row) => row.group_ref))).toEqual(new Set(['GRP-BUSINESS']));
		const gaps = await readCells(database.db, AXIS, { gaps: 'GRP-BUSINESS' }, ALL);
		expect(gaps.total).toBe(group?.gap);
		expect(gaps.rows.map((gap) => [gap.object_ref, gap.value_code])).toEqual(
			cells.filter((cell) => cell.state === 'gap').map((cell) => [cell.object_ref, cell.value_code]),
		);
		expect((await readCells(database.db, AXIS, { gaps: 'GRP-BUSINESS' }, { limit: 1, offset: 99_999_999 })).total).toBe(
			group?.gap,
		);
	});

	it('an empty group is that of objects in no group; there is none here', async () => {
		expect((await read({ group: '' })).total).toBe(0);
		expect((await readCells(database.db, AXIS, { gaps: '' }, ALL)).total).toBe(0);
	});

	it('an owner keeps objects of which a required cell is theirs, with all their cells', async () => {
		const { matrix } = await read({ owner: 'GOV-SIV' });
		const cells = await keptCells({ owner: 'GOV-SIV' });
		expect(matrix.rows.map((row) => row.object_ref)).toEqual(['agents']);
		expect(cells.map((cell) => cell.owner_gov_code)).toEqual([null, 'GOV-SIV', null, null, null, null]);
		expect((await read({ owner: 'GOV-NOBODY' })).total).toBe(0);
	});

	it.each(['direct', 'inherited', 'gap'] as const)(
		'state %s keeps the objects that have such a cell, and no other',
		async (state) => {
			const whole = await read();
			const having = whole.matrix.rows.filter((row) => row.cells.some((cell) => cell.state === state));
			expect(having.length).toBeGreaterThan(0);
			expect((await read({ state })).matrix.rows).toEqual(having);
		},
	);

	it('owner and state must be of one cell: the owner has no gap', async () => {
		expect((await read({ owner: 'GOV-SIV', state: 'direct' })).total).toBe(1);
		expect((await read({ owner: 'GOV-SIV', state: 'gap' })).total).toBe(0);
	});

	it('a search takes text as it is, not as a pattern', async () => {
		expect((await read({ search: 'AGENT' })).matrix.rows.map((row) => row.object_ref)).toContain('agents');
		expect((await read({ search: '%' })).total).toBe(0);
	});

	it('what is asked for without a filter has the same cells', async () => {
		const plain = await readMatrix(database.db, AXIS);
		const { matrix } = await read();
		if (plain.grain === 'object') expect(matrix.rows).toEqual(plain.rows);
		else
			for (const row of plain.rows)
				for (const cell of row.cells) {
					const same = cellsOf(matrix.rows.filter(({ group_ref }) => group_ref === row.group_ref)).filter(
						({ value_code }) => value_code === cell.value_code,
					);
					expect([same.length, same.filter(({ state }) => state === 'gap').length]).toEqual([cell.required, cell.gap]);
				}
	});

	it('an object tells which rule asks for each cell, and whose name the owner has', async () => {
		const cells = await readObject(database.db, AXIS, 'collection', 'agents');
		for (const cell of cells) {
			expect(cell.required).toBe(true);
			expect(cell.rules).toEqual([{ rule_code: 'CR-RESP-ALL', applies_to: '*', coverage_mode: 'cross_product' }]);
		}
		const [{ name }] = await database.db('governance_registry').where({ code: 'GOV-SIV' });
		expect(cells.find((cell) => cell.value_code === 'audit')).toMatchObject({ owner_gov_code: 'GOV-SIV', owner_name: name });
		const nobody = await readObject(database.db, AXIS, 'collection', 'nonsense');
		expect(nobody.map((cell) => [cell.required, cell.rules])).toEqual(nobody.map(() => [false, []]));
	});
});
