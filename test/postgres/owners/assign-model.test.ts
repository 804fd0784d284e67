/** Random assignments and undos against a brute-force model: the preview, what is committed, what is refused, and every row that an undo gives back. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { assignOwner, previewAssignment } from '../../../src/owners/assign-owner';
import { undoBatch } from '../../../src/owners/undo-batch';
import type { AssignmentEffect } from '../../../src/contract';
import { runText } from '../../../src/db/run-sql';
import type { RolloutContext } from '../../../src/run/context';
import { contextFor, testProfile, type TestDatabase } from '../support/database';
import loadWorld from '../support/load-world.sql';
import { modelOf } from '../support/model';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt } from '../support/states';
import type { World } from '../support/world';
import { expectedOf, undoIn, waivedAmong, type Expected } from './assign-model';
import { bodyOf, crowdedWorld, step } from './assign-steps';

const WORLDS = 65;
const WRITER = { actor: 'test' };

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

const sorted = (rows: unknown[]) => rows.map((row) => JSON.stringify(row)).sort();

function expectEffect(effect: AssignmentEffect, expected: Expected): void {
	const count = (name: string) => expected.cells.filter((cell) => cell.effect === name).length;
	expect(effect).toMatchObject({
		asked_cells: expected.cells.length,
		covered_cells: count('covered'),
		overridden_cells: count('overridden'),
		replaced_cells: count('replaced'),
		kept_cells: count('kept'),
		conflict_cells: count('conflict'),
		gaps_before: expected.gaps_before,
		gaps_after: expected.gaps_after,
	});
	const cells = expected.cells.map(({ type, ref, axis: _axis, value, effect, owners_before, owners_after }) => ({
		object_type: type,
		object_ref: ref,
		value_code: value,
		effect,
		owners_before,
		owners_after,
	}));
	expect(sorted(effect.cells)).toEqual(sorted(cells));
}

/** Every row of both ownership tables and of the waivers, which an assignment leaves alone, whole. */
async function dump(): Promise<Map<string, string>> {
	const { rows } = await database.db.raw(`
		select 'axis ' || id as key, to_jsonb(o)::text as row from axis_object_ownership o
		union all select 'base ' || id, to_jsonb(o)::text from governance_object_ownership o
		union all select 'waiver ' || id, to_jsonb(w)::text from axis_internal.waiver w`);
	return new Map(rows.map(({ key, row }: { key: string; row: string }) => [key, row]));
}

it(
	`in ${WORLDS} worlds: preview, apply and undo do what the model says, and a refusal leaves every row alone`,
	{ timeout: 600_000 },
	async () => {
		const seen = {
			applied: 0,
			covered: 0,
			overridden: 0,
			replaced: 0,
			kept: 0,
			conflict: 0,
			refused: 0,
			undone: 0,
			undo_refused: 0,
			waived: 0,
		};
		await fc.assert(
			fc.asyncProperty(crowdedWorld, fc.array(step, { minLength: 3, maxLength: 6 }), async (start, steps) => {
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
						const isUntouched = !batch.done && [...batch.after].every(([key, row]) => rows.get(key) === row);
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
						const body = bodyOf(one, now);
						const expected = expectedOf(now, body);
						const [preview, gave] = [await outcomeOf(previewAssignment(context, WRITER, body)), await dump()];
						expect(gave).toEqual(rows);
						const outcome = await outcomeOf(assignOwner(context, WRITER, body));
						if (expected.refused !== null) {
							expect([preview, outcome]).toMatchObject([
								{ error: { code: expected.refused } },
								{ error: { code: expected.refused } },
							]);
							seen.refused++;
						} else {
							if (!('value' in preview)) throw preview.error;
							expectEffect(preview.value, expected);
							for (const cell of expected.cells) seen[cell.effect]++;
						}
						if (expected.refused !== null || expected.cells.some((cell) => cell.effect === 'conflict')) {
							expect(outcome).toMatchObject({ error: { code: expected.refused ?? 'AXIS_CELLS_REFUSED' } });
							expect(await dump()).toEqual(rows);
							continue;
						}
						if (!('value' in outcome) || !('value' in preview)) throw Object(outcome).error;
						expect(outcome.value.effect).toEqual(preview.value);
						batches.push({
							id: outcome.value.batch.id,
							done: false,
							...difference(rows, await dump()),
							undo: undoIn(now, expected.world),
						});
						seen.waived += waivedAmong(expected.cells, now);
						now = expected.world;
						seen.applied++;
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
