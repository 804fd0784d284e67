/** Whether goals are on track: what scans keep of them, day by day, against the line. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { z } from 'zod';
import { listGoals } from '../../../src/goals/goals';
import { endGoal, setGoal } from '../../../src/goals/write-goals';
import { undoBatch } from '../../../src/owners/undo-batch';
import { waiveCells } from '../../../src/owners/waive';
import { rollbackTier } from '../../../src/rollout/rollback';
import type { RolloutContext } from '../../../src/run/context';
import { runScan } from '../../../src/scan/scan';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST } from '../support/states';

const DAY_MS = 86_400_000;
const PAGE = { limit: 1000, offset: 0 };
const OBJECTS = 35;

/** What a scan keeps of goals. */
const ofGoals = z.object({
	goals: z.record(z.string(), z.object({ required_cells: z.number(), covered_cells: z.number() })),
});

let database: TestDatabase;
let context: RolloutContext;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	context = contextFor(database);
});
afterAll(() => database.drop());
beforeEach(async () => {
	await database.db('axis_internal.goal').delete();
	await own(OBJECTS);
});

/** So many of the objects lie in a group with owners, the others in one that has none. */
async function own(objects: number): Promise<void> {
	await database.db.raw(
		`with governed as (
			select collection_name, row_number() over (order by collection_name) as place from collection_registry
			where governance_role in ('governed', 'locked') and coverage_status = 'BIRTH_REQUIRED'
		)
		update collection_registry as registry
		set "group" = case when governed.place <= ? then 'GRP-AI' else 'GRP-LOST' end
		from governed where governed.collection_name = registry.collection_name`,
		[objects],
	);
}

const midnight = (days: number) => new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS);
const dayOf = (time: Date) => time.toISOString().slice(0, 10);

/** A scan as if it had ended then. */
async function scan(at: Date): Promise<void> {
	const { scan_id } = await runScan(context, { actor: 'test', mode: 'manual' });
	await database.db('governance_scan_run').where({ scan_id }).update({ started_at: at, finished_at: at });
}

interface Asked {
	/** Days from now to the day of the goal and to its end. */
	over: number;
	percent?: number;
	group_ref?: string;
	value_code?: string;
}

/** Sets a goal as if it had been set then. */
async function set(created: Date, { over, percent = 100, ...place }: Asked): Promise<string> {
	const body = { axis_code: 'responsibility', percent, due_on: '2999-01-01', reason: 'asked for', ...place };
	const { goal } = await setGoal(context, { actor: 'Ada' }, body);
	const dates = { created_at: created, due_on: dayOf(midnight(over - 1)) };
	await database.db('axis_internal.goal').where({ id: goal.id }).update(dates);
	return goal.id;
}

const read = async (id: string) => (await listGoals(database.db, PAGE)).rows.find((goal) => goal.id === id);
const stateOf = async (id: string) => (await read(id))?.state;

it('is on track at the line from the first scan to its percent, behind below it, and met by what is so now', async () => {
	const id = await set(midnight(-10), { over: 10 });
	await own(15);
	await scan(midnight(-11));
	expect(await read(id), 'a scan before it was set').toMatchObject({ state: 'unknown', first_scan_at: null });
	await scan(midnight(-10));
	expect(await read(id), 'one scan').toMatchObject({
		...{ state: 'unknown', required_cells: 210, covered_cells: 90, coverage_percent: 42.8 },
		...{ first_scan_at: midnight(-10).toISOString(), first_percent: 42.8, last_percent: 42.8, expected_percent: null },
	});
	// Half of the time is gone, and half of what lacked is done.
	await own(25);
	await scan(midnight(0));
	const told = { first_percent: 42.8, last_scan_at: midnight(0).toISOString(), last_percent: 71.4, expected_percent: 71.4 };
	expect(await read(id)).toMatchObject({ state: 'on_track', covered_cells: 150, ...told });
	await own(24);
	expect(await read(id), 'no scan saw it').toMatchObject({ state: 'on_track', covered_cells: 144, ...told });
	await scan(midnight(0));
	expect(await read(id)).toMatchObject({ state: 'behind', last_percent: 68.5, expected_percent: 71.4 });
	await own(OBJECTS);
	expect(await read(id), 'as it is now').toMatchObject({ state: 'met', coverage_percent: 100, last_percent: 68.5 });
	await own(24);
	expect(await stateOf(id)).toBe('behind');
});

