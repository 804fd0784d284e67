/** Rollback never deletes silently what people added or changed: it refuses with the list, or, with force, deletes and records it. */
import { afterEach, describe, expect, it } from 'vitest';
import { applyAll, applyTier } from '../../../src/rollout/apply';
import { rollbackAll, rollbackTier } from '../../../src/rollout/rollback';
import { contextFor, type TestDatabase } from '../support/database';
import { createDatabaseAt, REQUEST, type State } from '../support/states';
import { addOwnAxis, addRows, meddlings, OWNERSHIP, supersession, TOPIC, type Meddling } from './people';
import { lastRun, refused, standing } from './proof';

const FORCE = { force: true };

let database: TestDatabase;
afterEach(() => database.drop());

const TIERS: readonly [string, State, Record<string, Meddling>][] = [
	['2', 'tier 1', meddlings('responsibility', 'audit')],
	['3', 'tier 2', OWNERSHIP],
	['4', 'tier 3', { ...meddlings('containment', 'GRP-AI'), ...supersession('containment', 'GRP-AI') }],
	['5', 'tier 4', { ...meddlings('topic', 'ai-ops'), ...supersession('topic', 'ai-ops'), ...TOPIC }],
];

describe.each(TIERS)('rolling tier %s back refuses, and deletes with force only,', (tier, state, cases) => {
	it.each(Object.entries(cases))('%s', async (_what, { meddle, found }) => {
		database = await createDatabaseAt(state);
		const context = contextFor(database);
		await addOwnAxis(database.db);
		const entry = await standing(database.db);
		await applyTier(context, REQUEST, tier);
		await meddle(database.db);

		const facts = { tier: Number(tier), violations: found.map((row) => expect.objectContaining(row)) };
		const error = { code: 'AXIS_PRECONDITION', extensions: facts };
		await refused(database.db, () => rollbackTier(context, REQUEST, tier), error);
		expect(await lastRun(database.db)).toMatchObject({ action: 'rollback', status: 'refused', error: { facts } });

		const answer = await rollbackTier(context, REQUEST, tier, FORCE);
		expect(answer.tiers).toMatchObject([{ status: 'rolled_back', deleted: found }]);
		expect((await lastRun(database.db))?.result).toEqual(JSON.parse(JSON.stringify(answer.run.result)));
		expect(await standing(database.db)).toBe(entry);
	});
});

describe('the whole rollback', () => {
	it('with a shut gate ends where the rollout began, and may be repeated', async () => {
		database = await createDatabaseAt('tier 6');
		const context = contextFor(database);
		await database.db('os_proposal_approvals').delete();
		const first = await rollbackAll(context, REQUEST, null);
		expect(first.tiers.map((result) => result.tier)).toEqual([6, 5, 4, 3, 2, 1]);
		expect(first.fingerprint).toEqual({
			entry: expect.any(String),
			exit: first.fingerprint?.entry,
			equal: true,
			differences: [],
		});
		const left = await standing(database.db);
		const second = await rollbackAll(context, REQUEST, null);
		expect(second).toMatchObject({ tiers: [], fingerprint: first.fingerprint, run: { status: 'passed' } });
		expect(await standing(database.db)).toBe(left);
	});

	it('stops above the tier that `to` names, and refuses one that there is not', async () => {
		database = await createDatabaseAt('tier 5');
		const context = contextFor(database);
		for (const to of [0, 7, 8, 99])
			await refused(database.db, () => rollbackAll(context, REQUEST, to), { code: 'AXIS_UNKNOWN_TIER' });
		const answer = await rollbackAll(context, REQUEST, 3);
		expect(answer.tiers.map((result) => result.tier)).toEqual([5, 4]);
		expect(answer.fingerprint).toBeUndefined();
		expect((await rollbackAll(context, REQUEST, 5)).tiers).toEqual([]);
		expect((await applyAll(context, REQUEST, null)).tiers.map((result) => result.tier)).toEqual([4, 5, 6, 8]);
	});

	it('does not start over rows of people; with force they go with the tables, and every one is recorded', async () => {
		database = await createDatabaseAt('tier 5');
		const context = contextFor(database);
		await addOwnAxis(database.db);
		await addRows(database.db, 'containment', 'GRP-AI');
		await refused(database.db, () => rollbackAll(context, REQUEST, null), {
			code: 'AXIS_PRECONDITION',
			extensions: { committed_tiers: [], violations: expect.arrayContaining([expect.objectContaining({ tier: 4 })]) },
		});
		await rollbackAll(context, REQUEST, 1, FORCE);
		const key = [
			['axis_assignment', 'collection pages theirs root active'],
			['axis_assignment', 'collection pages theirs theirs active'],
			['axis_object_ownership', 'collection pages theirs root GOV-MOT accountable'],
			['axis_registry', 'theirs'],
			['axis_value', 'theirs root'],
			['axis_value', 'theirs theirs'],
			['coverage_rule', 'CR-OWN-AXIS'],
		];
		const rows = key.map(([object, name]) => ({
			violation: 'a table still holds a row',
			check: 'tables_empty',
			object,
			key: name,
		}));
		await refused(database.db, () => rollbackTier(context, REQUEST, '1'), {
			code: 'AXIS_PRECONDITION',
			extensions: { violations: rows },
		});
		const { tiers, fingerprint } = await rollbackTier(context, REQUEST, '1', FORCE);
		expect(tiers[0]?.deleted).toEqual(rows);
		expect((await lastRun(database.db))?.result).toMatchObject({ tiers: [{ deleted: rows }], fingerprint: { equal: true } });
		expect(fingerprint?.equal).toBe(true);
	});
});
