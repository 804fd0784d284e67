/** The states of random goals over random scans against a model of them that rounds nothing. */
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { GoalState } from '../../../src/contract';
import { listGoals } from '../../../src/goals/goals';
import { createDatabaseAt } from '../support/states';

const DAY_MS = 86_400_000;
const GOALS = 400;

const midnight = (days: number) => new Date(Math.floor(Date.now() / DAY_MS) * DAY_MS + days * DAY_MS);
const dayOf = (time: Date) => time.toISOString().slice(0, 10);

const days = (min: number, max: number) => fc.integer({ min, max });
const figure = fc
	.record({ required: fc.constantFrom(0, 1, 2, 4, 5, 10, 35), covered: days(0, 35), told: fc.integer({ min: 0, max: 9 }) })
	.map(({ required, covered, told }) => (told === 0 ? null : { required, covered: Math.min(required, covered) }));
const sample = fc.record({
	created: days(-30, -10),
	over: fc.oneof(days(-20, -1), days(1, 20)),
	tenths: fc.constantFrom(100, 333, 500, 600, 750, 1000),
	figures: fc.array(figure, { minLength: 8, maxLength: 8 }),
});
type Sample = typeof sample extends fc.Arbitrary<infer Drawn> ? Drawn : never;
const SCAN_DAYS = [-29, -24, -18, -12, -9, -6, -3, -1];

/** Whether the last scan is above the line (1), on it (0) or below it (-1), without any rounding; null where there is no line. */
function sideOf({ created, over, tenths, figures }: Sample): {
	side: number | null;
	last: { required: number; covered: number } | null;
} {
	const seen = SCAN_DAYS.flatMap((day, index) => {
		const kept = figures[index];
		return kept && kept.required > 0 && day >= created && day < over ? [{ day, ...kept }] : [];
	});
	const [first, last] = [seen[0], seen.at(-1)];
	if (!first || !last || first === last) return { side: null, last: last ?? null };
	const [whole, gone] = [over - first.day, last.day - first.day];
	const demanded = last.required * (1000 * first.covered * (whole - gone) + tenths * first.required * gone);
	return { side: Math.sign(last.covered * 1000 * first.required * whole - demanded), last };
}

function expectedState(drawn: Sample): GoalState {
	const { side, last } = sideOf(drawn);
	if (drawn.over <= 0) return last === null ? 'unknown' : last.covered * 1000 >= drawn.tenths * last.required ? 'met' : 'missed';
	// Nobody owns anything now.
	if (side === null) return 'unknown';
	return side >= 0 ? 'on_track' : 'behind';
}

it(`the states of ${GOALS} random goals over eight scans are those of the model, on the line too`, async () => {
	const database = await createDatabaseAt('tier 2');
	const drawn = fc.sample(sample, GOALS);
	const goals = drawn.map((goal) => ({ id: randomUUID(), ...goal }));
	const trx = await database.db.transaction();
	try {
		// All of them are of one place.
		await trx.raw('drop index axis_internal.goal_standing_key');
		await trx.batchInsert(
			'axis_internal.goal',
			goals.map(({ id, created, over, tenths }) => ({
				...{ id, axis_code: 'responsibility', value_code: 'audit', percent: tenths / 10, reason: 'model' },
				...{ created_at: midnight(created), due_on: dayOf(midnight(over - 1)) },
			})),
		);
		for (const [index, day] of SCAN_DAYS.entries()) {
			const told = goals.flatMap(({ id, figures }) => {
				const kept = figures[index];
				return kept ? [[id, { required_cells: kept.required, covered_cells: kept.covered }]] : [];
			});
			const at = { started_at: midnight(day), finished_at: midnight(day) };
			await trx('governance_scan_run').insert({
				actor: 'model',
				mode: 'manual',
				...at,
				summary: JSON.stringify({ goals: Object.fromEntries(told) }),
			});
		}
		const { rows } = await listGoals(trx, { limit: GOALS, offset: 0 });
		const states = new Map(rows.map(({ id, state }) => [id, state]));
		for (const { id, ...goal } of goals) expect(states.get(id), JSON.stringify(goal)).toBe(expectedState(goal));
		expect(new Set(states.values()).size, 'every state comes up').toBe(5);
		expect(
			drawn.some((goal) => goal.over > 0 && sideOf(goal).side === 0),
			'and some goal is on the line',
		).toBe(true);
	} finally {
		await trx.rollback();
		await database.drop();
	}
});
