/** How many statements an answer costs: numbers that may only shrink. Each is a round trip, and each of a report the same for ten thousand objects. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { previewAssignment } from '../../../src/owners/assign-owner';
import { applyTier } from '../../../src/rollout/apply';
import { readMatrix, readMatrixPage } from '../../../src/coverage/page';
import { readPlan } from '../../../src/rollout/plan';
import { readPreflight } from '../../../src/rollout/preflight';
import { verifyRollout } from '../../../src/rollout/verify';
import { contextFor, type TestDatabase } from '../support/database';
import { countStatements } from '../support/sent';
import { createDatabaseAt, REQUEST } from '../support/states';

let bare: TestDatabase;
let whole: TestDatabase;
beforeAll(async () => {
	[bare, whole] = await Promise.all([createDatabaseAt('tier 1'), createDatabaseAt('tier 6')]);
});
afterAll(() => Promise.all([bare.drop(), whole.drop()]));

const MOVE = {
	axis_code: 'containment',
	owner_gov_code: 'GOV-MOT',
	reason: 'moved',
	cells: [{ object_type: 'collection', object_ref: 'agents', value_code: 'GRP-AI' }],
};

/** Settings, snapshots, savepoints and COMMIT are counted too. */
const MOST = [
	['plan before tier 2', 29, () => readPlan(contextFor(bare)), () => bare],
	['preflight before tier 2', 32, () => readPreflight(contextFor(bare)), () => bare],
	['plan of all tiers', 33, () => readPlan(contextFor(whole)), () => whole],
	['verification of all tiers', 23, () => verifyRollout(contextFor(whole)), () => whole],
	['preview of an assignment', 40, () => previewAssignment(contextFor(whole), { actor: 'test' }, MOVE), () => whole],
	['apply of tier 2', 59, () => applyTier(contextFor(bare), REQUEST, '2'), () => bare],
] as const;

const EVERY = { group: null, owner: '', state: '', search: '' } as const;

it.each<[string, () => Promise<unknown>]>([
	['the whole matrix', () => readMatrix(whole.db, 'responsibility')],
	['a page of the matrix', () => readMatrixPage(whole.db, 'responsibility', EVERY, { limit: 50, offset: 0 })],
])('%s takes 3 statements beside BEGIN and COMMIT', async (_what, work) => {
	expect(await countStatements(whole.db, work)).toBe(2 + 3);
});

it.each(MOST)('the %s sends %i statements at most', async (_what, most, work, database) => {
	expect(await countStatements(database().db, work)).toBeLessThanOrEqual(most);
});
