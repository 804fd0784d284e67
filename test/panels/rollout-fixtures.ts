/** A gate, a plan, runs and results as the server tells them. */
import type { GateStatus, Plan, PlannedTier, Run, TierResult } from '../../src/contract';

export const USER = '11111111-0000-4000-8000-000000000000';
export const READY: GateStatus = {
	status: 'READY',
	blockers: [],
	ratification_count: 1,
	source: { table: 'os_proposal_approvals', filter: {} },
	checked_at: '2026-06-03T00:00:00.000Z',
};
export const BLOCKED: GateStatus = {
	status: 'BLOCKED',
	blockers: [
		{
			code: 'ratification',
			message: 'os_proposal_approvals holds 0 of 1 approvals.',
			expected: 1,
			actual: 0,
			remedy: 'A person must ratify.',
		},
	],
	ratification_count: 0,
	source: { table: 'os_proposal_approvals', filter: {} },
	checked_at: '2026-06-03T00:00:00.000Z',
};

const NAMES = ['structure', 'responsibility-axis', 'ownership-seed', 'containment', 'topic-finalization', 'scanner-baseline'];

const IDS = ['structure', 'responsibility', 'ownership', 'containment', 'topic', 'scan'];
const ROLES = ['structure', 'axis', 'ownership', 'axis', 'axis', 'scan'] as const;

/** Tiers 1 to 6 and 8; those up to `applied` are applied, the next one is ready. */
export function planOf({
	applied = 0,
	sealed = false,
	blocked = false,
}: { applied?: number; sealed?: boolean; blocked?: boolean } = {}): Plan {
	const tiers = NAMES.map((name, position): PlannedTier => {
		const tier = position + 1;
		const state = tier <= applied ? 'applied' : blocked ? 'blocked' : tier === applied + 1 ? 'ready' : 'pending';
		return {
			id: IDS[position] ?? '',
			role: ROLES[position] ?? 'axis',
			tier,
			name,
			sovereign: tier === 3,
			needs_code: [3, 4, 5].includes(tier),
			state,
			expected: [{ object: 'axis_value', delta: tier }],
			blockers: [],
		};
	});
	const verify: PlannedTier = {
		id: 'verify',
		role: 'verify',
		tier: 8,
		name: 'verify',
		sovereign: false,
		needs_code: false,
		state: applied === 6 ? 'applied' : 'pending',
		expected: [],
		blockers: [],
	};
	return { profile: { name: 'one-roof', sha256: 'a'.repeat(64), sealed }, tiers: [...tiers, verify] };
}

export function runOf(change: Partial<Run> = {}): Run {
	return {
		id: '7829a71b-0000-4000-8000-000000000000',
		part_of: null,
		action: 'apply',
		tiers: [1, 2],
		status: 'running',
		requested_by: USER,
		started_at: '2026-06-03T00:00:00.000Z',
		finished_at: null,
		ratified_apr: 'APR-1',
		profile_sha256: 'a'.repeat(64),
		request: null,
		result: null,
		error: null,
		...change,
	};
}

export function resultOf(tier: number, change: Partial<TierResult> = {}): TierResult {
	return {
		tier,
		name: NAMES[tier - 1] ?? 'verify',
		status: 'passed',
		deltas: [{ object: 'axis_value', before: 0, after: 6 }],
		checks: [{ name: 'required_cells', expected: 210, actual: 210, ok: true }],
		violations: [],
		locks: [],
		notes: [],
		deleted: [],
		duration_ms: 31,
		...change,
	};
}
