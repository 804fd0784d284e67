/** Owners by CSV on a thousand objects of the reference deployment: the export comes back, what is edited is what changes, and bad rows are told. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { csvHeader, csvRecords, type CoveredCell } from '../../../src/contract';
import { AssignmentBody, CoveredCell as Columns } from '../../../src/contract/schemas';
import { readCells } from '../../../src/coverage/cells';
import { runText } from '../../../src/db/run-sql';
import { withTransaction } from '../../../src/db/transaction';
import { assignOwner } from '../../../src/owners/assign-owner';
import { importOwners, previewOwnersImport } from '../../../src/owners/import-owners';
import { undoBatch } from '../../../src/owners/undo-batch';
import { limitsOf, type RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { fingerprint } from '../support/fingerprint';
import grow from '../support/grow.sql';
import { createDatabaseAt } from '../support/states';

const WRITER = { actor: 'test' };
const KEPT = { group: null, owner: '', state: '' as const, search: '' };
const ALL = { limit: 1_000_000, offset: 0 };

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 5');
	const loaded = testProfile(database.name, (profile) => {
		Object.assign(profile, { expected: {}, ownership: { ...Object(profile.ownership), writable: true } });
	});
	context = contextFor(database, { loaded });
});
afterEach(() => database.drop());

const cellsOf = async (axis: string): Promise<CoveredCell[]> => (await readCells(database.db, axis, { kept: KEPT }, ALL)).rows;
const csvOf = (cells: readonly object[]) =>
	new TextEncoder().encode(csvHeader(Object.keys(Columns.shape)) + csvRecords(Object.keys(Columns.shape), cells));
const preview = (cells: readonly object[]) => previewOwnersImport(context, WRITER, csvOf(cells));
const apply = (cells: readonly object[], expect?: string) =>
	importOwners(context, WRITER, csvOf(cells), { reason: 'the yearly review', expect });
const refusal = (cells: readonly object[]) =>
	apply(cells).then(
		() => null,
		(error: { code?: string; extensions?: object }) => ({ code: error.code, ...error.extensions }),
	);
/** Every owner row to the letter. Not the fingerprint: the sequence of the base model moves, which nothing gives back. */
const rows = async () =>
	(
		await database.db.raw(`
			select to_jsonb(owner)::text as row from governance_object_ownership as owner
			union all select to_jsonb(owner)::text from axis_object_ownership as owner
			order by 1`)
	).rows;
const growTo = (times: number) => withTransaction(database.db, limitsOf(context), (trx) => runText(trx, grow, { times }));

