/** Random acts on owners and undos of them against a brute-force model: the preview, what is committed, what is refused, and every row that an undo gives back. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { undoBatch } from '../../../src/owners/undo-batch';
import { runText } from '../../../src/db/run-sql';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import { length } from '../../support/length';
import loadWorld from '../support/load-world.sql';
import { modelOf } from '../support/model';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt } from '../support/states';
import type { World } from '../support/world';
import { undoIn } from './assign-model';
import { crowdedWorld, step } from './assign-steps';
import { actOf, sorted, WRITER } from './owner-acts';

const WORLDS = length('model', { short: 100, full: 300 });

let database: TestDatabase;
let context: RolloutContext;
beforeAll(async () => {
	database = await createDatabaseAt('tier 1');
	await database.db.transaction((trx) => runText(trx, loadWorld));
	const loaded = testProfile(database.name, (profile) => {
		profile.ownership = { ...Object(profile.ownership), writable: true };
	});
	context = contextFor(database, { loaded });
});
afterAll(() => database.drop());

/** Every row of both ownership tables and of the waivers, which an assignment leaves alone, whole. */
async function dump(): Promise<Map<string, string>> {
	const { rows } = await database.db.raw(`
		select 'axis ' || id as key, to_jsonb(o)::text as row from axis_object_ownership o
		union all select 'base ' || id, to_jsonb(o)::text from governance_object_ownership o
		union all select 'waiver ' || id, to_jsonb(w)::text from axis_internal.waiver w`);
	return new Map(rows.map(({ key, row }: { key: string; row: string }) => [key, row]));
}

it(
	`in ${WORLDS} worlds: preview, act and undo do what the model says, and a refusal leaves every row alone`,
	{ timeout: 1_800_000 },
	async () => {
		const seen = {
			assign: 0,
			end: 0,
			transfer: 0,
			covered: 0,
			overridden: 0,
			replaced: 0,
			kept: 0,
			conflict: 0,
			passed: 0,
			inherited: 0,
			opened: 0,
			refused: 0,
			undone: 0,
			undo_refused: 0,
			waived: 0,
		};
		await fc.assert(
			fc.asyncProperty(crowdedWorld, fc.array(step, { minLength: 4, maxLength: 8 }), async (start, steps) => {
				await empty();
				await database.db.raw('select load_world(?::jsonb)', [JSON.stringify(start)]);
				let now = start;
				const batches: {
					id: string;
					added: string[];
					changed: Map<string, string>;
					after: Map<string, string>;
					undo: (world: World) => World;
					done: boolean;
				}[] = [];
				for (const one of steps) {
					const rows = await dump();
					const batch = one.undo === null ? undefined : batches[one.undo % Math.max(1, batches.length)];
					if (batch) {
						const isUntouched =
							!batch.done && [...batch.after].every(([key, row]) => rows.get(key) === row) && isSingle(batch.undo(now));
						const outcome = await outcomeOf(undoBatch(context, WRITER, batch.id));
						if (!isUntouched) {
							expect(outcome).toMatchObject({ error: { code: 'AXIS_BATCH_CHANGED' } });
							expect(await dump()).toEqual(rows);
							seen.undo_refused++;
							continue;
						}
						expect(outcome).toMatchObject({ value: { rows_deleted: batch.added.length, rows_restored: batch.changed.size } });
						for (const key of batch.added) rows.delete(key);
						for (const [key, row] of batch.changed) rows.set(key, row);
						expect(sorted([...(await dump())])).toEqual(sorted([...rows]));
						batch.done = true;
						now = batch.undo(now);
						seen.undone++;
					} else {
						const act = actOf(context, one, now);
						const [preview, gave] = [await outcomeOf(act.preview()), await dump()];
						expect(gave).toEqual(rows);
						const outcome = await outcomeOf(act.commit());
						// A conflict is told by the preview, and refused by the act.
						const isConflict = act.effects.includes('conflict');
						if (act.refused !== null && !isConflict) {
							expect([preview, outcome]).toMatchObject([{ error: { code: act.refused } }, { error: { code: act.refused } }]);
							seen.refused++;
						} else {
							if (!('value' in preview)) throw preview.error;
							act.judge(preview.value);
							for (const effect of act.effects) seen[effect]++;
						}
						if (act.refused !== null) {
							expect(outcome).toMatchObject({ error: { code: act.refused } });
							expect(await dump()).toEqual(rows);
							continue;
						}
						if (!('value' in outcome) || !('value' in preview)) throw Object(outcome).error;
						expect(preview.value).toEqual({
							...outcome.value.effect,
							committed: false,
							gate: expect.objectContaining({ status: 'READY' }),
						});
						batches.push({
							id: outcome.value.batch.id,
							done: false,
							...difference(rows, await dump()),
							undo: undoIn(now, act.world),
						});
						seen.waived += act.waived;
						seen[one.act]++;
						now = act.world;
					}
					await expectGaps(now);
				}
			}),
			{ numRuns: WORLDS },
		);
		for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
	},
);

/** The views agree with the model after every step, so the model of the next one starts from the truth. */
async function expectGaps(now: World): Promise<void> {
	const { rows } = await database.db.raw(
		'select object_type as type, object_ref as ref, axis_code as axis, value_code as value from v_axis_coverage_gap',
	);
	expect(sorted(rows)).toEqual(sorted(modelOf(now).gaps.map(({ type, ref, axis, value }) => ({ type, ref, axis, value }))));
}

/** Whether each cell has one active accountable owner at most: where another owner stands by now, the old one is not given back. */
function isSingle({ canonical, parallel }: World): boolean {
	const keys = [
		...canonical.map((row) => ({ ...row, key: JSON.stringify(['', row.scope, row.type, row.ref]) })),
		...parallel.map((row) => ({ ...row, key: JSON.stringify([row.axis, row.value, row.type, row.ref]) })),
	]
		.filter((row) => row.kind === 'accountable' && row.status === 'active')
		.map(({ key }) => key);
	return new Set(keys).size === keys.length;
}

function difference(before: Map<string, string>, after: Map<string, string>) {
	const changed = new Map([...before].filter(([key, row]) => after.get(key) !== row));
	const added = [...after.keys()].filter((key) => !before.has(key));
	return { added, changed, after: new Map([...changed.keys(), ...added].map((key) => [key, String(after.get(key))])) };
}

async function empty(): Promise<void> {
	for (const table of [
		'test_object',
		'test_containment',
		'axis_object_ownership',
		'governance_object_ownership',
		'axis_assignment',
		'coverage_rule',
		'axis_value',
		'axis_internal.axis_semantics',
		'axis_registry',
		'axis_internal.waiver',
	]) {
		await database.db(table).delete();
	}
}
