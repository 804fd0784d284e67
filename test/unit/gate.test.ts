/** Open or shut: a pure function of what was read. */
import { describe, expect, it } from 'vitest';
import { gateBlockers, gateStatus, requireOpenGate, type GateReading } from '../../src/gate/gate';

const NOW = new Date('2026-11-21T08:00:00.000Z');
const unread = (reason: 'approvals_missing' | 'approvals_unreadable' | 'gate_unlockable'): GateReading => ({
	approvals: null,
	reason,
});

describe('a count of approvals', () => {
	it.each([
		[0, 1, false],
		[1, 1, true],
		[2, 1, true],
		[0, 3, false],
		[2, 3, false],
		[3, 3, true],
		[4, 3, true],
	])('%i of %i: open is %s', (approvals, minimum, open) => {
		expect(gateBlockers({ approvals }, minimum)).toHaveLength(open ? 0 : 1);
		expect(gateStatus({ approvals }, minimum, [], NOW).status).toBe(open ? 'READY' : 'BLOCKED');
	});

	it('that is too small says how many are missing and who must act', () => {
		expect(gateBlockers({ approvals: 2 }, 3)).toEqual([
			{
				code: 'ratification',
				message: 'os_proposal_approvals holds 2 of 3 approvals.',
				expected: 3,
				actual: 2,
				remedy: 'A person must ratify the rollout by creating an item in os_proposal_approvals. This extension never does.',
			},
		]);
	});
});

describe('an unknown count shuts the gate, and says why', () => {
	it.each([
		['approvals_missing', /does not exist\.$/, /^Create it /],
		['approvals_unreadable', /cannot be read\.$/, /^Grant SELECT /],
		['gate_unlockable', /cannot be locked\.$/, /^Grant UPDATE /],
	] as const)('%s', (reason, message, remedy) => {
		const [blocker, ...others] = gateBlockers(unread(reason), 2);
		expect(others).toEqual([]);
		expect(blocker).toMatchObject({ code: reason, expected: 2, actual: null });
		expect(blocker?.message).toMatch(message);
		expect(blocker?.remedy).toMatch(remedy);
	});
});

describe('the status', () => {
	const other = { code: 'ledger_missing', message: 'm', expected: true, actual: false, remedy: 'r' };

	it('is READY with nothing in its way', () => {
		expect(gateStatus({ approvals: 1 }, 1, [], NOW)).toEqual({
			status: 'READY',
			blockers: [],
			ratification_count: 1,
			checked_at: '2026-11-21T08:00:00.000Z',
		});
	});

	it('is BLOCKED by what the caller found, too', () => {
		expect(gateStatus({ approvals: 1 }, 1, [other], NOW)).toMatchObject({ status: 'BLOCKED', blockers: [other] });
		expect(gateStatus({ approvals: 0 }, 1, [other], NOW).blockers.map((blocker) => blocker.code)).toEqual([
			'ratification',
			'ledger_missing',
		]);
	});

	it('has no count where none could be read', () => {
		expect(gateStatus(unread('approvals_missing'), 1, [], NOW).ratification_count).toBeNull();
	});
});

describe('requireOpenGate', () => {
	it('passes an open gate', () => {
		expect(() => requireOpenGate('Doing it', { approvals: 1 }, 1)).not.toThrow();
	});

	it('refuses a shut one with what was asked, what is so and what to do', () => {
		expect(() => requireOpenGate('Doing it', { approvals: 0 }, 1)).toThrow(
			expect.objectContaining({
				code: 'AXIS_GATE_CLOSED',
				status: 423,
				message:
					'Doing it was refused: the gate is shut. Nothing was changed. os_proposal_approvals holds 0 of 1 approvals. ' +
					'A person must ratify the rollout by creating an item in os_proposal_approvals. This extension never does.',
				extensions: expect.objectContaining({ blockers: [expect.objectContaining({ code: 'ratification' })] }),
			}),
		);
	});
});