describe('a thousand owners', () => {
	beforeEach(() => growTo(29));

	it('of a parallel axis come back as 0 changes, edited ones change alone, and an undo gives back the very rows', async () => {
		const cells = await cellsOf('containment');
		expect(cells).toHaveLength(1015);
		const same = await preview(cells);
		expect(same).toMatchObject({
			committed: false,
			gate: { status: 'READY' },
			totals: { asked: 1015, created: 0, changed: 0, deleted: 0, kept: 1015 },
			...{ gaps_added: 0, gaps_removed: 0, needs_ratified_apr: false },
		});
		expect(same.rows).toHaveLength(100);
		expect(same.rows[0]).toMatchObject({ what: 'kept', kind: 'owner', why: 'it has this owner', before: null, after: null });

		const before = await fingerprint(database.db);
		const edited = cells.map((cell, index) => (index % 10 === 0 ? { ...cell, owner_gov_code: 'GOV-SIV' } : cell));
		const changes = edited.filter((cell, index) => cell.owner_gov_code !== cells[index]?.owner_gov_code).length;
		expect(changes).toBeGreaterThan(50);
		const foreseen = await preview(edited);
		expect(await fingerprint(database.db)).toBe(before);
		const { batch, ...done } = await apply(edited, foreseen.expect);
		expect({ ...done, committed: false, gate: foreseen.gate, expect: foreseen.expect }).toEqual(foreseen);
		expect(done.totals).toEqual({ asked: 1015, created: 0, changed: changes, deleted: 0, kept: 1015 - changes });
		expect(done.rows[0]).toMatchObject({
			what: 'changed',
			before: { owner_gov_code: expect.any(String) },
			after: { owner_gov_code: 'GOV-SIV' },
		});
		expect(batch).toMatchObject({
			...{ kind: 'import', axis_code: 'containment', owner_gov_code: null, reason: 'the yearly review' },
			effect: { asked_cells: 1015, replaced_cells: changes, rows_inserted: changes, rows_superseded: changes },
		});
		expect(await cellsOf('containment')).toEqual(edited);
		expect(await preview(edited)).toMatchObject({ totals: { created: 0, changed: 0 } });

		expect(await undoBatch(context, WRITER, batch.id)).toMatchObject({ rows_deleted: changes, rows_restored: changes });
		expect(await cellsOf('containment')).toEqual(cells);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('are not written once somebody changed a row that the preview showed, or one that would change by now', async () => {
		const cells = await cellsOf('containment');
		const edited = cells.map((cell, index) => (index < 3 ? { ...cell, owner_gov_code: 'GOV-SIV' } : cell));
		const { expect: shown, totals } = await preview(edited);
		expect(totals).toMatchObject({ changed: 3 });
		const assign = async (at: number, owner_gov_code: string) => {
			const [cell] = edited
				.slice(at, at + 1)
				.map(({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code }));
			const body = { axis_code: 'containment', owner_gov_code, reason: 'meanwhile', replace: true, cells: [cell] };
			return (await assignOwner(context, WRITER, AssignmentBody.parse(body))).batch.id;
		};
		for (const at of [0, 10]) {
			const batch = await assign(at, 'GOV-COUNCIL');
			const before = await rows();
			await expect(apply(edited, shown)).rejects.toMatchObject({ code: 'AXIS_CHANGED_MEANWHILE', status: 409 });
			expect(await rows()).toEqual(before);
			await undoBatch(context, WRITER, batch);
		}
		// What was given back, and what the file says too, are as they were shown.
		await assign(20, String(edited[20]?.owner_gov_code));
		expect(await apply(edited, shown)).toMatchObject({ totals: { changed: 3 } });
	});

	it('of which 500 are wrong: all are told by number, and nothing is written', async () => {
		const cells = await cellsOf('containment');
		const before = await fingerprint(database.db);
		const bad = cells.map((cell, index) => {
			if (index >= 10 && index < 310) return { ...cell, owner_gov_code: 'GOV-NOBODY' };
			if (index >= 400 && index < 500) return { ...cell, value_code: 'GRP-NOWHERE', owner_gov_code: 'GOV-SIV' };
			if (index >= 600 && index < 700) return { ...cell, object_ref: '' };
			return { ...cell, owner_gov_code: 'GOV-SIV' };
		});
		const refused = await refusal(bad);
		expect(refused).toMatchObject({ code: 'AXIS_IMPORT_REFUSED', total: 500, row_numbers: '12-311, 402-501, 602-701' });
		const told = Object(refused).rows;
		expect(told).toHaveLength(500);
		expect([told[0], told[300], told[400]]).toEqual([
			{ row: 12, column: 'owner_gov_code', problem: 'the owner is no authority of governance_registry', value: 'GOV-NOBODY' },
			{ row: 402, column: 'value_code', problem: 'this is no active value of the axis', value: 'GRP-NOWHERE' },
			{ row: 602, column: 'object_ref', problem: 'the cell is empty', value: null },
		]);
		expect(await fingerprint(database.db)).toBe(before);
	});
});

describe('owners of the base model', () => {
	it('come back as 0 changes; an inherited one is overridden, a direct one superseded by name, and undone to the letter', async () => {
		const given = { axis_code: 'responsibility', owner_gov_code: 'GOV-SIV', reason: 'found' };
		await assignOwner(context, WRITER, {
			...given,
			cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'audit' }],
		});
		const cells = await cellsOf('responsibility');
		const states = new Set(cells.map(({ state }) => state));
		expect(states).toEqual(new Set(['direct', 'inherited']));
		expect(await preview(cells)).toMatchObject({ totals: { asked: 210, created: 0, changed: 0, kept: 210 } });

		const before = await rows();
		const edited = cells.map((cell) => (cell.object_ref === 'agents' ? { ...cell, owner_gov_code: 'GOV-MOT' } : cell));
		const { batch, totals } = await apply(edited);
		expect(totals).toEqual({ asked: 210, created: 5, changed: 1, deleted: 0, kept: 204 });
		expect(batch.effect).toMatchObject({ overridden_cells: 5, replaced_cells: 1, covered_cells: 0, kept_cells: 204 });
		const [superseded] = await database.db('governance_object_ownership').where({ lifecycle_status: 'superseded' });
		expect(await database.db('governance_object_ownership').where({ supersedes_id: superseded.id })).toMatchObject([
			{ object_ref: 'agents', scope: 'audit', owner_gov_code: 'GOV-MOT', created_by: 'test' },
		]);
		expect((await cellsOf('responsibility')).map(({ owner_gov_code }) => owner_gov_code)).toEqual(
			edited.map(({ owner_gov_code }) => owner_gov_code),
		);
		await undoBatch(context, WRITER, batch.id);
		expect(await rows()).toEqual(before);
	});

	it('are left alone where the profile says so, and where the gate is shut only the preview passes', async () => {
		const cells = await cellsOf('responsibility');
		await expect(previewOwnersImport(contextFor(database), WRITER, csvOf(cells))).rejects.toMatchObject({
			code: 'AXIS_OWNERSHIP_READ_ONLY',
		});
		await database.db('os_proposal_approvals').delete();
		const edited = (await cellsOf('containment')).map((cell) => ({ ...cell, owner_gov_code: 'GOV-SIV' }));
		const before = await fingerprint(database.db);
		expect(await preview(edited)).toMatchObject({ gate: { status: 'BLOCKED' } });
		await expect(apply(edited)).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		expect(await fingerprint(database.db)).toBe(before);
	});
});

