/** A rollback that dies or fails at any of its statements takes nothing back, is recorded, and can be repeated right after. */
import { describe, expect, it } from 'vitest';
import { rollbackTier } from '../../../src/rollout/rollback';
import { breakStatement, failAtEachStatement, killBackend } from '../support/crash';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

const TIERS: readonly [string, State][] = [
	['1', 'tier 1'],
	['2', 'tier 2'],
	['3', 'tier 3'],
	['4', 'tier 4'],
	['5', 'tier 5'],
	['6', 'tier 6'],
];

const FAILURES = { 'the backend is killed': killBackend, 'the database refuses a statement': breakStatement };

describe.each(Object.entries(FAILURES))('%s', (_what, failure) => {
	it.each(TIERS)('at any statement of rolling tier %s back, gate shut', { timeout: 180_000 }, async (tier, state) => {
		const database = await createDatabaseAt(state);
		try {
			await database.db('os_proposal_approvals').delete();
			const rollback = failAtEachStatement(database, (context) => rollbackTier(context, REQUEST, tier), failure);
			expect(await rollback).toBeGreaterThan(1);
			const { rows } = await database.db.raw(`select 1 from pg_trigger where tgname like 'axis_guard_%' and tgenabled <> 'A'`);
			expect(rows).toEqual([]);
		} finally {
			await database.drop();
		}
	});
});
