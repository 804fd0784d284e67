/** What reads and tiers do grows with the objects and no faster, whatever the planner knows: counted in rows, which no busy machine changes. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { runText } from '../../../src/db/run-sql';
import { withTransaction } from '../../../src/db/transaction';
import { applyTier } from '../../../src/rollout/apply';
import { limitsOf } from '../../../src/run/context';
import { rollbackTier } from '../../../src/rollout/rollback';
import { testProfile, type TestDatabase } from '../support/database';
import forgetStatistics from '../support/forget-statistics.sql';
import grow from '../support/grow.sql';
import { createDatabaseAt, REQUEST } from '../support/states';
import { openWorked, type Statement, type Worked } from '../support/work';
import { readsOf } from './reads';

/** 35 objects become 1,015. */
const TIMES = 29;
const OBJECTS = 35 * TIMES;
/** Plans differ with size, so twice the linear growth passes. To compare all with all would be 29 times as much. */
const ROOM = 2;
/** Rows of one statement for each object that are linear whatever it read of 35. To compare all with all would be 1,015. */
const LEAST = 400;

type Context = Parameters<typeof applyTier>[0];

let database: TestDatabase;
let worked: Worked;
let context: Context;
beforeAll(async () => {
	database = await createDatabaseAt('tier 6');
	await database.db('axis_internal.goal').insert(
		[{}, { group_ref: 'GRP-AI' }, { value_code: 'audit' }, { axis_code: 'topic' }, { axis_code: 'containment' }].map((place) => ({
			...{ axis_code: 'responsibility', percent: 95, due_on: '2999-12-31', reason: 'to be judged' },
			...place,
		})),
	);
	worked = openWorked(database.url);
	const loaded = testProfile(database.name, (profile) =>
		Object.assign(profile, { expected: {}, ownership: { ...Object(profile.ownership), writable: true } }),
	);
	context = { db: worked.db, loaded };
});
afterAll(async () => {
	await worked.destroy();
	await database.drop();
});

/** Rows of each statement by its name and text; of one that was sent several times, the most. */
type Rows = ReadonlyMap<string, number>;

function note(rows: Map<string, number>, name: string, statements: readonly Statement[]): void {
	for (const { text, rows: found } of statements) {
		const key = `${name}: ${text}`;
		rows.set(key, Math.max(found, rows.get(key) ?? 0));
	}
}

async function readAll(): Promise<Rows> {
	const rows = new Map<string, number>();
	for (const [name, read] of readsOf(context.loaded)) note(rows, name, await worked.statementsOf(() => read(worked.db)));
	return rows;
}

/** Checks that are asked together are one statement, of as many queries as there are checks. */
const queriesIn = (statement: string) => Math.max(1, statement.match(/ as question, /g)?.length ?? 0);

/** Statements that grew faster than the objects. */
const tooFast = (small: Rows, large: Rows) =>
	[...large].flatMap(([statement, rows]) =>
		rows <= Math.max(ROOM * TIMES * (small.get(statement) ?? 0), LEAST * OBJECTS * queriesIn(statement))
			? []
			: [`${rows} rows in ${statement}`],
	);

const change = (text: string) => withTransaction(database.db, limitsOf(context), (trx) => runText(trx, text, { times: TIMES }));

it(
	'with 29 times the objects every statement of a read does about 29 times as much, whatever the planner knows',
	{ timeout: 300_000 },
	async () => {
		await database.db.raw('analyze');
		const small = await readAll();
		expect(small.size).toBeGreaterThan(60);

		await change(grow);
		expect(tooFast(small, await readAll()), 'right after a bulk insert').toEqual([]);
		await change(forgetStatistics);
		expect(tooFast(small, await readAll()), 'without statistics').toEqual([]);
		await database.db.raw('analyze');
		expect(tooFast(small, await readAll()), 'with fresh statistics').toEqual([]);
	},
);

it('no statement of a tier compares all objects with all, on the way down and up again', { timeout: 300_000 }, async () => {
	const rows = new Map<string, number>();
	for (const tier of ['6', '5', '4', '3', '2', '1']) {
		note(rows, `rollback ${tier}`, await worked.statementsOf(() => rollbackTier(context, REQUEST, tier, { force: true })));
	}
	await change(forgetStatistics);
	for (const tier of ['1', '2', '3', '4', '5', '6', '8']) {
		note(rows, `apply ${tier}`, await worked.statementsOf(() => applyTier(context, REQUEST, tier)));
	}
	expect(tooFast(new Map(), rows)).toEqual([]);
});
