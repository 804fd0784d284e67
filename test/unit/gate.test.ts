/** Open or shut: a pure function of what was read. */
import { describe, expect, it } from 'vitest';
import type { UnreadReason } from '../../src/gate/gate-reading';
import { gateBlockers, gateStatus, requireOpenGate, type GatePolicy, type GateReading } from '../../src/gate/gate';

const NOW = new Date('2026-11-21T08:00:00.000Z');
const source = { table: 'os_proposal_approvals', filter: {} };
const unread = (reason: UnreadReason): GateReading => ({ approvals: null, reason, source, detail: 'status is no column' });
const policyOf = (change: Partial<GatePolicy> = {}): GatePolicy => ({
	minimum: 1,
	agreement: false,
	distinct_signers: false,
	not_by_operator: false,
	...change,
});
/** As many rows, all of them valid. */
const counted = (approvals: number, simulated = false): GateReading => ({
	approvals,
	source,
	simulated,
	rows: { rows: approvals, not_agreed: 0, not_signed: 0, not_of_others: 0, valid_rows: approvals },
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
		const policy = policyOf({ minimum });
		expect(gateBlockers(counted(approvals), policy)).toHaveLength(open ? 0 : 1);
		expect(gateStatus(counted(approvals), policy, [], NOW).status).toBe(open ? 'READY' : 'BLOCKED');
	});

	it('that is too small says how many are missing and who must act', () => {
		expect(gateBlockers(counted(2), policyOf({ minimum: 3 }))).toEqual([
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

describe('a rule that takes rows away', () => {
	const policy = policyOf({ minimum: 3, agreement: true, distinct_signers: true, not_by_operator: true });

	it('is named, with how many rows it took', () => {
		const rows = { rows: 7, not_agreed: 2, not_signed: 1, not_of_others: 3, valid_rows: 4 };
		const blockers = gateBlockers({ approvals: 2, source, simulated: false, rows }, policy);
		expect(blockers.map(({ code, expected, actual }) => [code, expected, actual])).toEqual([
			['ratification', 3, 2],
			['ratification_agreement', 0, 2],
			['ratification_unsigned', 0, 1],
			['ratification_by_operator', 0, 3],
			['ratification_same_signer', 0, 2],
		]);
		expect(blockers[0]?.message).toBe('os_proposal_approvals holds 2 of 3 approvals, in 7 rows of which 4 pass every rule.');
		for (const { message, remedy } of blockers.slice(1)) {
			expect(message).toMatch(/^(In )?\d of \d .*\(ratification\.(agreement|distinct_signers|not_by_operator)\)/);
			expect(remedy).toMatch(/^(Each signer|Somebody else) must /);
		}
	});

	it('is not held against a gate that enough others open', () => {
		const rows = { rows: 7, not_agreed: 2, not_signed: 1, not_of_others: 3, valid_rows: 4 };
		expect(gateBlockers({ approvals: 3, source, simulated: false, rows }, policy)).toEqual([]);
	});
});

describe('a session that simulates a shut gate', () => {
	it('is shut however many approvals there are, and is told that it is a simulation', () => {
		expect(gateBlockers(counted(5, true), policyOf()).map(({ code }) => code)).toEqual(['gate_simulated']);
		expect(gateStatus(counted(5, true), policyOf(), [], NOW)).toMatchObject({ status: 'BLOCKED', ratification_count: 5 });
	});

	it('hears of missing approvals as well', () => {
		expect(gateBlockers(counted(0, true), policyOf()).map(({ code }) => code)).toEqual(['ratification', 'gate_simulated']);
	});
});

describe('an unknown count shuts the gate, and says why', () => {
	it.each([
		['approvals_missing', /does not exist\.$/, /^Create it /],
		['approvals_no_table', /no ordinary table/, /^Make it a table /],
		['source_filter', /cannot be asked of os_proposal_approvals: status is no column\.$/, /^Compare columns /],
		[
			'source_not_of_people',
			/^os_proposal_approvals is a table of Directus, of the base model or of this extension/,
			/^Name a table /,
		],
		[
			'source_elsewhere',
			/from signatures \(status = "published"\), and the policy of this database from os_proposal_approvals\./,
			/^Let the profile name /,
		],
		['gate_missing', /functions in axis_internal/, /^They are made /],
		['policy_missing', /axis_internal\.gate_policy/, /^Roll tier 1 back /],
		['approvals_unreadable', /cannot be read\.$/, /^Grant SELECT /],
		['gate_unlockable', /cannot be locked\.$/, /^Grant UPDATE /],
		['operator_unknown', /^It is not known who applies/, /^Do it over HTTP, signed in /],
		['operator_unreadable', /directus_users and directus_activity/, /^Grant SELECT on both /],
	] as const)('%s', (reason, message, remedy) => {
		const named = { table: 'signatures', filter: { status: 'published' } };
		const [blocker, ...others] = gateBlockers(unread(reason), policyOf({ minimum: 2, source: named }));
		expect(others).toEqual([]);
		expect(blocker).toMatchObject({ code: reason, expected: 2, actual: null });
		expect(blocker?.message).toMatch(message);
		expect(blocker?.remedy).toMatch(remedy);
	});
});

describe('the status', () => {
	const other = { code: 'ledger_missing', message: 'm', expected: true, actual: false, remedy: 'r' };

	it('is READY with nothing in its way', () => {
		expect(gateStatus(counted(1), policyOf(), [], NOW)).toEqual({
			status: 'READY',
			blockers: [],
			ratification_count: 1,
			source,
			checked_at: '2026-11-21T08:00:00.000Z',
		});
	});

	it('is BLOCKED by what the caller found, too', () => {
		expect(gateStatus(counted(1), policyOf(), [other], NOW)).toMatchObject({ status: 'BLOCKED', blockers: [other] });
		expect(gateStatus(counted(0), policyOf(), [other], NOW).blockers.map((blocker) => blocker.code)).toEqual([
			'ratification',
			'ledger_missing',
		]);
	});

	it('has no count where none could be read', () => {
		expect(gateStatus(unread('approvals_missing'), policyOf(), [], NOW).ratification_count).toBeNull();
	});
});

it('the source is named with the filter that rows must meet', () => {
	const proposals = { table: 'proposals', filter: { board: 7, status: 'published' } };
	const [blocker] = gateBlockers({ approvals: 0, source: proposals, simulated: false, rows: null }, policyOf());
	expect(blocker?.message).toBe('proposals (board = 7, status = "published") holds 0 of 1 approvals.');
});

describe('requireOpenGate', () => {
	it('passes an open gate', () => {
		expect(() => requireOpenGate('Doing it', counted(1), policyOf())).not.toThrow();
	});

	it('refuses a shut one with what was asked, what is so and what to do', () => {
		expect(() => requireOpenGate('Doing it', counted(0), policyOf())).toThrow(
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