it('is met or missed for good where its day is over, by the last scan before that', async () => {
	const reached = await set(midnight(-20), { over: -5, percent: 97 });
	const missed = await set(midnight(-20), { over: -5, percent: 97.2, value_code: 'audit' });
	const states = async () => [await stateOf(reached), await stateOf(missed)];
	expect(await states(), 'no scan saw it, whatever is so now').toEqual(['unknown', 'unknown']);
	await own(20);
	await scan(midnight(-20));
	expect(await states()).toEqual(['missed', 'missed']);
	await own(34);
	await scan(new Date(midnight(-5).getTime() - 1));
	expect(await states(), '34 of 35 are 97.14 %').toEqual(['met', 'missed']);
	await own(OBJECTS);
	await scan(midnight(-5));
	expect(await states(), 'that scan is of the next day').toEqual(['met', 'missed']);
	await own(10);
	await scan(midnight(-4));
	expect(await states()).toEqual(['met', 'missed']);
	expect(await read(reached)).toMatchObject({ last_percent: 97.1, coverage_percent: 28.5 });
});

it('a scan keeps the figures of every goal that stands: of the axis, a group, a value, and a value in a group', async () => {
	await own(20);
	const places = [{}, { group_ref: 'GRP-LOST' }, { value_code: 'audit' }, { group_ref: 'GRP-AI', value_code: 'audit' }];
	const ids: string[] = [];
	for (const place of places) ids.push(await set(midnight(-3), { over: 3, ...place }));
	await waiveCells(
		context,
		{ actor: 'Ada' },
		{
			axis_code: 'responsibility',
			cells: (await database.db('v_axis_coverage_gap').where({ axis_code: 'responsibility', value_code: 'audit' }).limit(1)).map(
				({ object_type, object_ref, value_code }) => ({ object_type, object_ref, value_code }),
			),
			...{ reason: 'is being rebuilt', approved_by: 'Cleo', expires_at: '2999-01-01T00:00:00Z' },
		},
	);
	await scan(midnight(-2));
	const kept = async () => {
		const { summary } = await database.db('governance_scan_run').orderBy('scan_id', 'desc').first('summary');
		return new Map(
			Object.entries(ofGoals.parse(summary).goals).map(([id, told]) => [id, [told.covered_cells, told.required_cells]]),
		);
	};
	const figures = [
		[120, 210],
		[0, 90],
		[20, 35],
		[20, 20],
	];
	expect(await kept()).toEqual(new Map(ids.map((id, index) => [id, figures[index]])));
	const now = await Promise.all(ids.map(read));
	expect(now.map((goal) => [goal?.covered_cells, goal?.required_cells])).toEqual(figures);
	expect(now.map((goal) => goal?.state)).toEqual(['unknown', 'unknown', 'unknown', 'met']);

	const [whole = ''] = ids;
	const { batch } = await endGoal(context, { actor: 'Ada' }, whole, { reason: 'too much' });
	await scan(midnight(-1));
	expect([...(await kept()).keys()].toSorted()).toEqual(ids.slice(1).toSorted());
	await undoBatch(context, { actor: 'Ada' }, batch.id);
	await scan(midnight(0));
	expect(await read(whole), 'its line goes on from where it began').toMatchObject({
		...{ state: 'behind', first_scan_at: midnight(-2).toISOString(), last_scan_at: midnight(0).toISOString() },
	});
	await rollbackTier(context, REQUEST, '6');
	expect(await read(whole), 'tier 6 took its scans').toMatchObject({ state: 'unknown', first_scan_at: null });
});
