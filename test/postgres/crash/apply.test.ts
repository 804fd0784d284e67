/** A tier that dies or fails at any of its statements changes nothing, is recorded, and can be applied right after. */
import { describe, expect, it } from 'vitest';
import { applyTier } from '../../../src/rollout/apply';
import { verifyRollout } from '../../../src/rollout/verify';
import { breakStatement, failAtEachStatement, killBackend } from '../support/crash';
import { contextFor } from '../support/database';
import { createDatabaseAt, REQUEST, type State } from '../support/states';

const TIERS: readonly [string, State][] = [
	['1', 'ratified'],
	['2', 'tier 1'],
	['3', 'tier 2'],
	['4', 'tier 3'],
	['5', 'tier 4'],
	['6', 'tier 5'],
];

const FAILURES = { 'the backend is killed': killBackend, 'the database refuses a statement': breakStatement };

describe.each(Object.entries(FAILURES))('%s', (_what, failure) => {
	it.each(TIERS)('at any statement of tier %s', { timeout: 180_000 }, async (tier, state) => {
		const database = await createDatabaseAt(state);
		try {
			// Tier 1 has a hundred statements: killed at each, refused at every fifth.
			const stride = tier === '1' && failure === breakStatement ? 5 : 1;
			const statements = await failAtEachStatement(database, (context) => applyTier(context, REQUEST, tier), failure, stride);
			expect(statements).toBeGreaterThan(2);
			expect(await verifyRollout(contextFor(database))).toMatchObject({ status: 'PASS' });
		} finally {
			await database.drop();
		}
	});
});
