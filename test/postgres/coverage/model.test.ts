/** The coverage views against a brute-force model, over random worlds. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runText } from '../../../src/db/run-sql';
import type { TestDatabase } from '../support/database';
import { expectModel } from '../support/expect-model';
import loadWorld from '../support/load-world.sql';
import { isInForce, modelOf, sameCell, type Cell } from '../support/model';
import { groupsAbove } from '../support/group-model';
import { levelsOf, semanticsOf, type Tag } from '../support/semantics-model';
import { createDatabaseAt } from '../support/states';
import { isSame, world, type World } from '../support/world';

/** As many worlds as CI promises; each is loaded and read in a transaction that is rolled back. */
const WORLDS = 2500;

let database: TestDatabase;
beforeAll(async () => {
	database = await createDatabaseAt('tier 1');
	await database.db.transaction((trx) => runText(trx, loadWorld));
});
afterAll(() => database.drop());

class RolledBack extends Error {}

async function viewsOf(sample: World): Promise<Record<string, unknown>> {
	let answer: Record<string, unknown> = {};
	await database.db
		.transaction(async (trx) => {
			answer = (await trx.raw('select load_world(?::jsonb) as answer', [JSON.stringify(sample)])).rows[0].answer;
			throw new RolledBack();
		})
		.catch((error: unknown) => {
			if (!(error instanceof RolledBack)) throw error;
		});
	return answer;
}

const isParallel = (sample: World, axis: string) => sample.axes.some((row) => row.axis === axis && row.source === 'parallel');

/** Whether another value, further up, does not count because of it. */
const isOnlyNearest = (sample: World, tag: Tag): boolean =>
	semanticsOf(sample, tag.axis).cardinality === 'one' &&
	sample.assignments.some(
		(row) =>
			row.status === 'active' &&
			row.axis === tag.axis &&
			row.value !== tag.value &&
			levelsOf(sample, tag)
				.slice(tag.depth + 1)
				.flat()
				.some((above) => isSame(above, row)),
	);

it(
	`required cells, effective owners and tags, gaps, quality and summary are those of the model, in ${WORLDS} worlds`,
	{ timeout: 600_000 },
	async () => {
		const seen = {
			...{ required: 0, gaps: 0, inherited: 0, deep: 0, parallel: 0, quality: 0, waived: 0, lapsed: 0, spared: 0 },
			...{
				ownedFromAbove: 0,
				tagged: 0,
				taggedFromFar: 0,
				nearerTag: 0,
				untagged: 0,
				crowded: 0,
				disagreed: 0,
			},
			circled: 0,
		};
		await fc.assert(
			fc.asyncProperty(world, async (sample) => {
				const [views, model] = [await viewsOf(sample), modelOf(sample)];
				expectModel(views, model);
				seen.required += model.required.length;
				seen.gaps += model.gaps.length;
				seen.inherited += model.owners.filter((owner) => owner.depth > 0).length;
				seen.deep += model.owners.filter((owner) => owner.depth >= 5).length;
				seen.parallel += model.owners.filter((owner) => isParallel(sample, owner.axis)).length;
				const unowned = model.required.filter((cell) => !model.owners.some((owner) => sameCell(owner, cell)));
				const waivers = (cells: Cell[], inForce: boolean) =>
					sample.waivers.filter((waiver) => isInForce(waiver) === inForce && cells.some((cell) => sameCell(cell, waiver))).length;
				seen.waived += waivers(unowned, true);
				seen.lapsed += waivers(model.gaps, false);
				seen.spared += waivers(model.owners, true);
				seen.ownedFromAbove += model.owners.filter((owner) => isParallel(sample, owner.axis) && owner.depth > 0).length;
				const given = model.tags.filter((tag) => tag.depth > 0);
				seen.tagged += given.length;
				seen.taggedFromFar += given.filter((tag) => tag.depth >= 3).length;
				seen.nearerTag += given.filter((tag) => isOnlyNearest(sample, tag)).length;
				seen.circled += given.filter((tag) => groupsAbove(sample, tag).includes(tag.ref)).length;
				seen.untagged += model.gaps.filter((cell) => cell.value === '(none)').length;
				seen.crowded += model.crowded.length;
				seen.disagreed += model.crowded.filter((object) =>
					given.some((tag) => isSame(tag, object) && tag.axis === object.axis),
				).length;
				seen.quality += new Set(model.quality.map((row) => row.flag)).size;
			}),
			{ numRuns: WORLDS },
		);
		// The worlds were worth it: every kind of row came up.
		for (const [what, count] of Object.entries(seen)) expect(count, what).toBeGreaterThan(10);
	},
);
