/** Previews, changes and undos against a brute-force model, over random worlds and random changes of them. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runText } from '../../../src/db/run-sql';
import { applyChange } from '../../../src/model/apply-change';
import { previewChange } from '../../../src/model/preview-change';
import { undoChange } from '../../../src/model/undo-change';
import { contextFor, type TestDatabase } from '../support/database';
import { expectModel } from '../support/expect-model';
import { fingerprint } from '../support/fingerprint';
import { refusalOf, worldAfter } from '../support/lifecycle-model';
import { reportOf } from '../support/lifecycle-report';
import { asked, changeOf, worldFor } from '../support/lifecycle-wish';
import loadWorld from '../support/load-world.sql';
import { modelOf, sameCell, type Answer, type Cell } from '../support/model';
import { outcomeOf } from '../support/sessions';
import { createDatabaseAt, REQUEST } from '../support/states';
import { world, type World } from '../support/world';

const WORLDS = 100;

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabaseAt('tier 1');
	await database.db.transaction((trx) => runText(trx, loadWorld));
});
afterAll(() => database.drop());

const load = async (sample: object): Promise<Record<string, unknown>> =>
	(await database.db.raw('select load_world(?::jsonb) as answer', [JSON.stringify(sample)])).rows[0].answer;

/** What a preview and a change have in common. */
const reportIn = (answer: object) =>
	Object.fromEntries(Object.entries(answer).filter(([key]) => !['committed', 'gate', 'run'].includes(key)));

/** Gaps that are still required and are none any more, though nobody owns them. */
function hiddenGaps(was: Answer, is: Answer): Cell[] {
	const holds = (cells: Cell[], gap: Cell) => cells.some((cell) => sameCell(cell, gap));
	return was.gaps.filter((gap) => holds(is.required, gap) && !holds(is.gaps, gap) && !holds(is.owners, gap));
}

async function replaceWorld(sample: World): Promise<void> {
	await database.db.raw(
		'truncate axis_registry, axis_internal.waiver, governance_object_ownership, test_object, test_containment cascade',
	);
	await load(sample);
}

it(
	`a preview says what the change does, the change does it, and an undo takes it back, in ${WORLDS} worlds`,
	{ timeout: 600_000 },
	async () => {
		const context = contextFor(database);
		const seen = {
			made: 0,
			refused: 0,
			moved: 0,
			superseded: 0,
			owners: 0,
			gaps: 0,
			split: 0,
			waived: 0,
			waivers_moved: 0,
			waivers_left: 0,
			gaps_kept_open: 0,
		};
		await fc.assert(
			fc.asyncProperty(world, asked, async (base, wish) => {
				const sample = worldFor(base, wish);
				await replaceWorld(sample);
				const change = changeOf(sample, wish);
				const refusal = refusalOf(sample, change);
				const before = await fingerprint(database.db);
				const preview = await outcomeOf(previewChange(context, REQUEST, change));
				expect(await fingerprint(database.db), 'a preview changes nothing').toBe(before);
				const made = await outcomeOf(applyChange(context, REQUEST, change));
				if (refusal !== null) {
					expect(preview).toMatchObject({ error: { code: refusal } });
					expect(made).toMatchObject({ error: { code: refusal } });
					expect(await fingerprint(database.db)).toBe(before);
					seen.refused++;
					return;
				}
				if ('error' in preview) throw preview.error;
				if ('error' in made) throw made.error;
				const done = made.value;
				expect(reportIn(done), 'the change is the preview').toEqual(reportIn(preview.value));
				expect(done, 'the change is the model').toMatchObject(reportOf(sample, change));
				const model = modelOf(worldAfter(sample, change).world);
				expectModel(await load({}), model);
				expect(hiddenGaps(modelOf(sample), model), 'no waiver hides a gap').toEqual([]);
				const after = await fingerprint(database.db);
				const undone = await undoChange(context, REQUEST, done.run.id, 'not so');
				expect(await fingerprint(database.db), 'an undo leaves rows as they were').toBe(before);
				expect(undone).toMatchObject({ before: done.after, after: done.before, rows: done.rows, waivers_left: [] });
				await undoChange(context, REQUEST, undone.run.id, 'after all');
				expect(await fingerprint(database.db), 'an undo can be undone').toBe(after);
				seen.made++;
				seen.moved += done.rows.assignments_retargeted;
				seen.superseded += done.rows.assignments_superseded + done.rows.owners_superseded;
				seen.owners += done.rows.owners_retargeted;
				seen.gaps += done.gaps_added;
				seen.split += change.split_into === null ? 0 : 1;
				seen.waived += done.after.waived_cells;
				seen.waivers_moved += done.rows.waivers_retargeted;
				seen.waivers_left += done.waivers_left.length;
				seen.gaps_kept_open += done.waivers_left.filter(({ why }) => why === 'required_before').length;
			}),
			{ numRuns: WORLDS },
		);
		// The worlds were worth it: every kind of change came up.
		for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(0);
	},
);
