/** How far the tiers of a run are, read from the ledger's rows and from what the process of a rehearsal knows. */
import { describe, expect, it } from 'vitest';
import type { Run, TierProgress, TierResult } from '../../src/contract';
import { tierProgress } from '../../src/run/run-events';

function run(change: Partial<Run>): Run {
	return {
		id: '7829a71b-0000-4000-8000-000000000000',
		part_of: null,
		action: 'apply',
		tiers: [1],
		status: 'running',
		requested_by: 'u1',
		started_at: '2026-06-03T00:00:00.000Z',
		finished_at: null,
		ratified_apr: null,
		profile_sha256: '0'.repeat(64),
		request: null,
		result: null,
		error: null,
		...change,
	};
}

function result(tier: number, status: TierResult['status'] = 'passed'): TierResult {
	return {
		tier,
		name: `t${tier}`,
		status,
		deltas: [],
		checks: [],
		violations: [],
		locks: [],
		notes: [],
		deleted: [],
		duration_ms: 1,
	};
}

const short = (all: readonly TierProgress[]) =>
	all.map(({ tier, state, result, error }) => [tier, state, result?.status ?? null, error]);
const ERROR = { code: 'AXIS_POSTCONDITION', message: 'a check did not hold' };

describe('tiers of a run', () => {
	it('a run of one tier has started it', () => {
		expect(short(tierProgress(run({ tiers: [3] }), [], []))).toEqual([[3, 'started', null, null]]);
	});

	it('a run of several has started none before its first step', () => {
		expect(tierProgress(run({ tiers: [1, 2, 8] }), [], [])).toEqual([]);
	});

	it('a run of several is as far as its steps', () => {
		const steps = [run({ tiers: [1], status: 'passed', result: { tiers: [result(1)] } }), run({ tiers: [2], status: 'running' })];
		expect(short(tierProgress(run({ tiers: [1, 2, 8] }), steps, []))).toEqual([
			[1, 'finished', 'passed', null],
			[2, 'started', null, null],
		]);
	});

	it('a step that failed has finished without a result, and says why', () => {
		const steps = [run({ tiers: [2], status: 'failed', error: ERROR })];
		expect(short(tierProgress(run({ tiers: [1, 2], status: 'failed', error: ERROR }), steps, []))).toEqual([
			[2, 'finished', null, ERROR],
		]);
	});

	it('a rehearsal is as far as its process knows while it runs, and as the ledger says once it has ended', () => {
		const live: TierProgress[] = [
			{ tier: 1, state: 'finished', result: result(1), error: null },
			{ tier: 2, state: 'started', result: null, error: null },
		];
		const rehearsal = run({ action: 'rehearse', tiers: [1, 2, 8] });
		expect(tierProgress(rehearsal, [], live)).toEqual(live);
		const ended = { ...rehearsal, status: 'failed', result: { tiers: [result(1), result(2, 'failed')] } } as const;
		expect(short(tierProgress(ended, [], live))).toEqual([
			[1, 'finished', 'passed', null],
			[2, 'finished', 'failed', null],
		]);
	});

	it('a refused run of several has no tier', () => {
		expect(tierProgress(run({ tiers: [1, 2], status: 'refused', error: ERROR }), [], [])).toEqual([]);
	});

	it('what is no result of a tier is not told as one', () => {
		expect(tierProgress(run({ tiers: [1, 2], status: 'passed', result: { tiers: ['x', { tier: 'one' }] } }), [], [])).toEqual([]);
	});
});
