/** The plan in a terminal. */
import { expect, it } from 'vitest';
import { renderPlan } from '../../../cli/render';
import type { Plan, PlannedTier } from '../../../src/contract';

const blockers = [{ code: 'order', message: 'It comes later.', remedy: 'Wait.', expected: null, actual: null }];

function planned(id: string, tier: number, name: string): PlannedTier {
	return { id, tier, name, role: 'axis', state: 'blocked', sovereign: false, needs_code: false, blockers, expected: [] };
}

it('tells the id of each tier beside its name, since commands take the id, and each blocker once', () => {
	const tiers = [planned('responsibility', 2, 'responsibility-axis'), planned('axis:data', 101, 'data')];
	const plan: Plan = { profile: { name: 'project', sha256: 'f', sealed: false }, tiers };

	expect(
		renderPlan(plan)
			.split('\n')
			.filter((line) => line !== ''),
	).toEqual([
		'Profile project (sha256 f)',
		expect.stringMatching(/^TIER +ID +NAME +STATE +MOVES$/),
		expect.stringMatching(/^ *2 +responsibility +responsibility-axis +blocked/),
		expect.stringMatching(/^ *101 +axis:data +data +blocked/),
		'order: It comes later. Wait.',
	]);
});
