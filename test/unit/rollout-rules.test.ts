/** Rules of the rollout that need no database: order, deltas, invariants, blockers. */
import { describe, expect, it } from 'vitest';
import type { Invariant } from '../../src/profile/profile';
import { deltaChecks, expectedDeltas } from '../../src/tier/deltas';
import { invariantChecks, invariantViolations } from '../../src/tier/invariants';
import { blockersOf } from '../../src/rollout/preflight';
import { requirePredecessor, requireTopmost } from '../../src/tier/applied-tiers';
import { parseTierFile } from '../../src/tier/tier-file';

const file = (tier: number, header = '') =>
	parseTierFile(`--! tier: ${tier}\n--! id: t${tier}\n--! role: axis\n--! name: t${tier}\n${header}`);
const NUMBERS = { expected_inventory: 35, expected_active_scopes: 6, expected_canonical_gap: 210 };

describe('order', () => {
	const tiers = [file(3), file(1), file(2)] as const;
	const [third, first, second] = tiers;

	it('is the profile’s, whatever the numbers: each tier needs all before it', () => {
		expect(() => requirePredecessor(third, tiers, new Set())).not.toThrow();
		expect(() => requirePredecessor(first, tiers, new Set(['t2']))).toThrow('tier 3 comes before it');
		expect(() => requirePredecessor(second, tiers, new Set(['t3']))).toThrow('tier 1 comes before it');
		expect(() => requirePredecessor(second, tiers, new Set(['t1', 't3']))).not.toThrow();
	});

	it('is taken back from the top', () => {
		expect(() => requireTopmost(third, tiers, new Set(['t3', 't1', 't2']))).toThrow('tier 2 stands on it');
		expect(() => requireTopmost(third, tiers, new Set(['t3', 't1']))).toThrow('tier 1 stands on it');
		expect(() => requireTopmost(second, tiers, new Set(['t3', 't1']))).toThrow('it is not applied');
		expect(() => requireTopmost(third, tiers, new Set(['t3']))).not.toThrow();
	});
});

describe('deltas', () => {
	const declared = file(2, '--! delta: a +1\n--! delta: b +expected_active_scopes\n--! observe: c\n');

	it('are numbers, or expected numbers by name', () => {
		expect(expectedDeltas(declared, NUMBERS)).toEqual([
			{ object: 'a', delta: 1 },
			{ object: 'b', delta: 6 },
		]);
		expect(() => expectedDeltas(file(2, '--! delta: a +expected_nothing\n'), NUMBERS)).toThrow(
			'"expected_nothing", which is no number of the run',
		);
	});

	it('hold exactly, and what was not counted moved by nothing', () => {
		const moved = (a: number) => deltaChecks(declared, [{ object: 'a', before: 5, after: 5 + a }], NUMBERS);
		expect(moved(1)[0]).toEqual({ name: 'delta_a', expected: 1, actual: 1, ok: true });
		for (const wrong of [0, 2, -1]) expect(moved(wrong)[0]).toMatchObject({ actual: wrong, ok: false });
		expect(moved(1)[1]).toEqual({ name: 'delta_b', expected: 6, actual: 0, ok: false });
	});
});

describe('invariants', () => {
	const reading = (expected: Invariant['expected'], actual: number | null) => ({
		invariant: { name: 'x', query: 'q', expected },
		actual,
	});

	it.each([
		['a number that holds', 0, 0, 0, true],
		['a number that does not', 0, 0, 1, false],
		['a number that never held', 0, 1, 1, false],
		['unchanged and unchanged', 'unchanged', 7, 7, true],
		['unchanged and changed', 'unchanged', 7, 8, false],
		['unchanged and unknown now', 'unchanged', 7, null, false],
		['unchanged and unknown at both times', 'unchanged', null, null, false],
		['a number and unknown', 0, 0, null, false],
		['observed and changed', 'observed', 7, 8, true],
		['observed and unknown', 'observed', null, null, true],
	] as const)('%s', (_what, expected, before, after, ok) => {
		const [check] = invariantChecks([reading(expected, after)], [reading(expected, before)]);
		expect(check?.ok).toBe(ok);
		expect(invariantViolations(check ? [check] : [])).toHaveLength(ok ? 0 : 1);
	});

	it('without a before hold when they are known', () => {
		expect(invariantChecks([reading('unchanged', 7)])[0]).toEqual({ name: 'x', expected: 7, actual: 7, ok: true });
		expect(invariantChecks([reading('unchanged', null)])[0]?.ok).toBe(false);
	});
});

describe('blockers', () => {
	const check = (name: string, ok: boolean, blocker = name) => ({
		tier: 0,
		name,
		ok,
		blocker,
		remedy: 'Do this.',
		expected: 1,
		actual: null,
	});

	it('are the failing checks, one per cause', () => {
		const checks = [
			check('count', false, 'ratification'),
			check('gate', false, 'ratification'),
			check('other', true),
			check('scopes', false),
		];
		expect(blockersOf(checks).map((blocker) => blocker.code)).toEqual(['ratification', 'scopes']);
		expect(blockersOf(checks)[0]).toEqual({
			code: 'ratification',
			message: 'count is unknown, expected 1.',
			expected: 1,
			actual: null,
			remedy: 'Do this.',
		});
	});
});
