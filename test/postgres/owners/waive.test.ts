/** Waivers: counted apart everywhere, a gap again when they end, guarded like the axis tables, and told by verify and rollback. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readCells, readObject } from '../../../src/coverage/cells';
import { readCounts, readCoverage } from '../../../src/coverage/counts';
import { readMatrix } from '../../../src/coverage/page';
import { assignOwner } from '../../../src/owners/assign-owner';
import { revokeWaiver, waiveCells } from '../../../src/owners/waive';
import { listWaivers } from '../../../src/owners/waivers';
import type { CellRef, WaiverBody } from '../../../src/contract';
import { rollbackTier } from '../../../src/rollout/rollback';
import { verifyRollout } from '../../../src/rollout/verify';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const WRITER = { actor: 'test' };
const PAGE = { limit: 1000, offset: 0 };
const ALL = { axis: '', state: '' } as const;
const cell = (object_ref: string, value_code: string): CellRef => ({ object_type: 'collection', object_ref, value_code });
const TWO = [cell('agents', 'audit'), cell('tasks', 'health')];
const body = (more: Partial<WaiverBody> = {}): WaiverBody => ({
	axis_code: 'responsibility',
	cells: TWO,
	reason: 'is being rebuilt',
	approved_by: 'Ada',
	expires_at: new Date(Date.now() + 90 * 86_400_000).toISOString(),
	...more,
});

let database: TestDatabase;
let context: RolloutContext;
beforeEach(async () => {
	database = await createDatabaseAt('tier 2');
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	context = contextFor(database, { loaded });
});
afterEach(() => database.drop());

const counts = async () => {
	const [axis] = await readCoverage(database.db);
	return [axis?.required_cells, axis?.covered_cells, axis?.gap_cells, axis?.waived_cells];
};
const expire = () =>
	database
		.db('axis_internal.waiver')
		.whereNull('ended_at')
		.update({ created_at: new Date(Date.now() - 2000), expires_at: new Date(Date.now() - 1000) });

describe('a waived cell', () => {
	it('is neither covered nor a gap, in every report, and required = covered + gap + waived', async () => {
		const answer = await waiveCells(context, WRITER, body({ cells: [...TWO, ...TWO] }));
		expect(answer).toMatchObject({ waived_cells: 2, gaps_before: 210, gaps_after: 208 });
		expect(answer.waivers[0]).toMatchObject({
			...TWO[0],
			state: 'active',
			approved_by: 'Ada',
			created_by: 'test',
			ended_at: null,
		});
		expect(await counts()).toEqual([210, 0, 208, 2]);
		for (const by of ['value', 'object', 'group'] as const) {
			const { rows } = await readCounts(database.db, 'responsibility', by, PAGE);
			const sum = (part: (row: (typeof rows)[number]) => number) => rows.reduce((total, row) => total + part(row), 0);
			expect([sum((row) => row.covered), sum((row) => row.gap), sum((row) => row.waived)], by).toEqual([0, 208, 2]);
		}
		expect((await readCells(database.db, 'responsibility', { gaps: null }, PAGE)).total).toBe(208);
		const matrix = await readMatrix(database.db, 'responsibility');
		const states = matrix.grain === 'object' ? matrix.rows.flatMap((row) => row.cells.map(({ state }) => state)) : [];
		expect(states.filter((state) => state === 'waived')).toHaveLength(2);
		const agents = await readObject(database.db, 'responsibility', 'collection', 'agents');
		expect(agents.filter((one) => one.waived_until !== null).map((one) => one.value_code)).toEqual(['audit']);
		expect(await database.db('v_ui_coverage_dashboard').first('gap_cells', 'waived_cells')).toEqual({
			gap_cells: '208',
			waived_cells: '2',
		});
	});

	it('is a gap again when its waiver expires or is revoked, and may be waived anew', async () => {
		const { waivers } = await waiveCells(context, WRITER, body());
		const id = waivers[0]?.id ?? '';
		expect(await revokeWaiver(context, { actor: 'other' }, id)).toMatchObject({ state: 'revoked', ended_by: 'other' });
		expect(await counts()).toEqual([210, 0, 209, 1]);
		await expire();
		expect(await counts()).toEqual([210, 0, 210, 0]);
		await expect(revokeWaiver(context, WRITER, waivers[1]?.id ?? '')).rejects.toMatchObject({ code: 'AXIS_CELLS_REFUSED' });
		await expect(revokeWaiver(context, WRITER, 'nothing')).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_WAIVER' });
		await waiveCells(context, WRITER, body());
		expect(await counts()).toEqual([210, 0, 208, 2]);
		const { rows, total } = await listWaivers(database.db, PAGE, ALL);
		expect([total, rows.map((row) => row.state).sort()]).toEqual([4, ['active', 'active', 'expired', 'revoked']]);
		expect(rows.slice(0, 2).map((row) => row.state)).toEqual(['active', 'active']);
		expect((await listWaivers(database.db, PAGE, { axis: 'responsibility', state: 'active' })).total).toBe(2);
		expect((await listWaivers(database.db, PAGE, { axis: 'topic', state: '' })).total).toBe(0);
	});

	it('that gets an owner counts as covered, and one that has an owner cannot be waived', async () => {
		await waiveCells(context, WRITER, body());
		await assignOwner(context, WRITER, { axis_code: 'responsibility', owner_gov_code: 'GOV-DOT', reason: 'found', cells: TWO });
		expect(await counts()).toEqual([210, 2, 208, 0]);
		await database.db('axis_internal.waiver').delete();
		await expect(waiveCells(context, WRITER, body())).rejects.toMatchObject({
			code: 'AXIS_CELLS_REFUSED',
			extensions: { total: 2, violations: [{ violation: 'this cell has an owner', detail: 'GOV-DOT' }, {}] },
		});
	});

	it('stays in the base model’s own gap: verify counts it there, and finds no drift', async () => {
		await waiveCells(context, WRITER, body());
		expect(await database.db('v_object_owner_gap').count()).toEqual([{ count: '210' }]);
		const { status, checks } = await verifyRollout(context);
		expect(checks.filter(({ name }) => ['responsibility_gap', 'zero_drift'].includes(name))).toMatchObject([
			{ expected: 210, actual: 210, ok: true },
			{ expected: 0, actual: 0, ok: true },
		]);
		expect(status).toBe('PASS');
	});
});

describe('is refused', () => {
	it('what nobody requires, what is waived already, and a time that has passed, all at once', async () => {
		await waiveCells(context, WRITER, body());
		const wrong = body({ cells: [...TWO.slice(0, 1), cell('nothing', 'audit')], expires_at: '2020-01-01T00:00:00Z' });
		await expect(waiveCells(context, WRITER, wrong)).rejects.toMatchObject({
			code: 'AXIS_CELLS_REFUSED',
			extensions: {
				violations: [
					{ violation: 'no active rule requires this cell', object_ref: 'nothing' },
					{ violation: 'the waiver would expire at once: the time is not in the future' },
					{ violation: 'this cell is waived already', object_ref: 'agents' },
				],
			},
		});
		await expect(waiveCells(context, WRITER, body({ axis_code: 'none' }))).rejects.toMatchObject({ code: 'AXIS_UNKNOWN_AXIS' });
	});

	it('everything while the gate is shut, raw SQL as well', async () => {
		const { waivers } = await waiveCells(context, WRITER, body());
		await database.db('os_proposal_approvals').delete();
		await expect(waiveCells(context, WRITER, body())).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		await expect(revokeWaiver(context, WRITER, waivers[0]?.id ?? '')).rejects.toMatchObject({ code: 'AXIS_GATE_CLOSED' });
		for (const statement of [
			`insert into axis_internal.waiver (object_type, object_ref, axis_code, value_code, reason, approved_by, expires_at) values ('a', 'b', 'c', 'd', 'e', 'f', 'infinity')`,
			`update axis_internal.waiver set expires_at = 'infinity'`,
			'delete from axis_internal.waiver',
			'truncate axis_internal.waiver',
		]) {
			await expect(database.db.raw(statement), statement).rejects.toMatchObject({ code: 'AX001' });
		}
		expect(await counts()).toEqual([210, 0, 208, 2]);
	});

	it('the rollback of tier 1 while people’s waivers are there; with force they go and are listed', async () => {
		await waiveCells(context, WRITER, body());
		await rollbackTier(context, REQUEST, '2');
		await expect(rollbackTier(context, REQUEST, '1')).rejects.toMatchObject({
			code: 'AXIS_PRECONDITION',
			extensions: {
				violations: [{ violation: 'a waiver of people is still there', key: expect.stringContaining('agents audit Ada') }, {}],
			},
		});
		expect((await rollbackTier(context, REQUEST, '1', { force: true })).tiers[0]?.deleted).toHaveLength(2);
		expect((await listWaivers(database.db, PAGE, ALL)).rows).toEqual([]);
	});
});