describe('a row', () => {
	it('without an owner ends none, and one that says what another says counts once', async () => {
		const cells = await cellsOf('containment');
		const before = await fingerprint(database.db);
		const silent = await apply(cells.map((cell) => ({ ...cell, owner_gov_code: null })));
		expect(silent.totals).toEqual({ asked: 35, created: 0, changed: 0, deleted: 0, kept: 35 });
		expect(silent.rows[0]?.why).toBe('the file names no owner for it, which ends none');
		const [first] = cells;
		const twice = await preview([
			{ ...first, owner_gov_code: 'GOV-SIV' },
			{ ...first, owner_gov_code: 'GOV-SIV' },
			{ ...first, owner_gov_code: null },
		]);
		expect(twice.totals).toMatchObject({ asked: 3, changed: 1, kept: 2 });
		expect(twice.rows.map(({ why }) => why)).toEqual([
			null,
			'row 2 says the same',
			'the file names no owner for it, which ends none',
		]);
		expect(await fingerprint(database.db)).toBe(before);
	});

	it('that contradicts another is told with it, as are owners that are retired and cells that nothing requires', async () => {
		const [first, second, third] = await cellsOf('containment');
		await database.db('governance_registry').where({ code: 'GOV-SIV' }).update({ status: 'retired' });
		const refused = await refusal([
			{ ...first, owner_gov_code: 'GOV-MOT' },
			{ ...second, owner_gov_code: 'GOV-SIV' },
			{ ...first, owner_gov_code: 'GOV-COUNCIL' },
			{ ...third, object_ref: 'nothing', owner_gov_code: 'GOV-MOT' },
		]);
		const problems = Object(refused).rows.map(({ row, problem }: { row: number; problem: string }) => `${row} ${problem}`);
		expect(problems).toEqual([
			'2 row 4 names another owner for the same cell',
			'3 the owner is not active in governance_registry',
			'4 row 2 names another owner for the same cell',
			'5 no active rule requires this cell',
		]);
	});

	it('is told with the first that contradicts it, where thousands are of one cell', async () => {
		const [first] = await cellsOf('containment');
		const many = Array.from({ length: 20_000 }, (_, index) => ({ ...first, owner_gov_code: index % 2 ? 'GOV-SIV' : 'GOV-MOT' }));
		const refused = await refusal(many);
		expect(refused).toMatchObject({ total: 20_000, row_numbers: '2-20001' });
		expect(
			Object(refused)
				.rows.slice(0, 3)
				.map(({ row, problem }: { row: number; problem: string }) => [row, problem]),
		).toEqual([
			[2, 'row 3 names another owner for the same cell'],
			[3, 'row 2 names another owner for the same cell'],
			[4, 'row 3 names another owner for the same cell'],
		]);
	});

	it('where thousands are wrong that do not follow each other, the first thousand are told by number, and all are counted', async () => {
		const cells = await cellsOf('containment');
		const many = Array.from({ length: 4000 }, (_, index) =>
			index % 2 ? { ...cells[0], owner_gov_code: '' } : { ...cells[0], object_ref: `nothing-${index}` },
		);
		const { total, row_numbers } = Object(await refusal(many));
		const numbers = String(row_numbers).split(', ');
		expect([total, numbers.length, numbers[0], numbers[999], numbers[1000]]).toEqual([2000, 1001, '2', '2000', '…']);
	});

	it('of a retired owner that has the cell still comes back as no change', async () => {
		const cells = await cellsOf('containment');
		await database.db('governance_registry').update({ status: 'retired' });
		expect(await preview(cells)).toMatchObject({ totals: { kept: 35, changed: 0, created: 0 } });
	});

	it('keeps its owner where a row above it, from which it inherited that owner, changes with the same file', async () => {
		const definition = await database.db.raw(`select pg_get_viewdef('v_object_containment'::regclass, true) as text`);
		await database.db.raw(`
			create or replace view v_object_containment as ${String(definition.rows[0].text).replace(/;\s*$/, '')}
			union all
			select 'collection', collection_name || '_child', 'collection', collection_name from collection_registry where collection_name = 'agents';
			insert into collection_registry (collection_name, "group", governance_role, coverage_status)
			select 'agents_child', null, governance_role, coverage_status from collection_registry where collection_name = 'agents';
			update axis_registry set ownership_source = 'parallel' where axis_code = 'responsibility';
			insert into axis_internal.axis_semantics (axis_code, owner_inheritance) values ('responsibility', 'containment');
			insert into axis_object_ownership (object_type, object_ref, axis_code, value_code, owner_gov_code)
			values ('collection', 'agents', 'responsibility', 'audit', 'GOV-SIV')`);
		const named = (cells: CoveredCell[]) =>
			cells
				.filter(({ value_code, object_ref }) => value_code === 'audit' && object_ref.startsWith('agents'))
				.map(({ object_ref, state, owner_gov_code }) => [object_ref, state, owner_gov_code]);
		const cells = await cellsOf('responsibility');
		expect(named(cells)).toEqual([
			['agents', 'direct', 'GOV-SIV'],
			['agents_child', 'inherited', 'GOV-SIV'],
		]);
		const before = await rows();
		const edited = cells.map((cell) =>
			cell.object_ref === 'agents' && cell.value_code === 'audit' ? { ...cell, owner_gov_code: 'GOV-MOT' } : cell,
		);
		const { batch, totals } = await apply(edited);
		expect(totals).toMatchObject({ created: 1, changed: 1 });
		expect(named(await cellsOf('responsibility'))).toEqual([
			['agents', 'direct', 'GOV-MOT'],
			['agents_child', 'direct', 'GOV-SIV'],
		]);
		await undoBatch(context, WRITER, batch.id);
		expect(await rows()).toEqual(before);
	});
});
