/** The checks of the fault suite find what they look for: a lying ledger, a lying answer; and a seed draws the same faults again. */
import { describe, expect, it } from 'vitest';
import { Boundaries } from '../faults/support/boundaries';
import { checkAnswer } from '../faults/support/checks';
import { KINDS } from '../faults/support/kinds';
import { replay, type LedgerRow } from '../faults/support/ledger';
import { operationsAt, type Operation, type OperationName, type Told } from '../faults/support/operations';
import { planRuns } from '../faults/support/plan';

const row = (run_no: string, change: Partial<LedgerRow>): LedgerRow => ({
	...{ run_no, id: run_no, part_of: null, action: 'apply', tiers: [1], status: 'passed' },
	...change,
});

describe('replay', () => {
	it('counts passed runs of one tier, up and down, and nothing else', () => {
		const rows = [
			row('1', { action: 'rehearse', tiers: [1, 2, 8] }),
			row('2', { tiers: [1, 2, 8] }),
			row('3', { tiers: [1], part_of: '2' }),
			row('4', { tiers: [2], part_of: '2' }),
			row('5', { tiers: [8], part_of: '2' }),
			row('6', { tiers: [3], status: 'failed' }),
			row('7', { tiers: [3], status: 'running' }),
			row('8', { tiers: [2], action: 'rollback' }),
		];
		expect(replay(0, rows)).toBe(1);
	});

	it('refuses a run that cannot have passed, and a sequence that passed with a failed step', () => {
		expect(() => replay(0, [row('1', { tiers: [2] })])).toThrow('passed with 0 tiers applied');
		expect(() => replay(2, [row('1', { tiers: [1], action: 'rollback' })])).toThrow('passed with 2 tiers applied');
		const steps = [row('1', { tiers: [1, 2, 8] }), row('2', { tiers: [1], part_of: '1', status: 'failed' })];
		expect(() => replay(0, steps)).toThrow('run 1 passed, its step 2 is failed');
	});
});

describe('checkAnswer', () => {
	const operation = (name: OperationName, tiers: number): Operation => {
		const found = operationsAt(tiers).find((one) => one.name === name);
		if (!found) throw new Error(`no ${name} at ${tiers}`);
		return found;
	};
	const told = (status: number, code: string | null, committedTiers = 0): Told => ({ status, code, message: '', committedTiers });
	const one = operation('apply a tier', 2);
	const all = operation('apply all', 2);
	const at = (tiers: number, scans = 0) => ({ tiers, scans });

	it.each([
		['done, and it is', one, told(200, null), at(3), 1, 0],
		['done, and it is not', one, told(200, null), at(2), 1, 1],
		['failed, and nothing is there', one, told(503, 'AXIS_DATABASE_UNAVAILABLE'), at(2), 1, 0],
		['failed, and it is there', one, told(503, 'AXIS_DATABASE_UNAVAILABLE'), at(3), 1, 1],
		['unknown, and it is there', one, told(503, 'AXIS_OUTCOME_UNKNOWN'), at(3), 1, 0],
		['unknown, and it is not', one, told(503, 'AXIS_OUTCOME_UNKNOWN'), at(2), 1, 0],
		['failed after two tiers, and two are there', all, told(409, 'AXIS_POSTCONDITION', 2), at(4), 6, 0],
		['failed after two tiers, and three are there', all, told(409, 'AXIS_POSTCONDITION', 2), at(5), 8, 1],
		['an error without a word, before it began', one, told(500, 'INTERNAL_SERVER_ERROR'), at(2), 0, 0],
		['an error without a word, after it began', one, told(500, 'INTERNAL_SERVER_ERROR'), at(2), 1, 1],
		['nothing at all', one, told(0, null), at(3), 1, 0],
		['a scan that is said to be made, and is not', operation('scan', 6), told(200, null), at(6), 0, 1],
	])('%s', (_case, asked, answer, standing, recorded, problems) => {
		expect(checkAnswer(asked, answer, standing, recorded)).toHaveLength(problems);
	});
});

it('a boundary that differs is named with the tables that differ', () => {
	const boundaries = new Boundaries();
	boundaries.note({ tiers: 1, scans: 0 }, 'catalog a\naxis_value 1 x');
	expect(boundaries.compare({ tiers: 1, scans: 0 }, 'catalog a\naxis_value 1 x')).toBeNull();
	expect(boundaries.compare({ tiers: 1, scans: 0 }, 'catalog a\naxis_value 2 y')).toContain('no boundary was found: axis_value');
	expect(() => boundaries.note({ tiers: 1, scans: 0 }, 'catalog b\naxis_value 1 x')).toThrow('does not come again: catalog');
});

it('a seed draws the same faults again, every kind equally often', () => {
	const drawn = (seed: number) => planRuns(seed, 300).map(({ kind, operation, at }) => `${kind.name} ${operation.path} ${at}`);
	expect(drawn(7)).toEqual(drawn(7));
	expect(drawn(7)).not.toEqual(drawn(8));
	const kinds = planRuns(7, 300).map(({ kind }) => kind.name);
	for (const { name } of KINDS) expect(kinds.filter((kind) => kind === name).length, name).toBe(300 / KINDS.length);
});
